import { describe, expect, it } from '@jest/globals';
import { type Category, isRefusal, type Refusal } from '@klaster/contracts';
import { Big } from 'big.js';
import fc from 'fast-check';
import { federationCategories } from '../categories/categories.js';
import type { Circumstances } from '../contributions/contribution.js';
import { cancel, change, expire, type Need, type Needed, progress, progressAfterwards, raise, shownProgress } from './need.js';

const [ania, bartek] = ['01900000-0000-7000-8000-00000000000a', '01900000-0000-7000-8000-00000000000b'];
const needId = '01900000-0000-7000-8000-0000000000d1';
const initiativeId = '01900000-0000-7000-8000-0000000000e1';
const categoryOf = (code: string): Category => federationCategories.find((category) => category.code === code)!;
const clusterId = '01900000-0000-7000-8000-0000000000c1';
const on = (today: string, member = ania): Circumstances => ({ clusterId, ownClusterId: clusterId, member, now: `${today}T10:00:00.000Z`, today });
const today = on('2026-03-01');
const nobody = { initiativeState: null, partners: [] };
const running = { initiativeState: 'running', partners: [ania, bartek] };
const driver: Needed = { title: 'Kierowca', quantity: { value: '4', unit: 'h' }, windows: [], visibility: 'cluster' };
const need = (needed: Partial<Needed> = {}, code = 'driving', circumstances = today): Need => {
  const raised = raise(needId, categoryOf(code), { ...driver, ...needed }, { memberId: ania }, nobody, circumstances);
  if (isRefusal(raised)) throw new Error(raised.refused);
  return { ...raised.state, version: 1 };
};
const refusal = (decision: object) => (decision as Refusal).refused;
const count = (from: Need, given: string, promised = '0') => progress(from, { given: new Big(given), promised: new Big(promised) }, today.now);

describe('raising a need', () => {
  it('is for oneself, or for an initiative of which one is a partner and which is not over', () => {
    expect(need()).toMatchObject({ state: 'open', receiver: { memberId: ania }, raisedBy: ania, kind: 'human', promised: '0', given: '0' });
    const forInitiative = (sides: Parameters<typeof raise>[4], circumstances = today) => raise(needId, categoryOf('driving'), driver, { initiativeId }, sides, circumstances);
    expect(forInitiative(running)).toMatchObject({ state: { receiver: { initiativeId }, raisedBy: ania } });
    expect(refusal(forInitiative({ ...running, partners: [bartek] }))).toBe('not-partner-of-receiver');
    for (const initiativeState of [null, 'closing', 'closed', 'abandoned']) expect(refusal(forInitiative({ ...running, initiativeState }))).toBe('unknown-receiver');
  });

  it('says how much, in a unit of its category, and when, not in the past', () => {
    const raised = (needed: Partial<Needed>, category = categoryOf('driving')) => raise(needId, category, { ...driver, ...needed }, { memberId: ania }, nobody, today);
    expect(refusal(raise(needId, undefined, driver, { memberId: ania }, nobody, today))).toBe('unknown-category');
    for (const measure of [{ quantity: undefined }, { quantity: { value: '4', unit: 'kg' } }, { quantity: undefined, amount: { amountMinor: 1, currency: 'PLN' } }]) expect(refusal(raised(measure))).toBe('wrong-measure');
    expect(refusal(raised({}, categoryOf('donation')))).toBe('wrong-measure');
    expect(refusal(raised({ until: '2026-02-28' }))).toBe('wrong-times');
  });
});

