import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import fc from 'fast-check';
import { atAssembly, delegate, type Delegation, end, inMatter, type Represented } from './delegation.js';

const now = '2026-03-14T17:00:00.000Z';
const later = '2026-03-14T18:00:00.000Z';
const [clusterId, assemblyId, matterId, anna, bartek, celina] = Array.from({ length: 6 }, newId) as [string, string, string, string, string, string];
const asked = { id: newId(), clusterId, from: anna, to: bartek, ...atAssembly(assemblyId) };
const table: Represented = { limit: 1, holderSits: true, here: [], seatsOfHolder: [] };

describe('a delegation', () => {
  it('is given for a matter or for an assembly, and told', () => {
    const given = delegate(asked, table, now);
    expect(given).toMatchObject({ state: { from: anna, to: bartek, assemblyId, matterId: null, givenAt: now, endedAt: null }, events: [{ type: 'membership.delegation.given.v1' }] });
    expect(delegate({ ...asked, ...inMatter(matterId) }, table, now)).toMatchObject({ events: [{ data: { matterId, assemblyId: null } }] });
  });

  it.each([
    ['the charter allows none', 'delegation-not-allowed', { limit: 0 }, bartek],
    ['the other has no seat', 'delegation-unfit', { holderSits: false }, bartek],
    ['it asks itself', 'delegation-unfit', {}, anna],
    ['it is represented already', 'delegation-exists', { here: [{ from: anna, to: celina }] }, bartek],
    ['the other is represented itself', 'delegation-unfit', { here: [{ from: bartek, to: celina }] }, bartek],
    ['it represents somebody itself', 'delegation-unfit', { here: [{ from: celina, to: anna }] }, bartek],
    ['the other represents enough seats', 'delegation-limit', { seatsOfHolder: [celina] }, bartek],
  ])('is refused where %s: %s', (_, slug, known, to) => {
    expect(delegate({ ...asked, to }, { ...table, ...known }, now)).toMatchObject({ refused: slug });
  });

  it('counts a seat once that the holder represents on a related occasion already', () => {
    expect(isRefusal(delegate(asked, { ...table, seatsOfHolder: [anna] }, now))).toBe(false);
    expect(isRefusal(delegate(asked, { ...table, limit: 2, seatsOfHolder: [celina] }, now))).toBe(false);
  });

  it('never brings a holder above the limit nor makes a chain, in whatever order seats ask', () => {
    const seat = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(fc.tuple(seat, seat), { maxLength: 30 }), (limit, wishes) => {
        const given: Delegation[] = [];
        const names = Array.from({ length: 6 }, newId);
        for (const [from, to] of wishes) {
          const here = given;
          const seatsOfHolder = given.filter((one) => one.to === names[to]).map((one) => one.from);
          const decision = delegate({ ...asked, id: newId(), from: names[from]!, to: names[to]! }, { limit, holderSits: true, here, seatsOfHolder }, now);
          if (!isRefusal(decision)) given.push(decision.state);
        }
        for (const name of names) expect(given.filter(({ to }) => to === name).length).toBeLessThanOrEqual(limit);
        const froms = given.map(({ from }) => from);
        expect(new Set(froms).size).toBe(froms.length);
        expect(given.filter(({ to }) => froms.includes(to))).toEqual([]);
      }),
    );
  });
});

describe('its end', () => {
  const given: Delegation = { ...asked, version: 1, givenAt: now, endedAt: null };

  it.each([['the seat', anna], ['the one that represents it', bartek]])('is up to %s', (_, by) => {
    expect(end(given, by, later)).toMatchObject({ state: { endedAt: later }, events: [{ type: 'membership.delegation.ended.v1', data: { endedAt: later } }] });
  });

  it('is up to nobody else', () => {
    expect(end(given, celina, later)).toEqual({ refused: 'forbidden' });
  });

  it('comes once', () => {
    expect(end({ ...given, endedAt: now }, anna, later)).toEqual({ state: { ...given, endedAt: now }, events: [] });
  });
});
