import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { acting, clusterId, idAt, initiative, memberAt, partnerAt, versionOf, weights } from '../testing/ground.js';
import { type Entered, type Ground, type Kept, recordCost, reverse, type Said } from './cost.js';

const versions = [versionOf(1, '2026-01-05T10:00:00.000Z', 3, { costs: weights(1, 1, 1) }), versionOf(2, '2026-03-01T10:00:00.000Z', 2)];
const partners = [partnerAt(1), partnerAt(2), partnerAt(3, { state: 'left', leftAt: '2026-02-10T10:00:00.000Z' }), partnerAt(4, { state: 'candidate' })];
const ground: Ground = { initiative, partners, versions, budgetLine: undefined };
const said: Said = { kind: 'cost', amount: { amountMinor: 1_000, currency: 'PLN' }, incurredOn: '2026-03-10', description: 'Deski', evidence: [] };
const record = (change: Partial<Said> = {}, at: Partial<Ground> = {}, by = acting(1)) => recordCost(idAt(1), { ...said, ...change }, { ...ground, ...at }, by);
const entered = (answer: ReturnType<typeof record>): Entered => {
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer;
};
const kept = ({ cost: one, absent }: Entered): Kept => ({ ...one, absent });
const cost = (change: Partial<Said> = {}): Kept => kept(entered(record(change)));

describe('an entry', () => {
  test('is of the acting partner and by the key of its kind, where nothing else is said', () => {
    expect(cost()).toMatchObject({ clusterId, kind: 'cost', paidBy: memberAt(1), recordedBy: memberAt(1), amountMinor: 1_000, key: 'costs', agreementNumber: 2 });
    expect(cost({ kind: 'income', paidBy: memberAt(3) })).toMatchObject({ paidBy: memberAt(3), amountMinor: -1_000, key: 'benefits' });
    expect(cost({ key: 'risks' }).key).toBe('risks');
  });

  test('keeps who does not share it', () => {
    expect([cost({ incurredOn: '2026-02-10' }), cost({ incurredOn: '2026-02-11', key: 'risks' }), cost()].map(({ absent }) => absent)).toEqual([[], [memberAt(3)], []]);
  });

  test('tells neither words nor documents', () => {
    const { event } = entered(record({ description: 'Umowa z Janem', document: 'Jan/7', evidence: [{ name: 'jan.pdf', sha256: 'a'.repeat(64) }] }));
    expect(JSON.stringify(event)).not.toMatch(/jan/i);
    expect(event).toMatchObject({ data: { costId: idAt(1), amountMinor: 1_000, agreementNumber: 2 } });
  });

  const euros = { amount: { amountMinor: 1_000, currency: 'EUR' }, rate: { value: '4.25', source: 'NBP', ratedOn: '2026-03-10' } };
  test.each<[string, object | undefined, Partial<Said>, Partial<Ground>, number]>([
    ['of a candidate', { refused: 'not-partner' }, {}, {}, 4],
    ['of one that has left', { refused: 'not-partner' }, {}, {}, 3],
    ['of what is forming', { refused: 'initiative-wrong-state' }, {}, { initiative: { ...initiative, state: 'forming' } }, 1],
    ['of what is closed', { refused: 'initiative-wrong-state' }, {}, { initiative: { ...initiative, state: 'closed' } }, 1],
    ['of what is given up', undefined, {}, { initiative: { ...initiative, state: 'abandoned' } }, 1],
    ['of what is given up before anything was agreed', { refused: 'initiative-wrong-state' }, {}, { initiative: { ...initiative, state: 'abandoned' }, versions: [] }, 1],
    ['paid by a candidate', { refused: 'cost-unfit', parameters: { field: 'paidBy' } }, { paidBy: memberAt(4) }, {}, 1],
    ['paid by nobody known', { refused: 'cost-unfit', parameters: { field: 'paidBy' } }, { paidBy: memberAt(9) }, {}, 1],
    ['of tomorrow', { refused: 'cost-unfit', parameters: { field: 'incurredOn' } }, { incurredOn: '2026-03-11' }, {}, 1],
    ['of a day on which one who bears a part had left', { refused: 'key-unfit', parameters: { key: 'costs', number: 1, day: '2026-02-11' } }, { incurredOn: '2026-02-11' }, {}, 1],
    ['of its last day', undefined, { incurredOn: '2026-02-10' }, {}, 1],
    ['of such a day by an equal key', undefined, { incurredOn: '2026-02-11', key: 'risks' }, {}, 1],
    ['in another currency without a rate', { refused: 'currency-other', parameters: { currency: 'PLN' } }, { amount: euros.amount }, {}, 1],
    ['in another currency', undefined, euros, {}, 1],
    ['by a rate of tomorrow', { refused: 'cost-unfit', parameters: { field: 'rate.ratedOn' } }, { ...euros, rate: { ...euros.rate, ratedOn: '2026-03-11' } }, {}, 1],
    ['that comes to nothing', { refused: 'cost-unfit', parameters: { field: 'rate.value' } }, { ...euros, rate: { ...euros.rate, value: '0' } }, {}, 1],
    ['that comes to too much', { refused: 'cost-unfit', parameters: { field: 'rate.value' } }, { ...euros, rate: { ...euros.rate, value: '999999999999' } }, {}, 1],
    ['in the currency of the agreement with a rate', { refused: 'cost-unfit', parameters: { field: 'rate' } }, { rate: euros.rate }, {}, 1],
    ['of a line that is not there', { refused: 'cost-unfit', parameters: { field: 'budgetLineId' } }, { budgetLineId: idAt(5) }, {}, 1],
    ['of a line in another currency', { refused: 'cost-unfit', parameters: { field: 'budgetLineId' } }, { budgetLineId: idAt(5) }, { budgetLine: { planned: euros.amount } }, 1],
    ['of a line', undefined, { budgetLineId: idAt(5) }, { budgetLine: { planned: { amountMinor: 5, currency: 'PLN' } } }, 1],
  ])('%s', (_, refusal, change, at, by) => {
    const answer = record(change, at, acting(by));
    expect(isRefusal(answer)).toBe(refusal !== undefined);
    if (refusal) expect(answer).toMatchObject(refusal);
  });
});

