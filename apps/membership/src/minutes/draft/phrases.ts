import type { Counts, Instant, RoleName } from '@klaster/contracts';
import type { Matter } from '../../matters/matter.js';
import type { MatterOfAgenda } from './proceedings.js';

/** How minutes are worded in one language. Texts of people are given ready for Markdown; headings and sentences come back so. */
export interface Phrases {
  readonly labels: Readonly<Record<'table' | 'planned' | 'opened' | 'closed' | 'place' | 'link' | RoleName, string>>;
  readonly headings: Readonly<Record<'attendance' | 'agenda', string>>;
  readonly noAgenda: string;
  readonly attendanceLeftOut: string;
  readonly title: (assembly: string) => string;
  readonly moment: (at: Instant) => string;
  /** A time from–to, the day said once where it is the same. */
  readonly span: (from: Instant, to: Instant) => string;
  readonly quoted: (text: string) => string;
  /** How many seats came, of all. */
  readonly present: (present: number, seats: number, represented: number) => string;
  readonly represented: (partyName: string, by: string) => string;
  /** What a matter is, and how it is decided. */
  readonly matter: (matter: Pick<Matter, 'kind' | 'revision' | 'method' | 'majority' | 'secret'>, title: string) => string;
  /** Where a matter stands that is not decided. @param reason why it was withdrawn, ready for Markdown */
  readonly undecided: (matter: MatterOfAgenda, reason: string) => string;
  /** The outcome with its ground; `amongOptions` where options were voted on. */
  readonly outcome: (counts: Counts, amongOptions: boolean, decidedAt: Instant) => string;
  readonly turnout: (counts: Counts) => string;
  readonly votes: (counts: Counts) => string;
  /** What was needed for a majority. */
  readonly needed: (majority: NonNullable<Counts['majority']>) => string;
  readonly quorum: (quorum: Counts['quorum']) => string;
  readonly option: (text: string, counted: Counts['options'][number]) => string;
  readonly winners: (texts: readonly string[]) => string;
  readonly tied: (texts: readonly string[]) => string;
  readonly interests: (count: number, listed: boolean) => string;
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
