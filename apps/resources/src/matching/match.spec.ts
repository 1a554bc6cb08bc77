import { describe, expect, it } from '@jest/globals';
import { categoryList, matchReasons, resourceKinds } from '@klaster/contracts';
import fc from 'fast-check';
import { betterFirst, fit, type Fit, type Known, scoreOf } from './match.js';
import { read } from './term.js';

const listing = (side: Known['side'], details: Partial<Known> = {}): Known => {
  const { kind = 'material', title = '' } = details;
  return {
    id: `01a208e1-41ca-709c-9729-1582b2db26e${side === 'need' ? 1 : 2}`, side, clusterId: 'sopot', clusterName: null, memberId: side, initiativeId: null, name: null, kind, category: 'tent', broader: null, title,
    description: null, quantity: null, amount: null, hoursPerDay: null, taken: '0', from: null, until: null, windows: [], municipality: null, visibility: 'federation', listedAt: '2026-01-01T00:00:00.000Z',
    ...read(kind, title, null), ...details,
  };
};
const need = (details?: Partial<Known>) => listing('need', details);
const offer = (details?: Partial<Known>) => listing('offer', details);
const pieces = (value: string) => ({ quantity: { value, unit: 'piece' } });
const reasons = (fits: Fit | undefined) => fits?.reasons;