describe('the progress of a need', () => {
  it('is its state: by what is given, there and back', () => {
    const [part, all] = [count(need(), '60'), count(need(), '240')];
    expect([part.state.state, all.state.state]).toEqual(['partly-met', 'met']);
    expect(count(all.state, '-0.000001').state.state).toBe('partly-met');
    expect(count(all.state, '-240').state.state).toBe('open');
    expect(count(need(), '0', '240').state.state).toBe('open');
    expect(count(need(), '1000').state.state).toBe('met');
  });

  it('counts on when it is over, and stays over', () => {
    for (const state of ['cancelled', 'expired'] as const) expect(count({ ...need(), state, promised: '240' }, '240', '-240').state).toMatchObject({ state, promised: '0', given: '240' });
  });

  it('looks for nothing again when what was given is taken back and the initiative is over', () => {
    const back = (given: string, by: string) => progressAfterwards({ ...need(), state: 'met', given }, { given: new Big(by), promised: new Big(0) }, today.now);
    expect(back('240', '-60')).toMatchObject({ state: { state: 'cancelled', given: '180' }, events: [{ type: 'resources.need.progressed.v1' }, { type: 'resources.need.ended.v1', data: { how: 'cancelled' } }] });
    expect(back('300', '-60')).toMatchObject({ state: { state: 'met', given: '240' }, events: [{ data: { state: 'met' } }] });
  });

  it('is told in the unit of the need', () => {
    expect(count(need(), '90', '100').events).toMatchObject([{ type: 'resources.need.progressed.v1', data: { state: 'partly-met', given: '1.5', promised: '1.666667' } }]);
    const days = need({ quantity: { value: '2', unit: 'day' }, hoursPerDay: '8' });
    expect(shownProgress({ ...days, given: '480', promised: '240' })).toEqual({ given: '1', promised: '0.5' });
    expect(shownProgress({ ...need({ quantity: undefined, amount: { amountMinor: 500_00, currency: 'PLN' } }, 'donation'), given: '12345' })).toEqual({ given: '12345', promised: '0' });
  });

  it('comes back to nothing when all that was given is taken back, exactly', () => {
    const parts = fc.array(fc.record({ given: fc.integer({ min: 1, max: 10_000_000 }), promised: fc.integer({ min: 0, max: 10_000_000 }) }), { maxLength: 20 });
    fc.assert(fc.property(parts, (all) => {
      const each = all.map(({ given, promised }) => ({ given: new Big(given).div(1_000_000), promised: new Big(promised).div(1_000_000) }));
      const there = each.reduce((state, by) => progress(state, by, today.now).state, need());
      const back = each.reduce((state, { given, promised }) => progress(state, { given: given.neg(), promised: promised.neg() }, today.now).state, there);
      expect(back).toEqual({ ...need() });
    }));
  });
});

describe('saying a need anew', () => {
  it('is for who needs it, while it looks for something', () => {
    const anew = (from: Need, partners: readonly string[], circumstances = today) => change(from, categoryOf('driving'), { ...driver, title: 'Kierowczyni' }, partners, circumstances);
    expect(anew(need(), [])).toMatchObject({ state: { title: 'Kierowczyni', state: 'open' }, events: [{ type: 'resources.need.changed.v1' }] });
    expect(refusal(anew(need(), [bartek], on('2026-03-01', bartek)))).toBe('not-needing');
    const shared: Need = { ...need(), receiver: { initiativeId } };
    expect(anew(shared, [bartek], on('2026-03-01', bartek))).toMatchObject({ state: { title: 'Kierowczyni' } });
    for (const state of ['met', 'cancelled', 'expired'] as const) expect(anew({ ...need(), state }, [])).toMatchObject({ refused: 'need-wrong-state', parameters: { state } });
    expect(anew(need({ until: '2026-03-02' }), [], on('2026-03-03'))).toMatchObject({ parameters: { state: 'expired' } });
  });

  it('keeps the dimension in which it is counted, and its state follows what is needed', () => {
    const half = count(need(), '120').state;
    const to = (quantity: Needed['quantity'], hoursPerDay?: string) => change(half, categoryOf('driving'), { ...driver, quantity, hoursPerDay }, [], today);
    expect(to({ value: '120', unit: 'min' })).toMatchObject({ state: { state: 'met' }, events: [{ type: 'resources.need.changed.v1' }, { type: 'resources.need.progressed.v1', data: { state: 'met', given: '120' } }] });
    expect(to({ value: '1', unit: 'day' }, '8')).toMatchObject({ state: { state: 'partly-met' }, events: [{}] });
    expect(refusal(to({ value: '1', unit: 'day' }))).toBe('wrong-measure');
  });
});

describe('the end of a need', () => {
  it('is said by who needs it, with a reason or without', () => {
    expect(cancel(need(), [], 'Mamy już', today)).toMatchObject({ state: { state: 'cancelled', reason: 'Mamy już' }, events: [{ data: { how: 'cancelled' } }] });
    expect(cancel(need(), [], undefined, today)).toMatchObject({ state: { reason: null } });
    expect(refusal(cancel(need(), [], undefined, on('2026-03-01', bartek)))).toBe('not-needing');
    expect(refusal(cancel({ ...need(), state: 'met' }, [], undefined, today))).toBe('need-wrong-state');
  });

  it('comes by the clock after its last day, where it still looks for something', () => {
    const until = need({ until: '2026-03-05' });
    expect(expire(until, today.now, '2026-03-05')).toBe(undefined);
    expect(expire(until, today.now, '2026-03-06')).toMatchObject({ state: { state: 'expired' } });
    expect(expire({ ...until, state: 'met' }, today.now, '2026-03-06')).toBe(undefined);
    expect(expire(need(), today.now, '2099-01-01')).toBe(undefined);
  });
});
