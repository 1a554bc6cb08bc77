import { describe, expect, it } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { type Assembly, cancel, change, close, type Duties, dutiesOf, mattersOf, open, schedule, setAgenda } from './assembly.js';

const now = '2026-03-14T12:00:00.000Z';
const [clusterId, anna, bartek, garden] = ['01a21377-9b88-750a-97f2-43f842588101', '01a21377-9b88-750a-97f2-43f842588102', '01a21377-9b88-750a-97f2-43f842588103', '01a21377-9b88-750a-97f2-43f842588104'] as const;
const animator: Duties = { memberId: anna, facilitates: true, keepsMinutes: true };
const other: Duties = { memberId: bartek, facilitates: false, keepsMinutes: false };
const announced = { title: 'Obrady', startsAt: '2026-03-14T18:00:00+01:00', endsAt: '2026-03-14T20:00:00+01:00', place: 'Świetlica', link: null };
const onTable = new Set([garden]);

const scheduled = (changes: Partial<Assembly> = {}): Assembly => ({
  id: '01a21377-9b88-750a-97f2-43f842588105', version: 2, clusterId, title: 'Obrady', state: 'scheduled', startsAt: '2026-03-14T17:00:00.000Z', endsAt: '2026-03-14T19:00:00.000Z', place: 'Świetlica', link: null, agenda: [],
  scheduledBy: anna, openedAt: null, closedAt: null, minutesApprovedAt: null, announcedAt: now, ...changes,
});

describe('duties at assemblies', () => {
  const [animates, keeps] = [{ role: 'animator', memberId: anna }, { role: 'secretary', memberId: bartek }] as const;

  it.each([
    ['nobody holds a role', [], { facilitates: true, keepsMinutes: true }, { facilitates: true, keepsMinutes: true }],
    ['there is an animator', [animates], { facilitates: true, keepsMinutes: true }, { facilitates: false, keepsMinutes: false }],
    ['there is a secretary alone', [keeps], { facilitates: true, keepsMinutes: false }, { facilitates: true, keepsMinutes: true }],
    ['there are both', [animates, keeps], { facilitates: true, keepsMinutes: true }, { facilitates: false, keepsMinutes: true }],
    ['there are two animators', [animates, { role: 'animator', memberId: bartek }], { facilitates: true, keepsMinutes: true }, { facilitates: true, keepsMinutes: true }],
  ] as const)('where %s', (_, holders, annas, barteks) => {
    expect([dutiesOf(anna, holders), dutiesOf(bartek, holders)]).toMatchObject([annas, barteks]);
  });
});

describe('an assembly is scheduled', () => {
  const asked = (changes: Partial<typeof announced> | { place: null } | { link: string }, by = animator, agenda: Assembly['agenda'] = []) => schedule('01a21377-9b88-750a-97f2-43f842588105', clusterId, { ...announced, ...changes }, agenda, onTable, by, now);

  it('in UTC, and told with its agenda', () => {
    expect(asked({}, animator, [{ title: 'Ogród', matterId: garden }])).toMatchObject({
      state: { state: 'scheduled', startsAt: '2026-03-14T17:00:00.000Z', endsAt: '2026-03-14T19:00:00.000Z', scheduledBy: anna },
      events: [{ type: 'membership.assembly.scheduled.v1', data: { startsAt: '2026-03-14T17:00:00.000Z' } }, { type: 'membership.agenda.set.v1', data: { matterIds: [garden], items: 1 } }],
    });
  });

  it('in words that no event repeats', () => {
    expect(JSON.stringify(asked({}, animator, [{ title: 'Ogród', matterId: garden }])).match(/Obrady|Świetlica|Ogród/g)).toEqual(['Obrady', 'Świetlica', 'Ogród']);
  });

  it.each([
    ['not-facilitator', {}, other],
    ['nowhere-to-meet', { place: null }, animator],
    ['assembly-times', { startsAt: '2026-03-14T12:00:00Z' }, animator],
    ['assembly-times', { endsAt: '2026-03-14T18:00:00+01:00' }, animator],
    ['assembly-times', { endsAt: '2026-03-16T18:00:01+01:00' }, animator],
  ])('or refused: %s', (slug, changes, by) => {
    expect(asked(changes, by)).toMatchObject({ refused: slug });
  });

  it('by link alone, and for two days at most', () => {
    expect(isRefusal(asked({ ...announced, place: null as never, link: 'https://a.example' }))).toBe(false);
    expect(isRefusal(asked({ endsAt: '2026-03-16T18:00:00+01:00' }))).toBe(false);
  });

  it('with matters of this table', () => {
    const agenda = [{ title: 'Otwarcie', matterId: null }, { title: 'Obca', matterId: clusterId }];
    expect(asked({}, animator, agenda)).toMatchObject({ refused: 'agenda-unfit', errors: [{ pointer: '/agenda/1/matterId', code: 'unknown_matter' }] });
    expect(setAgenda(scheduled(), agenda, onTable, animator, now)).toMatchObject({ refused: 'agenda-unfit' });
  });
});

