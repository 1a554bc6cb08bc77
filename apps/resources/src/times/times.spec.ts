import { describe, expect, it } from '@jest/globals';
import type { Window } from '@klaster/contracts';
import fc from 'fast-check';
import { intersect } from './intervals.js';
import { covers, intervalsOf, refuseTimes, type Times } from './times.js';
import { dayMs, wallOf } from './zone.js';

const always: Times = { from: null, until: null, windows: [] };
const window = (start: string, minutes: number, rule?: string, except: string[] = []): Window => ({ start, minutes, ...(rule ? { rule } : {}), except });
const inWindows = (...windows: Window[]): Times => ({ ...always, windows });
const span = (from: string, until: string) => ({ from: `${from}:00.000Z`, until: `${until}:00.000Z` });
const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const within = (from: string, until: string) => ({ fromMs: Date.parse(`${from}Z`), untilMs: Date.parse(`${until}Z`) });
const shown = (times: Times, from: string, until: string) => intervalsOf(times, within(from, until)).map((one) => [minute(one.fromMs), minute(one.untilMs)]);

describe('when something is to be had', () => {
  it('is always, where nothing is said', () => {
    expect(shown(always, '2026-01-01T00:00', '2026-01-02T00:00')).toEqual([['2026-01-01T00:00', '2026-01-02T00:00']]);
  });

  it('is from midnight in Warsaw to midnight there, both days included', () => {
    const days = { ...always, from: '2026-03-28', until: '2026-03-29' };
    expect(shown(days, '2026-03-01T00:00', '2026-05-01T00:00')).toEqual([['2026-03-27T23:00', '2026-03-29T22:00']]);
    expect(shown(days, '2026-04-01T00:00', '2026-05-01T00:00')).toEqual([]);
  });

  it('is in windows, at the same time by the clock on the wall in winter and in summer', () => {
    expect(shown(inWindows(window('2026-01-06T16:00', 120, 'FREQ=WEEKLY;BYDAY=TU')), '2026-03-20T00:00', '2026-04-03T00:00')).toEqual([['2026-03-24T15:00', '2026-03-24T17:00'], ['2026-03-31T14:00', '2026-03-31T16:00']]);
  });

  const daily = (start: string, minutes: number) => inWindows(window(`2026-01-01T${start}`, minutes, 'FREQ=DAILY'));
  const [spring, autumn] = [['2026-03-28T23:00', '2026-03-29T22:00'], ['2026-10-24T22:00', '2026-10-25T23:00']] as const;
  it.each([
    ['an hour of which the first half is left out in spring', daily('02:30', 60), spring, [['2026-03-29T01:00', '2026-03-29T01:30']]],
    ['a window that is left out altogether', daily('02:00', 60), spring, []],
    ['a night across the change is an hour shorter in spring', daily('00:00', 360), spring, [['2026-03-28T23:00', '2026-03-29T04:00']]],
    ['and an hour longer in autumn', daily('00:00', 360), autumn, [['2026-10-24T22:00', '2026-10-25T05:00']]],
    ['an hour before it is put back is the first of the two', daily('02:00', 30), autumn, [['2026-10-25T00:00', '2026-10-25T00:30']]],
    ['one that reaches over the moment holds the hour twice', daily('02:30', 60), autumn, [['2026-10-25T00:30', '2026-10-25T02:30']]],
    ['one that ends in the doubled hour ends with the first', daily('01:30', 60), autumn, [['2026-10-24T23:30', '2026-10-25T00:30']]],
  ])('%s', (_, times, [from, until], expected) => {
    expect(shown(times, from, until)).toEqual(expected);
  });

  it('leaves out days that are excepted, and cuts at the days and at what was asked for', () => {
    const times = { from: '2026-06-02', until: '2026-06-04', windows: [window('2026-06-01T20:00', 600, 'FREQ=DAILY', ['2026-06-03'])] };
    expect(shown(times, '2026-06-02T02:00', '2026-06-05T12:00')).toEqual([['2026-06-02T02:00', '2026-06-02T04:00'], ['2026-06-02T18:00', '2026-06-03T04:00'], ['2026-06-04T18:00', '2026-06-04T22:00']]);
  });

  it('joins windows that touch or overlap', () => {
    const times = inWindows(window('2026-06-01T08:00', 240), window('2026-06-01T12:00', 60), window('2026-06-01T12:30', 60), window('2026-06-01T15:00', 60));
    expect(shown(times, '2026-06-01T00:00', '2026-06-02T00:00')).toEqual([['2026-06-01T06:00', '2026-06-01T11:30'], ['2026-06-01T13:00', '2026-06-01T14:00']]);
  });

  it('is exactly when the clock on the wall shows a time in a window', () => {
    const timeOfDay = fc.integer({ min: 0, max: 23 * 60 + 59 }).map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
    const windows = fc.array(fc.record({ time: timeOfDay, minutes: fc.integer({ min: 1, max: 3_000 }), except: fc.subarray(['2026-03-28', '2026-03-30', '2026-10-24']) }), { minLength: 1, maxLength: 3 });
    const instants = fc.oneof(fc.integer({ min: Date.parse('2026-03-27T12:00Z'), max: Date.parse('2026-03-31T12:00Z') }), fc.integer({ min: Date.parse('2026-10-25T02:00Z'), max: Date.parse('2026-10-29T12:00Z') }));
    fc.assert(fc.property(windows, instants, (made, at) => {
      const times = inWindows(...made.map(({ time, minutes, except }) => window(`2026-01-05T${time}`, minutes, 'FREQ=DAILY;INTERVAL=2', except)));
      const expected = made.some(({ time, minutes, except }) => {
        const first = Date.parse(`2026-01-05T${time}Z`);
        // The wall shows what the window says, on one of the days on which it begins.
        return Array.from({ length: 160 }, (_, turn) => first + turn * 2 * dayMs).some((start) => !except.includes(new Date(start).toISOString().slice(0, 10)) && wallOf(at) >= start && wallOf(at) < start + minutes * 60_000);
      });
      const there = { from: new Date(at).toISOString(), until: new Date(at + 1).toISOString() };
      expect(covers(times, [there])).toBe(expected);
      const moment = { fromMs: at, untilMs: at + 1 };
      expect(intervalsOf(times, moment)).toEqual(expected ? [moment] : []);
    }), { numRuns: 500 });
  });
});

