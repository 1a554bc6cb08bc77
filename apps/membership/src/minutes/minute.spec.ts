import { describe, expect, it } from '@jest/globals';
import type { Assembly, Duties } from '../assemblies/assembly.js';
import { approve, drafted, type Minutes, minutesSha256, write } from './minute.js';

const now = '2026-03-14T19:00:00.000Z';
const later = '2026-03-15T19:00:00.000Z';
const [id, clusterId, assemblyId, anna, bartek] = ['1', '2', '3', '4', '5'].map((digit) => `01a21377-9b88-750a-97f2-43f84258810${digit}`) as [string, string, string, string, string];
const assembly: Assembly = {
  id: assemblyId, version: 4, clusterId, title: 'Obrady', state: 'closed', startsAt: now, endsAt: now, place: 'Świetlica', link: null, agenda: [], scheduledBy: anna, openedAt: now, closedAt: now, minutesApprovedAt: null, announcedAt: now,
};
const text = { pl: 'Protokół', en: 'Minutes' };
const draft: Minutes = { ...drafted(id, assembly, text, now), version: 4 };
const keeper: Duties = { memberId: anna, facilitates: false, keepsMinutes: true };

it('the hash is of both texts as canonical JSON', () => {
  // printf '{"en":"Minutes","pl":"Protokół"}' | sha256sum
  expect(minutesSha256(text)).toBe('ebfa7cf7ea96ea7617fa185721f913bb2258ed4c13c7dc697812a9a09e4d395c');
  expect(minutesSha256({ pl: text.pl, en: text.en })).toBe(minutesSha256({ en: text.en, pl: text.pl }));
});

describe('writing', () => {
  it('is told by the hash alone', () => {
    const written = write(assembly, draft, { pl: 'Nowy', en: 'New' }, keeper, later);
    expect(written).toMatchObject({ minutes: { text: { pl: 'Nowy' }, writtenBy: anna, writtenAt: later }, events: [{ type: 'membership.minutes.written.v1', data: { minutesSha256: minutesSha256({ pl: 'Nowy', en: 'New' }), writtenBy: anna } }] });
    expect(JSON.stringify((written as { events: unknown }).events)).not.toMatch(/Nowy|New/);
  });

  it('is up to who keeps the minutes, between the end and the approval', () => {
    expect(write(assembly, draft, text, { ...keeper, keepsMinutes: false }, later)).toEqual({ refused: 'not-facilitator' });
    for (const state of ['in-session', 'minutes-approved'] as const) expect(write({ ...assembly, state }, draft, text, keeper, later)).toMatchObject({ refused: 'assembly-wrong-state' });
  });
});

describe('approval', () => {
  const there = { memberId: bartek, attended: true };

  it('binds what was read', () => {
    expect(approve(assembly, draft, draft.sha256, there, later)).toMatchObject({
      state: { state: 'minutes-approved', minutesApprovedAt: later }, minutes: { approvedBy: bartek, approvedAt: later, sha256: draft.sha256 }, events: [{ type: 'membership.minutes.approved.v1', data: { minutesSha256: draft.sha256, approvedBy: bartek } }],
    });
    expect(approve(assembly, draft, 'f'.repeat(64), there, later)).toEqual({ refused: 'stale-version' });
  });

  it('is up to a seat that was there and did not write them last; a draft is nobody’s', () => {
    expect(approve(assembly, draft, draft.sha256, { ...there, attended: false }, later)).toEqual({ refused: 'own-minutes' });
    expect(approve(assembly, { ...draft, writtenBy: bartek }, draft.sha256, there, later)).toEqual({ refused: 'own-minutes' });
    expect(approve(assembly, { ...draft, writtenBy: anna }, draft.sha256, there, later)).toMatchObject({ minutes: { approvedBy: bartek } });
  });

  it('comes once, after the end', () => {
    for (const state of ['in-session', 'minutes-approved'] as const) expect(approve({ ...assembly, state }, draft, draft.sha256, there, later)).toMatchObject({ refused: 'assembly-wrong-state' });
  });
});
