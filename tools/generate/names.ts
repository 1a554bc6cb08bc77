/** The names that follow from each other, in the conventions of the code. */

const word = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Whether it is one word or several joined by hyphens, in small letters: `offers`, `rate-tables`. */
export const isKebab = (name: string): boolean => word.test(name);

const capital = (part: string) => part.slice(0, 1).toUpperCase() + part.slice(1);

/** `rate-table` as a class: `RateTable`. */
export const pascal = (kebab: string): string => kebab.split('-').map(capital).join('');

/** `rate-table` as a field or a variable: `rateTable`. */
export const camel = (kebab: string): string => {
  const name = pascal(kebab);
  return name.slice(0, 1).toLowerCase() + name.slice(1);
};

/** `rate-table` in a sentence: `rate table`. */
export const spoken = (kebab: string): string => kebab.replaceAll('-', ' ');

/** With its article: `an offer`, `a pledge`. */
export const withArticle = (kebab: string): string => `${/^[aeiou]/.test(kebab) ? 'an' : 'a'} ${spoken(kebab)}`;

const endings: readonly (readonly [RegExp, string])[] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x|z)es$/, '$1'],
  [/(?<!s|u|i)s$/, ''],
];

/** One of a collection: `parties` are each a `party`, `matches` a `match`. What is no plural stays as it is: `journal`. */
export function singular(collection: string): string {
  const [ending, instead] = endings.find(([plural]) => plural.test(collection)) ?? [/$/, ''];
  return collection.replace(ending, instead);
}

/** The collection of something: the other way round. */
export function plural(noun: string): string {
  if (/[^aeiou]y$/.test(noun)) return noun.replace(/y$/, 'ies');
  return /(?:s|sh|ch|x|z)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** What somebody does, as a sentence has it: `publish` is `publishes`, `carry` is `carries`. */
export const thirdPerson = (verb: string): string => plural(verb);