describe('what is said of it', () => {
  it('is changed while it is scheduled; what is left out stays', () => {
    expect(change(scheduled(), { title: 'Nowe', place: undefined }, animator, now)).toMatchObject({ state: { title: 'Nowe', place: 'Świetlica' }, events: [{ type: 'membership.assembly.changed.v1' }] });
    expect(change(scheduled(), { place: null, link: 'https://a.example' }, animator, now)).toMatchObject({ state: { place: null, link: 'https://a.example' } });
    expect(change(scheduled(), { place: null }, animator, now)).toMatchObject({ refused: 'nowhere-to-meet' });
    expect(change(scheduled({ state: 'in-session' }), { title: 'Nowe' }, animator, now)).toMatchObject({ refused: 'assembly-wrong-state' });
  });

  it('can be corrected when it is late, but not moved into the past', () => {
    const late = '2026-03-14T17:30:00.000Z';
    expect(isRefusal(change(scheduled(), { title: 'Nowe', startsAt: '2026-03-14T18:00:00+01:00' }, animator, late))).toBe(false);
    expect(change(scheduled(), { startsAt: '2026-03-14T17:10:00Z' }, animator, late)).toMatchObject({ refused: 'assembly-times' });
    expect(isRefusal(change(scheduled(), { startsAt: '2026-03-14T18:00:00Z' }, animator, late))).toBe(false);
  });

  it('names each matter once among those that its agenda is about', () => {
    expect(mattersOf([{ title: 'a', matterId: garden }, { title: 'b', matterId: null }, { title: 'c', matterId: garden }])).toEqual([garden]);
  });
});

describe('it opens', () => {
  it.each([
    ['2026-03-14T15:59:59.999Z', false],
    ['2026-03-14T16:00:00.000Z', true],
    ['2026-03-15T16:00:00.000Z', true],
  ])('from an hour before its time: at %s %s', (at, opens) => {
    const opened = open(scheduled(), animator, at);
    if (opens) expect(opened).toMatchObject({ state: { state: 'in-session', openedAt: at } });
    else expect(opened).toEqual({ refused: 'assembly-too-early', parameters: { from: '2026-03-14T16:00:00.000Z' } });
  });
});

describe('its states', () => {
  const drafted = { attendance: 3, minutesSha256: 'a'.repeat(64) };
  const steps = {
    change: (assembly: Assembly, by: Duties) => change(assembly, { title: 'Nowe' }, by, now),
    'set-agenda': (assembly: Assembly, by: Duties) => setAgenda(assembly, [], onTable, by, now),
    cancel: (assembly: Assembly, by: Duties) => cancel(assembly, by, now),
    open: (assembly: Assembly, by: Duties) => open(assembly, by, '2026-03-14T17:00:00.000Z'),
    close: (assembly: Assembly, by: Duties) => close(assembly, drafted, by, now),
  };
  const allowed = { scheduled: ['change', 'set-agenda', 'cancel', 'open'], 'in-session': ['set-agenda', 'close'], closed: [], 'minutes-approved': [], cancelled: [] } as const;

  it.each(Object.entries(allowed))('%s allows %j, to who facilitates', (state, names) => {
    const assembly = scheduled({ state: state as Assembly['state'] });
    const may = Object.entries(steps).filter(([, step]) => !isRefusal(step(assembly, animator)));
    expect(may.map(([name]) => name)).toEqual([...names]);
    for (const step of Object.values(steps)) expect(step(assembly, other)).toEqual({ refused: 'not-facilitator' });
  });

  it('are passed through in order, and each change is told', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(steps)), { maxLength: 12 }), (walk) => {
        const seen = ['scheduled'];
        let assembly = scheduled();
        for (const step of walk) {
          const decision = step(assembly, animator);
          if (isRefusal(decision)) continue;
          expect(decision.events).toHaveLength(1);
          assembly = decision.state;
          if (seen.at(-1) !== assembly.state) seen.push(assembly.state);
        }
        expect([['scheduled'], ['scheduled', 'cancelled'], ['scheduled', 'in-session'], ['scheduled', 'in-session', 'closed']]).toContainEqual(seen);
      }),
    );
  });
});
