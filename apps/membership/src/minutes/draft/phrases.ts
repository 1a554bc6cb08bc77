import type { Counts, Instant, RoleName } from '@klaster/contracts';
import type { Matter } from '../../matters/matter.js';
import type { MatterOfAgenda } from './proceedings.js';

/** How minutes are worded in one language. Texts of people are given ready for Markdown; headings and sentences come back so. */
export interface Phrases {
  readonly labels: Readonly<Record<'table' | 'planned' | 'opened' | 'closed' | 'place' | 'link' | RoleName, string>>;
  readonly headings: Readonly<Record<'attendance' | 'agenda', string>>;
  readonly none: Readonly<Record<'agenda', string>>;
  readonly leftOut: Readonly<Record<'attendance', string>>;
  title(assembly: string): string;
  moment(at: Instant): string;
  /** A time from–to, the day said once where it is the same. */
  span(from: Instant, to: Instant): string;
  quoted(text: string): string;
  /** How many seats came, of all. */
  present(present: number, seats: number, represented: number): string;
  represented(partyName: string, by: string): string;
  /** What a matter is, and how it is decided. */
  matter(matter: Pick<Matter, 'kind' | 'revision' | 'method' | 'majority' | 'secret'>, title: string): string;
  /** Where a matter stands that is not decided. @param reason why it was withdrawn, ready for Markdown */
  undecided(matter: MatterOfAgenda, reason: string): string;
  /** The outcome with its ground; `amongOptions` where options were voted on. */
  outcome(counts: Counts, amongOptions: boolean, decidedAt: Instant): string;
  turnout(counts: Counts): string;
  votes(counts: Counts): string;
  /** What was needed for a majority. */
  needed(majority: NonNullable<Counts['majority']>): string;
  quorum(quorum: Counts['quorum']): string;
  option(text: string, counted: Counts['options'][number]): string;
  winners(texts: readonly string[]): string;
  tied(texts: readonly string[]): string;
  interests(count: number, listed: boolean): string;
}

/** The federation lives by one clock. */
const clock = (language: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { timeZone: 'Europe/Warsaw', ...options });

/** Days and hours as a language writes them out. */
export function calendar(language: string) {
  const day = clock(language, { day: 'numeric', month: 'long', year: 'numeric' });
  const hour = clock(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return { dayOf: (at: Instant) => day.format(new Date(at)), hourOf: (at: Instant) => hour.format(new Date(at)) };
}

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
