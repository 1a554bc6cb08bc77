import { describe, expect, it } from '@jest/globals';
import { fold, stem, wordsOf } from './word.js';

const families: readonly string[] = [
  'sala salę sali salą sale', 'kierowca kierowcy kierowcę kierowców kierowcami', 'księgowa księgową księgowość księgowości', 'tłumacz tłumaczka tłumaczem tłumaczkę tłumaczenie',
  'gimnastyka gimnastyczna gimnastyce', 'samochód samochodu samochodzie samochody', 'wózek wózka wózki wózkiem', 'namiot namiocie namioty', 'drukarka drukarce drukarek',
  'kuchnia kuchni kuchenny', 'kucharz kucharka kucharski', 'psycholog psycholożka psychologiczne', 'bus busa busem busy', 'krzesło krzesła krzeseł krzesełek', 'narzędzie narzędzi narzędziami',
];
const strangers: readonly string[] = ['sala salami', 'kierowca kierownik', 'bus obuwie', 'stół stolarz', 'ogrodnik ogrodzenie', 'robotnik robotyka', 'pracownik pracownia', 'prawnik prawo', 'projektor projekt'];

describe('a word', () => {
  it.each(families)('is the same in all forms: %s', (family) => {
    expect(new Set(family.split(' ').map(stem)).size).toBe(1);
  });

  it.each(families)('is the same without diacritics and in capitals: %s', (family) => {
    const stems = family.split(' ').flatMap((word) => [stem(word), stem(fold(word)), stem(word.toUpperCase())]);
    expect(new Set(stems).size).toBe(1);
  });

  it.each(strangers)('is another where it only looks alike: %s', (pair) => {
    const [one, other] = pair.split(' ');
    expect(stem(one!)).not.toBe(stem(other!));
  });

  it('keeps what is no Polish word', () => {
    expect(stem('PJM')).toBe('pjm');
    expect(stem('2026')).toBe('2026');
  });

  it('is told as it was written', () => {
    expect(wordsOf('Salę – od 16:00!')).toEqual([{ text: 'Salę', stem: 'sal' }, { text: 'od', stem: 'od' }, { text: '16', stem: '16' }, { text: '00', stem: '00' }]);
    expect(wordsOf('')).toEqual([]);
  });
});
