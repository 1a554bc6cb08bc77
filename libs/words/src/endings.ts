/*
 * Polish endings, as they look without diacritics. Ours, in the manner of two published stemmers: what is an ending and what
 * is part of the root is told apart by what is left, as in Porter's ("An algorithm for suffix stripping", Program 14(3),
 * 1980), and which endings Polish has follows Snowball's (B. Kubiński, D. Shachnev, snowballstem.org/algorithms/polish).
 * Snowball leaves suffixes that make new words alone; here those that lead from a person or a property to the thing are
 * taken off too (księgowa, księgowość; tłumaczka, tłumaczenie), for who offers and what is needed are told so.
 */

const longestFirst = (list: string): readonly string[] => list.split(' ').toSorted((one, other) => other.length - one.length);

/** Of cases and numbers of nouns and adjectives, and of a verb's present. */
export const inflections = longestFirst(
  'a e i o u y ia ie iu io ii ach iach ami iami om iom ow iow owi iowi owie em iem am iam ego iego emu iemu ej iej ych ich ymi imi ym im uje uja ujemy ujac',
);

/** Of infinitives: with their ć, for tablic is none. */
export const infinitives = longestFirst('ować ywać ać ić yć eć');

export interface Suffix {
  readonly text: string;
  /** Letters that have to be left before it. */
  readonly root: number;
  readonly becomes: string;
  /** What stands before it: the k of tłumaczka is a suffix, those of muzyka and kanapka are none. */
  readonly behind: RegExp;
}

const suffix = (text: string, root: number, becomes = '', behind = /./): Suffix => ({ text, root, becomes, behind });

/** Suffixes that make a word of another, longest first. */
export const suffixes: readonly Suffix[] = [
  suffix('acyjn', 5), suffix('cyjn', 4, 'cj'), suffix('owan', 4), suffix('nicz', 3, 'nik'), suffix('ator', 5), suffix('stw', 4), suffix('nik', 3, 'nik'), suffix('osc', 4), suffix('acj', 5), suffix('ant', 5), suffix('ajac', 4),
  suffix('icz', 5), suffix('ycz', 5), suffix('ik', 5), suffix('yk', 5), suffix('ow', 4), suffix('sk', 5), suffix('an', 5), suffix('en', 4), suffix('or', 5), suffix('n', 4, '', /[^aeiouy]$/), suffix('k', 4, '', /(?:[flnrz]|[ns]t)$/),
].toSorted((one, other) => other.text.length - one.text.length);

/** What no ending explains: another root in some forms, or a word that only looks like a form of another. */
export const irregular: ReadonlyMap<string, string> = new Map(
  Object.entries({
    salami: 'salami', radio: 'radio', radia: 'radio', radiu: 'radio', radiem: 'radio', studio: 'studio', studia: 'studio', studiu: 'studio',
    dziecko: 'dzieck', dziecka: 'dzieck', dziecku: 'dzieck', dzieckiem: 'dzieck', dzieci: 'dzieck', dzieciom: 'dzieck', dziecmi: 'dzieck', dzieciach: 'dzieck',
    pies: 'pies', psa: 'pies', psu: 'pies', psem: 'pies', psy: 'pies', psow: 'pies', psom: 'pies', psami: 'pies', psach: 'pies',
    gra: 'gra', gry: 'gra', gre: 'gra', grze: 'gra', gier: 'gra', grom: 'gra', grami: 'gra', grach: 'gra',
    reka: 'rek', reki: 'rek', rece: 'rek', rak: 'rek', rekami: 'rek', okno: 'okn', okna: 'okn', okien: 'okn',
    system: 'system', problem: 'problem', salka: 'sal', salki: 'sal', salke: 'sal', salce: 'sal', salek: 'sal',
  }),
);

/** Roots with another vowel, or with one between their consonants, in some forms; and roots that are not to be cut further. */
export const roots: ReadonlyMap<string, string> = new Map(
  Object.entries({ kuchn: 'kuchen', kuchenn: 'kuchen', kuchenk: 'kuchen', naglas: 'naglos', opiekun: 'opiek', opiekunk: 'opiek', krzesel: 'krzesl', krzeselk: 'krzesl', pieniedz: 'pieniadz', stolik: 'stol', prawn: 'prawn', prawnik: 'prawn', prawnicz: 'prawn', projektor: 'projektor', placowk: 'placowk', stolowk: 'stolowk', przyczepk: 'przyczep' }),
);
