import type { ResourceKind } from '@klaster/contracts';
import { fold, isWeak, saying } from '@klaster/words';
import { suggest } from './topic.js';

/*
 * By what a listing is found, and by what others are found for it. Stems are words of small letters; what is no word begins
 * with a sign, so that nothing that anybody writes can be mistaken for it.
 */

/** Every listing has this one. */
export const anything = '';
export const inCategory = (code: string): string => `@${code}`;
/** Its words suggest the category. */
export const aboutCategory = (code: string): string => `~${code}`;
/** The same place is the same however it is written. */
export const inPlace = (municipality: string): string => `#${fold(municipality).replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()}`;
export const inCategoryAndPlace = (code: string, municipality: string): string => `${inCategory(code)} ${inPlace(municipality)}`;

/** Stems of a listing at most: those of a title, and what a page of description begins with. */
const most = 64;

/** What is read out of a listing's texts. */
export interface Said {
  readonly stems: readonly string[];
  readonly suggested: readonly string[];
}

export function read(kind: ResourceKind, title: string, description: string | null): Said {
  const stems = [...new Set(saying(`${title}\n${description ?? ''}`).map(({ stem }) => stem))].slice(0, most);
  // A long description speaks of many things; the title says what it is.
  return { stems, suggested: suggest(new Set(saying(title).map(({ stem }) => stem)), kind) };
}

interface Findable extends Said {
  readonly category: string;
  readonly municipality: string | null;
}

/** What a listing is found by, besides the category that its own is a case of, which the database knows. */
export function termsOf({ stems, suggested, category, municipality }: Findable): string[] {
  const places = municipality === null ? [] : [inPlace(municipality), inCategoryAndPlace(category, municipality)];
  return [anything, ...stems, inCategory(category), ...suggested.map(aboutCategory), ...places];
}

/** The stems that are a reason when another text has them too. */
export const telling = (stems: readonly string[]): string[] => stems.filter((stem) => !isWeak(stem));
