import { describe, expect, it } from '@jest/globals';
import type { Assembly, Duties } from '../assemblies/assembly.js';
import { attend, type Seat } from './attendance.js';

const now = '2026-03-14T17:05:00.000Z';
const [id, clusterId, assemblyId, anna, bartek, celina] = ['1', '2', '3', '4', '5', '6'].map((digit) => `01a21377-9b88-750a-97f2-43f84258810${digit}`) as [string, string, string, string, string, string];
const assembly: Assembly = {
  id: assemblyId, version: 3, clusterId, title: 'Obrady', state: 'in-session', startsAt: '2026-03-14T17:00:00.000Z', endsAt: '2026-03-14T19:00:00.000Z', place: 'Świetlica', link: null, agenda: [],
  scheduledBy: anna, openedAt: now, closedAt: null, minutesApprovedAt: null, announcedAt: now,
};
const by = (memberId: string, keepsMinutes = false): Duties => ({ memberId, facilitates: false, keepsMinutes });
const seat = (memberId: string, delegatedTo: string | null = null): Seat => ({ memberId, sits: true, delegatedTo });

describe('a seat attends', () => {
  it('by itself, whomever it has delegated to', () => {
    expect(attend(id, assembly, seat(anna, bartek), by(anna), now)).toMatchObject({ state: { memberId: anna, representedBy: null, recordedBy: anna, arrivedAt: now }, events: [{ type: 'membership.seat.attended.v1' }] });
  });

  it('by who represents it, and is written down by who keeps the minutes', () => {
    expect(attend(id, assembly, seat(anna, bartek), by(bartek), now)).toMatchObject({ state: { representedBy: bartek, recordedBy: bartek } });
    expect(attend(id, assembly, seat(anna, bartek), by(celina, true), now)).toMatchObject({ state: { representedBy: bartek, recordedBy: celina } });
    expect(attend(id, assembly, seat(anna), by(celina, true), now)).toMatchObject({ state: { representedBy: null, recordedBy: celina } });
  });

  it.each([
    ['not-facilitator', assembly, seat(anna), by(bartek)],
    ['not-facilitator', assembly, seat(anna, celina), by(bartek)],
    ['assembly-wrong-state', { ...assembly, state: 'scheduled' } as const, seat(anna), by(anna)],
    ['assembly-wrong-state', { ...assembly, state: 'closed' } as const, seat(anna), by(anna)],
    ['attendance-unfit', assembly, { ...seat(anna), sits: false }, by(celina, true)],
  ])('or not: %s', (slug, at, of, who) => {
    expect(attend(id, at, of, who, now)).toMatchObject({ refused: slug });
  });
});
