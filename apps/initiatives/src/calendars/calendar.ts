import type { Instant } from '@klaster/contracts';

/** Something that is due on a day, or ends with it. */
export interface Due {
  readonly id: string;
  readonly version: number;
  /** null for what has no name to be told. */
  readonly title: string | null;
  readonly what: 'task' | 'goal' | 'agreement' | 'departure';
  /** Civil date. */
  readonly due: string;
}

/** What is due in an initiative. */
export interface Calendar {
  readonly title: string;
  readonly now: Instant;
  readonly items: readonly Due[];
}

const words = {
  pl: { task: 'Zadanie', goal: 'Cel', agreement: 'Ostatni dzień porozumienia', departure: 'Ostatni dzień partnera' },
  en: { task: 'Task', goal: 'Goal', agreement: 'Last day of the agreement', departure: 'Last day of a partner' },
} as const;
export type Language = keyof typeof words;

/** How one item is called in a calendar that holds many other things. */
export const summaryOf = ({ what, title }: Due, initiative: string, language: Language): string => `${words[language][what]}${title === null ? '' : `: ${title}`} (${initiative})`;

/** How an initiative stands, as far as days of it end something. */
export interface Standing {
  readonly id: string;
  /** Counts what happens to its partnership and its agreement. */
  readonly version: number;
  /** The last day of the agreement in force. */
  readonly until: string | null;
  readonly partners: readonly { readonly memberId: string; readonly name: string | null; readonly leavesOn: string | null }[];
}

/** The days on which something ends: the agreement in force, and the notice of partners that are leaving. */
export function lastDays({ id, version, until, partners }: Standing): Due[] {
  const agreement: Due[] = until === null ? [] : [{ id: `agreement-${id}`, version, title: null, what: 'agreement', due: until }];
  const departures = partners.flatMap(({ memberId, name, leavesOn }): Due[] => (leavesOn === null ? [] : [{ id: `departure-${id}-${memberId}`, version, title: name, what: 'departure', due: leavesOn }]));
  return [...agreement, ...departures];
}
