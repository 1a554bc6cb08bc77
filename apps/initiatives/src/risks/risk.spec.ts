import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { acting, idAt, initiative, memberAt, partnerAt, versionOf, weights } from '../testing/ground.js';
import { changeRisk, closeRisk, nameRisk, type Occurrence, occur, type Risk, type RiskSaid } from './risk.js';

const partners = [partnerAt(1), partnerAt(2), partnerAt(3, { state: 'left', leftAt: '2026-02-10T10:00:00.000Z' })];
const versions = [versionOf(1, '2026-01-05T10:00:00.000Z', 3, { risks: weights(1, 1, 1) }), versionOf(2, '2026-03-01T10:00:00.000Z', 2)];
const ground = { initiative, partners, versions, budgetLine: undefined };
const said: RiskSaid = { title: 'Ulewa', description: null, likelihood: 3, impact: 4, exposure: null, owner: memberAt(1), response: 'share', measures: null, key: 'risks' };
const name = (change: Partial<RiskSaid> = {}, by = 1, state: (typeof initiative)['state'] = 'running') => nameRisk(idAt(1), { ...said, ...change }, { initiative: { ...initiative, state }, partners }, acting(by));
const risk: Risk = (() => {
  const named = name();
  if (isRefusal(named)) throw new Error(named.refused);
  return named.state;
})();

test('a partner names a risk that a partner watches, until the initiative is over', () => {
  expect(name({}, 3)).toEqual({ refused: 'not-partner' });
  expect(name({ owner: memberAt(3) })).toEqual({ refused: 'cost-unfit', parameters: { field: 'owner' } });
  for (const state of ['closed', 'abandoned'] as const) expect(name({}, 1, state)).toMatchObject({ refused: 'initiative-wrong-state' });
  expect(name({}, 2, 'idea')).toMatchObject({ events: [{ type: 'initiatives.risk.named.v1' }] });
});

test('an open risk is judged anew; one that is over is not', () => {
  expect(changeRisk(risk, { ...said, impact: 5 }, ground, acting(2))).toMatchObject({ state: { impact: 5, namedBy: memberAt(1) } });
  expect(changeRisk({ ...risk, state: 'closed' }, said, ground, acting(2))).toEqual({ refused: 'risk-ended', parameters: { state: 'closed' } });
});

test('a risk of what was given up can still be closed, once', () => {
  const abandoned = { ...ground, initiative: { ...initiative, state: 'abandoned' as const } };
  expect(closeRisk(risk, 'Nie grozi', abandoned, acting(2))).toMatchObject({ state: { state: 'closed', reason: 'Nie grozi' }, events: [{ data: { how: 'closed', costId: null } }] });
  expect(closeRisk({ ...risk, state: 'occurred' }, 'x', abandoned, acting(2))).toMatchObject({ refused: 'risk-ended' });
});

describe('what has occurred', () => {
  const happens = (change: Partial<Occurrence> = {}, of = risk) => occur(of, idAt(2), { occurredOn: '2026-03-02', reason: 'Padało', loss: { amountMinor: 700, currency: 'PLN' }, evidence: [], ...change }, ground, acting(1));

  test('is a loss, by the key of the risk in the version of that day', () => {
    expect(happens()).toMatchObject({
      state: { state: 'occurred', costId: idAt(2), reason: 'Padało' },
      events: [{ data: { how: 'occurred', occurredOn: '2026-03-02', costId: idAt(2) } }],
      entered: { cost: { kind: 'loss', riskId: idAt(1), amountMinor: 700, key: 'risks', agreementNumber: 2, paidBy: memberAt(1), description: 'Ulewa' } },
    });
    expect(happens({ occurredOn: '2026-02-10' })).toMatchObject({ entered: { cost: { agreementNumber: 1 } } });
  });

  test('may be no loss', () => expect(happens({ loss: undefined })).toMatchObject({ state: { costId: null }, entered: undefined }));

  test('is not of days to come, nor of what is over, nor shared by who had left', () => {
    expect(happens({ occurredOn: '2026-03-11' })).toMatchObject({ refused: 'cost-unfit', parameters: { field: 'occurredOn' } });
    expect(happens({}, { ...risk, state: 'closed' })).toMatchObject({ refused: 'risk-ended' });
    expect(happens({ occurredOn: '2026-02-11' })).toMatchObject({ refused: 'key-unfit' });
  });
});
