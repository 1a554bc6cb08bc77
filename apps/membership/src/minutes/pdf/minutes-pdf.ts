import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Instant } from '@klaster/contracts';
import pdfmake, { type Content } from 'pdfmake';
import { english } from '../draft/english.js';
import { polish } from '../draft/polish.js';
import { contentOf } from './markdown-content.js';
import type { Language, Sheet } from './sheet.js';

type Definition = Parameters<typeof pdfmake.createPdf>[0];
type Fonts = Parameters<typeof pdfmake.setFonts>[0];

// Documents are made of what they are given and of these fonts: no other file is opened, nothing is fetched.
const require = createRequire(import.meta.url);
const fonts = 'pdfmake/fonts/Roboto.js';
const folder = dirname(require.resolve(fonts));
pdfmake.setFonts(require(fonts) as Fonts);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
pdfmake.setUrlAccessPolicy(() => false);

/**
 * Minutes in one language as PDF, A4. The same minutes give the same bytes.
 * @returns undefined where they are too long for one document
 */
export async function minutesPdf(sheet: Sheet, language: Language): Promise<Buffer | undefined> {
  const content = contentOf(sheet.text[language]);
  return content && pdfmake.createPdf(definitionOf(sheet, content, language)).getBuffer();
}

const grey = '#666666';
const styles: NonNullable<Definition['styles']> = {
  h1: { fontSize: 18, bold: true, margin: [0, 0, 0, 10] },
  h2: { fontSize: 13, bold: true, margin: [0, 12, 0, 6] },
  h3: { fontSize: 11, bold: true, margin: [0, 8, 0, 4] },
  ...Object.fromEntries(['h4', 'h5', 'h6'].map((tag) => [tag, { bold: true, margin: [0, 6, 0, 4] }])),
};

function definitionOf({ title, sha256, writtenAt, approvedAt, approvedBy }: Sheet, content: readonly Content[], language: Language): Definition {
  const phrases = phrasesOf[language];
  const status = approvedAt === null ? phrases.draft : phrases.approved(approvedAt, approvedBy ?? '');
  return {
    pageSize: 'A4',
    pageMargins: [60, 56, 60, 72],
    info: { title: phrases.title(title), creationDate: new Date(approvedAt ?? writtenAt) },
    language: phrases.language,
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.2 },
    styles,
    content: [
      ...content,
      { stack: [{ text: status, bold: true, margin: [0, 0, 0, 4] }, { text: `${phrases.bound} ${sha256}`, fontSize: 8, color: grey }], margin: [0, 24, 0, 0], unbreakable: true },
    ],
    footer: (page, pages) => ({
      columns: [{ text: clipped(phrases.title(title)) }, { text: phrases.page(page, pages), alignment: 'right', width: 'auto' }],
      fontSize: 8,
      color: grey,
      margin: [60, 28, 60, 0],
    }),
  };
}

const clipped = (text: string) => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);

interface SheetPhrases {
  readonly language: string;
  readonly draft: string;
  /** What the hash is of. */
  readonly bound: string;
  readonly title: (assembly: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly approved: (at: Instant, by: string) => string;
}

const phrasesOf: Readonly<Record<Language, SheetPhrases>> = {
  pl: {
    language: 'pl-PL',
    draft: 'Projekt: protokół nie został jeszcze zatwierdzony.',
    bound: 'SHA-256 protokołu w obu językach ({"en", "pl"} jako kanoniczny JSON, RFC 8785):',
    title: polish.title,
    page: (page, pages) => `strona ${page} z ${pages}`,
    approved: (at, by) => `Protokół zatwierdzono ${polish.moment(at)} (${by}).`,
  },
  en: {
    language: 'en-GB',
    draft: 'Draft: these minutes are not approved yet.',
    bound: 'SHA-256 of the minutes in both languages ({"en", "pl"} as canonical JSON, RFC 8785):',
    title: english.title,
    page: (page, pages) => `page ${page} of ${pages}`,
    approved: (at, by) => `Approved on ${english.moment(at)} by ${by}.`,
  },
};
