import { describe, expect, test } from '@jest/globals';
import { isRefusal, NoRate, refuse, resourceKinds } from '@klaster/contracts';
import fc from 'fast-check';
import { confirm, confirmBySilence, type Contribution, type Line, record } from './contribution.js';
import { dispute } from './dispute.js';
import { accepted, circumstancesFor, confirmed, examples, factsOf, idAt, members, people, recorded, refusalOf } from './fixtures/entries.js';
import { bringBack } from './loan.js';
import { reverse } from './reversal.js';

const { giving, receiving, stranger } = people;
const from = circumstancesFor(giving);
const to = circumstancesFor(receiving);
const initiative = { initiativeId: idAt(20) };

describe('recording', () => {
  const line: Line = { giver: giving, receiver: { memberId: receiving }, given: examples.human };
  const record1 = (fields: Partial<Line> = {}, facts: Partial<Parameters<typeof record>[2]> = {}, by = from) => record(idAt(10), { ...line, ...fields }, { ...factsOf('tutoring'), sides: members, fits: true, ...facts }, by);

  test.each(resourceKinds)('tells of what was given: %s', (kind) => {
    const decision = record1({ given: examples[kind] }, factsOf(examples[kind].category));
    const { state, events } = accepted(decision);
    expect(state).toMatchObject({ kind, state: 'recorded', recordedBy: giving, giver: giving, receiver: { memberId: receiving }, bySilence: false, confirmedBy: null });
    expect(events).toMatchObject([{ type: 'resources.contribution.recorded.v3', data: { kind, recordedBy: giving, pledgeId: null } }]);
    expect(JSON.stringify(events)).not.toContain('description');
  });

  test.each<[string, ReturnType<typeof record1>, string]>([
    ['of one who is no member', record1({}, { sides: { ...members, giverIsMember: false } }), 'unknown-giver'],
    ['to one who is no member', record1({}, { sides: { ...members, receiverIsMember: false } }), 'unknown-receiver'],
    ['to oneself', record1({ receiver: { memberId: giving } }), 'giver-is-receiver'],
    ['to an initiative that is not known', record1({ receiver: initiative }), 'unknown-receiver'],
    ['to an initiative that does not run', record1({ receiver: initiative }, { sides: { ...members, initiativeState: 'forming' } }), 'initiative-not-running'],
    ['by one who stands on no side', record1({}, {}, circumstancesFor(stranger)), 'not-a-side'],
    ['for a pledge of something else', record1({ pledgeId: idAt(30) }, { fits: false }), 'pledge-other'],
    ['by rates that there are not', record1({}, { declaredValue: refuse(NoRate) }), 'no-rate'],
  ])('is refused: %s', (_, decision, refusal) => expect(refusalOf(decision)).toBe(refusal));

  test('is for either side, and for partners of the initiative', () => {
    expect(accepted(record1({}, {}, to)).state.recordedBy).toBe(receiving);
    const running = { ...members, initiativeState: 'running', partners: [giving, stranger] };
    expect(accepted(record1({ receiver: initiative }, { sides: running }, circumstancesFor(stranger))).state.recordedBy).toBe(stranger);
  });

  test('to an initiative goes on while it is closing, and no longer', () => {
    const to1 = (initiativeState: string) => refusalOf(record1({ receiver: initiative }, { sides: { ...members, initiativeState } }));
    expect([to1('running'), to1('closing')]).toEqual([undefined, undefined]);
    for (const state of ['idea', 'forming', 'closed', 'abandoned']) expect(to1(state)).toBe('initiative-not-running');
  });

  describe('for an initiative of another cluster', () => {
    const elsewhere = idAt(50);
    const sides = { ...members, initiativeState: 'running', partners: [receiving, stranger], guests: [elsewhere] };
    const guest = (member: string, ownClusterId = elsewhere) => ({ ...circumstancesFor(member), ownClusterId });
    const countsFor = (...args: Parameters<typeof record1>) => accepted(record1(...args)).events.map(({ data }) => data);

    test('counts for the cluster of its giver, whoever records it', () => {
      const { cluster } = people;
      expect(countsFor({ receiver: initiative }, { sides }, guest(giving))).toMatchObject([{ clusterId: cluster, giverClusterId: elsewhere }]);
      expect(countsFor({ receiver: initiative }, { sides: { ...sides, giverClusterId: elsewhere } }, circumstancesFor(stranger))).toMatchObject([{ clusterId: cluster, giverClusterId: elsewhere }]);
      expect(countsFor({ receiver: initiative }, { sides }, guest(stranger))).toMatchObject([{ clusterId: cluster, giverClusterId: cluster }]);
      expect(countsFor({ receiver: initiative }, { sides })).toMatchObject([{ clusterId: cluster, giverClusterId: cluster }]);
    });

    test('is refused as unknown where its cluster takes no part, and to members of the home', () => {
      expect(refusalOf(record1({ receiver: initiative }, { sides: { ...sides, guests: [] } }, guest(giving)))).toBe('unknown-receiver');
      expect(refusalOf(record1({ receiver: initiative }, { sides }, guest(giving, idAt(51))))).toBe('unknown-receiver');
      expect(refusalOf(record1({}, { sides: { ...members, guests: [] } }, guest(giving)))).toBe('unknown-receiver');
    });
  });
});

