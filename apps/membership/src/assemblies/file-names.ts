import type { Instant } from '@klaster/contracts';

/** A day as files are sorted by it, in the time of the federation. */
const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });

const words = { minutes: { pl: 'protokół-obrad', en: 'minutes' }, invitation: { pl: 'zaproszenie-na-obrady', en: 'invitation' } } as const;

/** How a file of an assembly is called: what it is, and the day of the assembly. */
export const fileName = (what: keyof typeof words, language: 'pl' | 'en', startsAt: Instant, extension: string): string =>
  `${words[what][language]}-${day.format(new Date(startsAt))}.${extension}`;
