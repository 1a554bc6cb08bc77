import { type Known, worth, worthOfWords } from './match.js';
import { aboutCategory, inCategory, inCategoryAndPlace, telling } from './term.js';

/** A term to look for: what it adds to the rank of who is found by it, before that is judged; of categories the greatest counts alone. */
export interface Sought {
  readonly term: string;
  readonly weight: number;
  readonly of: 'category' | 'word';
}

/** So many words are looked for, those of the title first: the cost has a bound, however much somebody writes. */
const mostWords = 16;

/** By which terms those are found that may go together with a listing. */
export function soughtFor({ stems, suggested, category, broader, municipality }: Known): Sought[] {
  const related = [...new Set([...(broader === null ? [] : [broader]), ...suggested])].filter((code) => code !== category);
  const found = (term: string, weight: number): Sought => ({ term, weight, of: 'category' });
  const near = municipality === null ? [] : [found(inCategoryAndPlace(category, municipality), worth.category + worth.place)];
  return [
    ...near,
    found(inCategory(category), worth.category),
    ...[category, ...related].map((code) => found(aboutCategory(code), worth['related-category'])),
    ...related.map((code) => found(inCategory(code), worth['related-category'])),
    ...telling(stems).slice(0, mostWords).map((term): Sought => ({ term, weight: worthOfWords[1], of: 'word' })),
  ];
}
