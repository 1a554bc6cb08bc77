import type { Instant } from '@klaster/contracts';
import { type Content, grey, keepNewest, markdownContent, pdfOf } from '@klaster/pdf';
import { english } from '../draft/english.js';
import { polish } from '../draft/polish.js';
import type { Language, Sheet } from './sheet.js';

/**
 * Minutes in one language as PDF, A4. The same minutes give the same bytes.
 * @returns undefined where they are too long for one document
 */
export async function minutesPdf({ text, title, sha256, writtenAt, approvedAt, approvedBy }: Sheet, language: Language): Promise<Buffer | undefined> {
  const content = markdownContent(text[language]);
  if (!content) return undefined;
  const phrases = phrasesOf[language];
  const status = approvedAt === null ? phrases.draft : phrases.approved(approvedAt, approvedBy ?? '');
  const bound: Content = { stack: [{ text: status, bold: true, margin: [0, 0, 0, 4] }, { text: `${phrases.bound} ${sha256}`, fontSize: 8, color: grey }], margin: [0, 24, 0, 0], unbreakable: true };
  return pdfOf({ title: phrases.title(title), language, createdAt: new Date(approvedAt ?? writtenAt), content: [...content, bound] });
}

/** The same as base64; the newest are kept. */
export const minutesDocument = keepNewest<{ readonly sheet: Sheet; readonly language: Language }>(
  ({ sheet: { title, sha256, writtenAt, approvedAt, approvedBy }, language }) => JSON.stringify([title, sha256, writtenAt, approvedAt, approvedBy, language]),
  ({ sheet, language }) => minutesPdf(sheet, language),
);

interface SheetPhrases {
  readonly draft: string;
  /** What the hash is of. */
  readonly bound: string;
  readonly title: (assembly: string) => string;
  readonly approved: (at: Instant, by: string) => string;
}

const phrasesOf: Readonly<Record<Language, SheetPhrases>> = {
  pl: {
    draft: 'Projekt: protokół nie został jeszcze zatwierdzony.',
    bound: 'SHA-256 protokołu w obu językach ({"en", "pl"} jako kanoniczny JSON, RFC 8785):',
    title: polish.title,
    approved: (at, by) => `Protokół zatwierdzono ${polish.moment(at)} (${by}).`,
  },
  en: {
    draft: 'Draft: these minutes are not approved yet.',
    bound: 'SHA-256 of the minutes in both languages ({"en", "pl"} as canonical JSON, RFC 8785):',
    title: english.title,
    approved: (at, by) => `Approved on ${english.moment(at)} by ${by}.`,
  },
};
