import { describe, expect, it } from '@jest/globals';
import { cursorOf, placeOf } from './search-cursor.js';
import { counted, soughtIn, termsOf, weightOf } from './term.js';

describe('by what experience is found', () => {
  it('is each stem once, and not what says nothing', () => {
    expect(termsOf(['Ogród w szkole', 'O ogrodach'])).toEqual(termsOf(['ogrodu szkoła']));
    expect(soughtIn('w i na')).toEqual(['w', 'i', 'na']);
  });

  it('counts more the rarer it is, and least where it is a reason for nothing', () => {
    const [garden, children] = soughtIn('ogród dzieci');
    const counts = [0, 1, 2, 10, 1_000, counted];
    const weights = counts.map((count) => weightOf(garden!, count));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect([weights[0], weights.at(-1)]).toEqual([13, 1]);
    expect(weightOf(children!, 1)).toBe(1);
  });
});

describe('the place where a page ends', () => {
  const place = { weights: [13, 1], score: 14, at: '2026-11-23T10:00:00.123Z', id: '01930000-0000-7000-8000-000000000001' };

  it('comes back as it was', () => {
    expect(placeOf(cursorOf(place), 2)).toEqual(place);
  });

  it.each([undefined, '', 'abc', cursorOf({ ...place, weights: [13] }), Buffer.from('["words","1,2 3 4 5","x"]').toString('base64url'), cursorOf({ ...place, score: 10 ** 9 })])('is the beginning where it is none: %s', (cursor) => {
    expect(placeOf(cursor, 2)).toBeUndefined();
  });
});