describe('spans', () => {
  const tuesdays = inWindows(window('2026-09-01T16:00', 120, 'FREQ=WEEKLY;BYDAY=TU'));

  it('are covered where each lies in a time as a whole', () => {
    expect(covers(tuesdays, [])).toBe(true);
    expect(covers(tuesdays, [span('2026-09-01T14:00', '2026-09-01T16:00'), span('2026-09-08T14:30', '2026-09-08T15:00')])).toBe(true);
    expect(covers(tuesdays, [span('2026-09-01T14:00', '2026-09-01T16:01')])).toBe(false);
    expect(covers(tuesdays, [span('2026-09-01T14:00', '2026-09-01T16:00'), span('2026-09-02T14:00', '2026-09-02T16:00')])).toBe(false);
    expect(covers({ ...tuesdays, until: '2026-09-07' }, [span('2026-09-08T14:00', '2026-09-08T15:00')])).toBe(false);
  });

  it('are covered together where each is by itself', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 150 * 24 }), fc.integer({ min: 1, max: 60 })), { maxLength: 30 });
    const times = inWindows(window('2026-08-01T16:00', 300, 'FREQ=DAILY;INTERVAL=2'), window('2026-08-02T10:00', 2_000, 'FREQ=WEEKLY'));
    fc.assert(fc.property(spans, (made) => {
      const all = made.map(([hour, lasts]) => ({ from: new Date(Date.UTC(2026, 7, 20, hour)).toISOString(), until: new Date(Date.UTC(2026, 7, 20, hour + lasts)).toISOString() }));
      const each = all.filter((one) => covers(times, [one]));
      expect(covers(times, each)).toBe(true);
      expect(covers(times, all)).toBe(each.length === all.length);
    }));
  });

  it('have in common what is in both', () => {
    const september = within('2026-09-01T00:00', '2026-10-01T00:00');
    const common = (one: Times, other: Times) => intersect(intervalsOf(one, september), intervalsOf(other, september)).map((both) => [minute(both.fromMs), minute(both.untilMs)]);
    const evenings = inWindows(window('2026-09-05T17:00', 300, 'FREQ=DAILY;COUNT=12'));
    expect(common(tuesdays, evenings)).toEqual([['2026-09-08T15:00', '2026-09-08T16:00'], ['2026-09-15T15:00', '2026-09-15T16:00']]);
    expect(common(evenings, tuesdays)).toEqual(common(tuesdays, evenings));
    expect(common(tuesdays, inWindows(window('2026-09-02T16:00', 120, 'FREQ=WEEKLY')))).toEqual([]);
    expect(common(always, tuesdays)).toHaveLength(5);
  });
});

describe('times are refused', () => {
  const today = '2026-06-15';
  it.each([
    ['after the last day', { ...always, until: '2026-06-14' }, { refused: 'wrong-times' }],
    ['that end before they begin', { ...always, from: '2026-07-02', until: '2026-07-01' }, { refused: 'wrong-times' }],
    ['with a rule that nobody can follow, by its number', inWindows(window('2026-07-01T10:00', 60), window('2026-07-01T10:00', 60, 'FREQ=HOURLY')), { refused: 'window-unfit', parameters: { window: 2 } }],
    ['that start on a day which the calendar does not have', inWindows(window('2026-02-30T10:00', 60)), { refused: 'window-unfit', parameters: { window: 1 } }],
    ['that have passed', inWindows(window('2026-06-14T10:00', 60)), { refused: 'window-never', parameters: { window: 1 } }],
    ['whose windows lie outside of the days', { from: '2026-07-01', until: '2026-07-05', windows: [window('2026-06-16T10:00', 60, 'FREQ=WEEKLY;BYDAY=MO')] }, { refused: 'window-never', parameters: { window: 1 } }],
    ['that never come about', inWindows(window('2026-07-01T10:00', 60, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')), { refused: 'window-never', parameters: { window: 1 } }],
    ['whose only day is excepted', inWindows(window('2026-07-01T10:00', 60, 'FREQ=DAILY;COUNT=1', ['2026-07-01'])), { refused: 'window-never', parameters: { window: 1 } }],
  ])('%s', (_, times, refusal) => {
    expect(refuseTimes(times, today)).toEqual(refusal);
  });

  it('and taken on the very last day, in windows that began long ago, and in years to come', () => {
    expect(refuseTimes({ ...always, until: today }, today)).toBeUndefined();
    expect(refuseTimes(inWindows(window('2020-01-07T10:00', 60, 'FREQ=WEEKLY')), today)).toBeUndefined();
    expect(refuseTimes(inWindows(window('2026-06-15T00:00', 60, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29')), today)).toBeUndefined();
    expect(refuseTimes(inWindows(window('2030-01-01T10:00', 60)), today)).toBeUndefined();
  });
});