describe('confirming', () => {
  test('is up to the other side', () => {
    expect(refusalOf(confirm(recorded(), [], from))).toBe('own-contribution');
    expect(refusalOf(confirm(recorded(), [], circumstancesFor(stranger)))).toBe('not-a-side');
    expect(confirmed()).toMatchObject({ state: 'confirmed', confirmedBy: receiving, confirmBy: null, bySilence: false });
    expect(refusalOf(confirm(confirmed(), [], to))).toBe('already-settled');
  });

  test('by silence waits for the window to be over, and says what it was', () => {
    const waiting = recorded();
    expect(waiting.confirmBy).toBe('2026-03-15T23:00:00.000Z');
    expect(refusalOf(confirmBySilence(waiting, '2026-03-15T22:59:59.999Z'))).toBe('already-settled');
    const { state, events } = accepted(confirmBySilence(waiting, '2026-03-15T23:00:00.000Z'));
    expect(state).toMatchObject({ state: 'confirmed', bySilence: true, confirmedBy: null, confirmedAt: '2026-03-15T23:00:00.000Z', confirmBy: null });
    expect(events).toMatchObject([{ type: 'resources.contribution.confirmed.v2', data: { confirmedBy: null, bySilence: true } }]);
    for (const settled of [state, confirmed(), accepted(dispute(waiting, [], to)).state]) expect(refusalOf(confirmBySilence(settled, '2027-01-01T00:00:00.000Z'))).toBe('already-settled');
  });
});

describe('disputing', () => {
  test('is up to the other side, while it waits', () => {
    expect(refusalOf(dispute(recorded(), [], from))).toBe('own-contribution');
    expect(refusalOf(dispute(recorded(), [], circumstancesFor(stranger)))).toBe('not-a-side');
    expect(refusalOf(dispute(confirmed(), [], to))).toBe('already-settled');
    const { state, events } = accepted(dispute(recorded(), [], to));
    expect(state).toMatchObject({ state: 'disputed', disputedBy: receiving, confirmBy: null });
    expect(events).toMatchObject([{ type: 'resources.contribution.disputed.v1', data: { disputedBy: receiving } }]);
    expect(refusalOf(dispute(state, [], to))).toBe('already-settled');
  });

  test('ends by the other side confirming after all, never by the one that recorded', () => {
    const disputed = accepted(dispute(recorded(), [], to)).state;
    expect(refusalOf(confirm(disputed, [], from))).toBe('own-contribution');
    expect(accepted(confirm(disputed, [], to)).state).toMatchObject({ state: 'confirmed', confirmedBy: receiving, disputedBy: receiving });
  });
});

describe('a loan', () => {
  const lent = confirmed({ category: 'tent', quantity: { value: '2', unit: 'piece' }, action: 'transferCustody', returnBy: '2026-04-01', givenOn: '2026-02-27', evidence: [] });

  test('comes back once, as the giver says, on a day between then and now', () => {
    expect(accepted(bringBack(lent, false, '2026-03-01', from)).state).toMatchObject({ returnedOn: '2026-03-01', state: 'confirmed' });
    expect(refusalOf(bringBack(lent, false, '2026-03-01', to))).toBe('not-a-side');
    for (const day of ['2026-02-26', '2026-03-02']) expect(refusalOf(bringBack(lent, false, day, from))).toBe('wrong-period');
    for (const other of [{ ...lent, returnedOn: '2026-03-01' }, { ...lent, reversalOf: idAt(11) }, { ...lent, state: 'recorded' as const }, confirmed()]) expect(refusalOf(bringBack(other, false, '2026-03-01', from))).toBe('not-on-loan');
    expect(refusalOf(bringBack(lent, true, '2026-03-01', from))).toBe('not-on-loan');
  });
});

test('whatever the two sides do in whatever order, who recorded it never confirms it, and what counts says by whom', () => {
  const steps = fc.array(fc.tuple(fc.constantFrom('confirm', 'dispute', 'silence', 'reverse'), fc.constantFrom(giving, receiving, stranger), fc.constantFrom('2026-03-01T10:00:00.000Z', '2026-06-01T10:00:00.000Z')), { maxLength: 8 });
  const step = (entry: Contribution, [act, by, now]: readonly [string, string, string]): Contribution => {
    const circumstances = circumstancesFor(by, now);
    const reversed = () => reverse(entry, members, { reversal: idAt(12), correction: idAt(13) }, { reason: 'x', correction: undefined }, factsOf('tutoring'), circumstances);
    const acts = { confirm: () => confirm(entry, [], circumstances), dispute: () => dispute(entry, [], circumstances), silence: () => confirmBySilence(entry, now), reverse: () => { const it = reversed(); return isRefusal(it) ? it : it.original; } };
    const decision = acts[act as keyof typeof acts]();
    return isRefusal(decision) ? entry : decision.state;
  };
  fc.assert(
    fc.property(fc.constantFrom(giving, receiving), steps, (by, all) => {
      const entry = all.reduce(step, recorded(examples.human, by));
      expect(entry.confirmedBy).not.toBe(by);
      expect(entry.disputedBy).not.toBe(by);
      expect(entry.state === 'confirmed').toBe(entry.confirmedBy !== null || entry.bySilence);
      expect(entry.bySilence && entry.confirmedBy !== null).toBe(false);
      expect(entry.state === 'recorded').toBe(entry.confirmBy !== null);
      expect(entry.state === 'confirmed').toBe(entry.confirmedAt !== null);
    }),
    { numRuns: 300 },
  );
});
