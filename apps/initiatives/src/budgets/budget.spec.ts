import { expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { acting, idAt, initiative, partnerAt } from '../testing/ground.js';
import { addLine, changeLine, type PlanGround, withSpent } from './budget.js';

const ground: PlanGround = { initiative, partners: [partnerAt(1), partnerAt(2)], currency: 'PLN' };
const said = { title: 'Sadzonki', category: null, planned: { amountMinor: 5_000, currency: 'PLN' } };
const add = (at: Partial<PlanGround> = {}, by = 1, currency = 'PLN') => addLine(idAt(1), { ...said, planned: { ...said.planned, currency } }, { ...ground, ...at }, acting(by));
const line = (() => {
  const added = add();
  if (isRefusal(added)) throw new Error(added.refused);
  return added.state;
})();

test('a partner plans, until it is over, in the currency of the agreement or of the lines before', () => {
  expect(add({}, 3)).toEqual({ refused: 'not-partner' });
  expect(add({}, 1, 'EUR')).toEqual({ refused: 'currency-other', parameters: { currency: 'PLN' } });
  expect(add({ currency: undefined }, 1, 'EUR')).toMatchObject({ state: { planned: { currency: 'EUR' } } });
  for (const state of ['idea', 'forming', 'running', 'closing'] as const) expect(add({ initiative: { ...initiative, state } })).toMatchObject({ state: { title: 'Sadzonki' } });
  for (const state of ['closed', 'abandoned'] as const) expect(add({ initiative: { ...initiative, state } })).toMatchObject({ refused: 'initiative-wrong-state' });
});

test('a line that is changed says who has set it last, and tells no words', () => {
  const changed = changeLine(line, { ...said, title: 'Dla Jana' }, ground, acting(2));
  expect(changed).toMatchObject({ state: { title: 'Dla Jana', setBy: acting(2).memberId }, events: [{ type: 'initiatives.budget-line.set.v1' }] });
  expect(JSON.stringify((changed as { events: object }).events)).not.toContain('Jana');
});

test.each([[0, 0], [5_000, 0], [5_001, 1], [-300, 0]])('what costs %d is %d over', (spentMinor, overMinor) => expect(withSpent(line, spentMinor)).toMatchObject({ spentMinor, overMinor }));