describe('a match', () => {
  it('is of one kind, and by category, a related one, or words', () => {
    expect(reasons(fit(need(), offer(), false))).toEqual(['category']);
    expect(fit(need(), offer({ kind: 'human', category: 'care' }), true)).toBeUndefined();
    expect(fit(need(), offer({ category: 'tools' }), true)).toBeUndefined();
    expect(reasons(fit(need({ category: 'tools', title: 'Potrzebny namiot' }), offer({ title: 'Namioty' }), false))).toEqual(['related-category', 'words']);
    expect(fit(need({ category: 'tools', title: 'Karimaty' }), offer({ category: 'prizes', title: 'Karimata' }), false)).toMatchObject({ reasons: ['words'], words: ['karimac'] });
    // Whom it is for is not what it is.
    expect(fit(need({ category: 'tools', title: 'Dla dzieci' }), offer({ category: 'prizes', title: 'Dla dzieci' }), false)).toBeUndefined();
  });

  it('knows a cluster’s own categories by what they are a case of', () => {
    const marquee = { category: 'marquee', broader: 'tent' };
    expect(reasons(fit(need(), offer(marquee), false))).toEqual(['related-category']);
    expect(reasons(fit(need({ category: 'pavilion', broader: 'tent' }), offer(marquee), false))).toEqual(['related-category']);
    expect(reasons(fit(need(marquee), offer(marquee), false))).toEqual(['category']);
    // The same code in two clusters: perhaps the same.
    expect(reasons(fit(need({ category: 'sauna' }), offer({ category: 'sauna', clusterId: 'gdynia' }), false))).toEqual(['related-category']);
  });

  it('compares how much is free with how much is still needed', () => {
    expect(reasons(fit(need(pieces('3')), offer(pieces('3')), false))).toEqual(['category', 'unit', 'quantity']);
    expect(reasons(fit(need(pieces('3.000001')), offer(pieces('3')), false))).toEqual(['category', 'unit', 'part-of-quantity']);
    expect(reasons(fit(need({ ...pieces('5'), taken: '2' }), offer(pieces('3')), false))).toEqual(['category', 'unit', 'quantity']);
    expect(reasons(fit(need(pieces('3')), offer({ ...pieces('4'), taken: '2' }), false))).toEqual(['category', 'unit', 'part-of-quantity']);
    expect(fit(need({ ...pieces('3'), taken: '3' }), offer(pieces('3')), false)).toBeUndefined();
    expect(fit(need(pieces('3')), offer({ ...pieces('3'), taken: '3' }), false)).toBeUndefined();
    expect(reasons(fit(need({ quantity: { value: '90', unit: 'min' } }), offer({ quantity: { value: '1.5', unit: 'h' } }), false))).toEqual(['category', 'unit', 'quantity']);
    expect(reasons(fit(need({ quantity: { value: '1', unit: 'day' } }), offer({ quantity: { value: '8', unit: 'h' } }), false))).toEqual(['category']);
    expect(reasons(fit(need({ quantity: { value: '1', unit: 'day' }, hoursPerDay: '8' }), offer({ quantity: { value: '8', unit: 'h' } }), false))).toEqual(['category', 'unit', 'quantity']);
    expect(reasons(fit(need(pieces('3')), offer(), false))).toEqual(['category']);
  });

  it('is never of two currencies', () => {
    const money = (currency: string, amountMinor = 100) => ({ kind: 'financial', category: 'donation', amount: { amountMinor, currency } }) as const;
    expect(reasons(fit(need(money('PLN')), offer(money('PLN', 50)), false))).toEqual(['category', 'unit', 'part-of-quantity']);
    expect(fit(need(money('PLN')), offer(money('EUR')), true)).toBeUndefined();
  });

  it('is never of a member with itself, and may be of a partner with its initiative', () => {
    expect(fit(need({ memberId: 'a' }), offer({ memberId: 'a' }), true)).toBeUndefined();
    expect(fit(need({ memberId: null, initiativeId: 'i' }), offer({ memberId: 'a' }), true)).toBeDefined();
  });

  it('is in one place, however that is written', () => {
    expect(reasons(fit(need({ municipality: 'Bielsko-Biała' }), offer({ municipality: 'bielsko  BIALA' }), false))).toEqual(['category', 'place']);
    expect(reasons(fit(need({ municipality: 'Łódź' }), offer({ municipality: 'Łomża' }), false))).toEqual(['category']);
  });

  it('is worth 100 where everything speaks for it, and says which words do', () => {
    const said = { ...pieces('2'), title: 'Kajaki, wiosła i kapoki', municipality: 'Reda', category: 'sports-equipment' };
    expect(fit(need(said), offer(said), true)).toMatchObject({ score: 100, words: ['kajac', 'wiosl', 'kapoc'] });
  });

  const known = (side: Known['side']) => {
    const text = fc.constantFrom('Sala', 'Namioty na festyn', 'Kajaki i wiosła', 'Busem', 'Dla dzieci', 'Salę do ćwiczeń', 'Deski i farby', '');
    return fc
      .record({
        kind: fc.constantFrom(...resourceKinds), title: text, memberId: fc.option(fc.constantFrom('a', 'b', 'c')), clusterId: fc.constantFrom('gdynia', 'sopot'), broader: fc.option(fc.constantFrom('tent', 'hall')),
        municipality: fc.option(fc.constantFrom('Reda', 'REDA', 'Łeba')), taken: fc.constantFrom('0', '1', '5'), hoursPerDay: fc.option(fc.constantFrom('8', '6')),
        measure: fc.option(fc.tuple(fc.integer({ min: 1, max: 10 }), fc.constantFrom('piece', 'h', 'min', 'day', 'PLN', 'EUR'))), category: fc.constantFrom('tent', 'hall', 'minibus', 'own', categoryList[0]!.code),
      })
      .map(({ measure, ...rest }) => {
        const money = measure && /^[A-Z]/.test(measure[1]);
        return listing(side, { ...rest, quantity: measure && !money ? { value: String(measure[0]), unit: measure[1] } : null, amount: measure && money ? { amountMinor: measure[0], currency: measure[1] } : null });
      });
  };
  const mirrored = ({ side, ...rest }: Known): Known => ({ ...rest, side: side === 'need' ? 'offer' : 'need' });

  it('is scored from 1 to 100 by its reasons alone, each named once', () => {
    fc.assert(fc.property(known('need'), known('offer'), fc.boolean(), (one, other, haveTime) => {
      const fits = fit(one, other, haveTime);
      if (!fits) return;
      expect(fits.score).toBe(scoreOf(fits.reasons, fits.words.length));
      expect(fits.score).toBeGreaterThanOrEqual(1);
      expect(fits.score).toBeLessThanOrEqual(100);
      expect(new Set(fits.reasons).size).toBe(fits.reasons.length);
    }));
  });

  it('does not depend on which text is whose, where nothing is measured: the same either way', () => {
    fc.assert(fc.property(known('need'), known('offer'), fc.boolean(), (one, other, haveTime) => {
      const bare = { quantity: null, amount: null };
      const [there, back] = [fit({ ...one, ...bare }, { ...other, ...bare }, haveTime), fit(mirrored({ ...other, ...bare }), mirrored({ ...one, ...bare }), haveTime)];
      expect(back && { score: back.score, words: back.words.toSorted() }).toEqual(there && { score: there.score, words: there.words.toSorted() });
    }));
  });

  it('is not made worse by a reason more', () => {
    const all = fc.subarray(matchReasons.filter((reason) => !['related-category', 'part-of-quantity'].includes(reason)));
    fc.assert(fc.property(all, fc.constantFrom(...matchReasons), fc.integer({ min: 1, max: 6 }), (some, more, words) => {
      expect(scoreOf([...new Set([...some, more])], words)).toBeGreaterThanOrEqual(scoreOf(some, words));
      expect(scoreOf(some, words + 1)).toBeGreaterThanOrEqual(scoreOf(some, words));
    }));
    fc.assert(fc.property(known('need'), known('offer'), (one, other) => {
      const [without, within] = [fit(one, other, false), fit(one, other, true)];
      expect((within?.score ?? 0) >= (without?.score ?? 0)).toBe(true);
    }));
  });

  it('is not better for who has more than is needed', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000 }), (needed, more) => {
      const score = (offered: number) => fit(need(pieces(String(needed))), offer(pieces(String(offered))), true)!.score;
      expect(score(needed + more)).toBe(score(needed));
    }));
  });

  it('stands by its score, then the newest, then by its id', () => {
    const judged = (score: number, listedAt: string, id: string) => ({ fit: { score, reasons: [], words: [] }, other: { id, listedAt } });
    const expected = [judged(60, '2026-01-01', 'c'), judged(50, '2026-03-01', 'b'), judged(50, '2026-02-01', 'a'), judged(50, '2026-02-01', 'd')];
    fc.assert(fc.property(fc.shuffledSubarray(expected, { minLength: expected.length }), (shuffled) => expect(shuffled.toSorted(betterFirst)).toEqual(expected)));
  });
});
