import { categoryList, type Listing, type Match } from '@klaster/contracts';
import { isComparable, reckon, type Reckoned } from '../quantities/quantity.js';
import { inPlace, type Said, telling } from './term.js';

/** Each side looks for the other. */
export const otherSide = { need: 'offer', offer: 'need' } as const;

/** What is known of an open offer or need for judging what goes together with it. */
export interface Known extends Listing, Said {
  readonly hoursPerDay: string | null;
  /** Of a cluster's own category: the federation's that it is a case of. */
  readonly broader: string | null;
  /** What of it is promised, given or reserved, in the base unit of its dimension or in minor units. */
  readonly taken: string;
}

type Reason = Match['reasons'][number]['reason'];

/** A need and an offer that go together: why, and how well. */
export interface Fit {
  readonly score: number;
  readonly reasons: readonly Reason[];
  /** The stems of the words that both have. */
  readonly words: readonly string[];
}

/*
 * The score is the sum of what each reason is worth; 100 in all. What it is counts most, then how much of it, when, and
 * what people say of it; then where. Nothing of it is who gives, or how much somebody gives beyond what is needed.
 */
export const worth: Readonly<Record<Exclude<Reason, 'words'>, number>> = {
  category: 35,
  'related-category': 20,
  unit: 5,
  quantity: 15,
  'part-of-quantity': 8,
  time: 15,
  place: 10,
};
/** Of one, two, or three words and more that both have. */
export const worthOfWords = [0, 8, 14, 20] as const;

const federationCodes = new Set(categoryList.map(({ code }) => code));

/** Codes are the federation's, or a cluster's own: then the same code elsewhere may mean something else. */
const isSameCategory = (need: Known, offer: Known) => need.category === offer.category && (federationCodes.has(need.category) || need.clusterId === offer.clusterId);

/** One is a case of the other, both are cases of a third, or a text speaks of what the other is listed as. */
function isRelated(need: Known, offer: Known): boolean {
  const about = ({ category, broader, suggested }: Known) => [category, ...(broader === null ? [] : [broader]), ...suggested];
  const others = about(offer);
  return about(need).some((code) => others.includes(code));
}

/** What is still needed, or still free; undefined where it has no measure. */
function leftOf({ quantity, amount, hoursPerDay, taken }: Known): Reckoned | undefined {
  if (!quantity && !amount) return undefined;
  const all = reckon({ quantity, amount }, hoursPerDay);
  return { of: all.of, value: all.value.minus(taken) };
}

/** undefined: nothing is left of one of them, or they are of different currencies. */
function measureReasons(needed: Reckoned | undefined, offered: Reckoned | undefined, isMoney: boolean): Reason[] | undefined {
  if (needed?.value.lte(0) || offered?.value.lte(0)) return undefined;
  if (!needed || !offered) return [];
  if (!isComparable(needed, offered)) return isMoney ? undefined : [];
  return ['unit', offered.value.gte(needed.value) ? 'quantity' : 'part-of-quantity'];
}

const isSamePlace = (need: Known, offer: Known) => need.municipality !== null && offer.municipality !== null && inPlace(need.municipality) === inPlace(offer.municipality);

function commonWords(need: Known, offer: Known): string[] {
  const others = new Set(telling(offer.stems));
  return telling(need.stems).filter((stem) => others.has(stem));
}

const isOwn = (need: Known, offer: Known) => need.memberId !== null && need.memberId === offer.memberId;

/**
 * Judges a need and an offer: the same whichever of them is asked from. undefined where they do not go together: of
 * different kinds, of one member, nothing left, or alike neither in what they are nor in what is said of them.
 * @param haveTime whether there is a time at which both are to be had
 */
export function fit(need: Known, offer: Known, haveTime: boolean): Fit | undefined {
  if (need.kind !== offer.kind || isOwn(need, offer)) return undefined;
  const measured = measureReasons(leftOf(need), leftOf(offer), need.kind === 'financial');
  if (!measured) return undefined;
  const words = commonWords(need, offer);
  const same: Reason[] = isSameCategory(need, offer) ? ['category'] : isRelated(need, offer) ? ['related-category'] : [];
  if (same.length === 0 && words.length === 0) return undefined;
  const reasons: Reason[] = [...same, ...measured];
  if (haveTime) reasons.push('time');
  if (isSamePlace(need, offer)) reasons.push('place');
  if (words.length > 0) reasons.push('words');
  return { score: scoreOf(reasons, words.length), reasons, words };
}

/** What reasons are worth together. */
export const scoreOf = (reasons: readonly Reason[], words: number): number =>
  reasons.reduce((sum, reason) => sum + (reason === 'words' ? worthOfWords[Math.min(words, worthOfWords.length - 1)]! : worth[reason]), 0);

export interface Judged {
  readonly fit: Fit;
  readonly other: Pick<Known, 'id' | 'listedAt'>;
}

/** The best first; of those that are as good the newest, and then the first by its id. */
export const betterFirst = (one: Judged, next: Judged): number => next.fit.score - one.fit.score || compare(next.other.listedAt, one.other.listedAt) || compare(one.other.id, next.other.id);

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
