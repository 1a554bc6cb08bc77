import { infinitives, inflections, irregular, roots, type Suffix, suffixes } from './endings.js';

/* Polish words: how a text is cut into them, and what all forms of one have in common. Pure, and without a dictionary. */

const marks = /\p{M}/gu;

/** Small letters without diacritics: Łódź and lodz are the same. */
export const fold = (text: string): string => text.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replace(marks, '');

const vowel = /[aeiouy]/;

/** What is left of a word without the longest of the endings that may be taken off. */
function without(word: string, endings: readonly string[], shortest: number): string {
  const ending = endings.find((one) => word.endsWith(one) && word.length - one.length >= shortest && vowel.test(word.slice(0, -one.length)));
  return ending === undefined ? word : word.slice(0, -ending.length);
}

/** Forms of one case and number. Before an i, d has become dz (samochód, samochodzie), and before an e, k has become c (drukarka, drukarce); a vowel stands between the last consonants of some forms (wózek, wózka). */
function withoutInflection(word: string): string {
  const base = without(word, inflections, 3);
  if (base === word) return word.replace(/(?<=..)(?:e(?=k$)|ie(?=c$))/, '').replace(/(?<=..)dz$/, 'd');
  if (word[base.length] === 'i') return base.replace(/(?<=..)dz$/, 'd');
  return word.endsWith('e') ? base.replace(/(?<=[^aeioudw])c$/, 'k') : base;
}

const endsIn = (word: string, { text, root, behind }: Suffix) => word.endsWith(text) && word.length - text.length >= root && behind.test(word.slice(0, -text.length));

/** The root of a word that was made of another: at most three suffixes deep. */
function rootOf(word: string): string {
  let root = word;
  for (let deep = 0; deep < 3; deep += 1) {
    const known = roots.get(root);
    if (known !== undefined) return known;
    const found = suffixes.find((suffix) => endsIn(root, suffix));
    if (!found) break;
    root = root.slice(0, -found.text.length).replace(/i$/, '') + found.becomes;
  }
  return root;
}

/** Consonants that take each other's place at the end of a root (muzyk, muzyce, muzyczny; namiot, namiocie; kucharz, kucharka) are one. */
const oneConsonant = (root: string): string => (root.length < 4 ? root : root.replace(/rz$/, 'r').replace(/(?:cz|k|t)$/, 'c').replace(/(?<=lo)z$/, 'g'));

/**
 * The stem that all forms of a Polish word share, and the words that are made of it; with or without diacritics. It is no
 * word itself. Words that are no Polish ones come out whole or cut, the same each time.
 */
export function stem(word: string): string {
  const small = word.toLowerCase();
  const infinitive = /(?<!ś)ć$/.test(small) ? without(small, infinitives, 4) : small;
  const folded = fold(infinitive);
  return irregular.get(folded) ?? oneConsonant(rootOf(infinitive === small ? withoutInflection(folded) : folded));
}

/** A word of a text, as it was written, and its stem. */
export interface Word {
  readonly text: string;
  readonly stem: string;
}

/** The words of a text in their order. */
export const wordsOf = (text: string): Word[] => (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map((word) => ({ text: word, stem: stem(word) }));
