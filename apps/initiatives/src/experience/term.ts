import { isWeak, saying, wordsOf } from '@klaster/words';

/* By what experience is found, and how much it counts that one is found by a word. */

/** The stems of texts, each once. */
export const termsOf = (texts: readonly string[]): string[] => [...new Set(saying(texts.join('\n')).map(({ stem }) => stem))];

/** What somebody looks for. Where all that is asked for says nothing it is looked for as it is. */
export function soughtIn(words: string): string[] {
  const terms = termsOf([words]);
  return terms.length > 0 ? terms : [...new Set(wordsOf(words).map(({ stem }) => stem))];
}

/** So many of a term are counted at most: what is more common says as little. */
export const counted = 4_096;
const rarest = Math.log2(counted) + 1;

/**
 * What a word counts by how many it is found in: one more each time that they are half as many. A word that is a reason for
 * nothing counts least, however rare it is.
 */
export const weightOf = (term: string, count: number): number => (isWeak(term) ? 1 : Math.max(1, Math.round(rarest - Math.log2(Math.max(1, count)))));