describe('taking an entry back', () => {
  const ids = { reversal: idAt(7), correction: idAt(8) };
  const takeBack = (original: Kept, by: number, correction?: Said, at: Partial<Ground> = {}) => reverse(original, ids, { reason: 'Pomyłka', correction }, { ...ground, ...at }, acting(by));

  test('is another of the opposite sign that is shared as it was', () => {
    for (const original of [cost({ paidBy: memberAt(2), key: 'risks', incurredOn: '2026-02-11' }), cost({ kind: 'income' })]) {
      const [reversal, ...others] = takeBack(original, 1) as Entered[];
      const { kind, paidBy, incurredOn, agreementNumber, key, budgetLineId, amountMinor } = original;
      expect(reversal!.cost).toMatchObject({ id: idAt(7), kind, paidBy, incurredOn, agreementNumber, key, budgetLineId, amountMinor: -amountMinor, reversalOf: original.id, description: 'Pomyłka', settlementNumber: null });
      expect(reversal!.absent).toEqual(original.absent);
      expect(others).toEqual([]);
    }
  });

  test('is for who paid or recorded, also when it has left', () => {
    const original = cost({ paidBy: memberAt(3) });
    expect([1, 3].map((by) => isRefusal(takeBack(original, by)))).toEqual([false, false]);
    expect(takeBack(original, 2)).toEqual({ refused: 'not-your-cost' });
    expect(takeBack(original, 4)).toEqual({ refused: 'not-partner' });
  });

  test('is done once, not to what takes back, and not once it is closed', () => {
    const original = cost();
    const [reversal] = takeBack(original, 1) as Entered[];
    expect(takeBack({ ...original, reversedBy: idAt(7) }, 1)).toEqual({ refused: 'cost-reversed' });
    expect(takeBack(kept(reversal!), 1)).toEqual({ refused: 'cost-reversed' });
    expect(takeBack(original, 1, undefined, { initiative: { ...initiative, state: 'closed' } })).toMatchObject({ refused: 'initiative-wrong-state' });
  });

  test('may enter what is right in the same breath, or neither', () => {
    const answer = takeBack({ ...cost(), settlementNumber: 1 }, 1, { ...said, amount: { amountMinor: 10, currency: 'PLN' } }) as Entered[];
    expect(answer.map((each) => each.cost)).toMatchObject([{ amountMinor: -1_000, reversalOf: idAt(1) }, { amountMinor: 10, corrects: idAt(1), settlementNumber: null }]);
    expect(takeBack(cost(), 1, { ...said, incurredOn: '2026-03-11' })).toMatchObject({ refused: 'cost-unfit' });
  });
});
