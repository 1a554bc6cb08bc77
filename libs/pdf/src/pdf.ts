import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import pdfmake, { type Content } from 'pdfmake';

type Definition = Parameters<typeof pdfmake.createPdf>[0];
type Fonts = Parameters<typeof pdfmake.setFonts>[0];

// Documents are made of what they are given and of these fonts: no other file is opened, nothing is fetched.
const require = createRequire(import.meta.url);
const fonts = 'pdfmake/fonts/Roboto.js';
const folder = dirname(require.resolve(fonts));
pdfmake.setFonts(require(fonts) as Fonts);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(folder));
pdfmake.setUrlAccessPolicy(() => false);

export const grey = '#666666';

const styles: NonNullable<Definition['styles']> = {
  h1: { fontSize: 18, bold: true, margin: [0, 0, 0, 10] },
  h2: { fontSize: 13, bold: true, margin: [0, 12, 0, 6] },
  h3: { fontSize: 11, bold: true, margin: [0, 8, 0, 4] },
  ...Object.fromEntries(['h4', 'h5', 'h6'].map((tag) => [tag, { bold: true, margin: [0, 6, 0, 4] }])),
};

const words = {
  pl: { language: 'pl-PL', page: (page: number, pages: number) => `strona ${page} z ${pages}` },
  en: { language: 'en-GB', page: (page: number, pages: number) => `page ${page} of ${pages}` },
} as const;

export interface PdfDocument {
  /** Stands at the foot of each page. */
  readonly title: string;
  readonly language: keyof typeof words;
  readonly createdAt: Date;
  /** One word across each page, such as “Draft”. */
  readonly mark?: string | undefined;
  /** Its styles are `h1` to `h6`. */
  readonly content: readonly Content[];
}

/** A document, A4. The same content gives the same bytes. */
export const pdfOf = (document: PdfDocument): Promise<Buffer> => pdfmake.createPdf(definitionOf(document)).getBuffer();

function definitionOf({ title, language, createdAt, mark, content }: PdfDocument): Definition {
  const { page: numbered, language: tag } = words[language];
  return {
    pageSize: 'A4',
    pageMargins: [60, 56, 60, 72],
    info: { title, creationDate: createdAt },
    language: tag,
    defaultStyle: { font: 'Roboto', fontSize: 10.5, lineHeight: 1.2 },
    styles,
    ...(mark === undefined ? {} : { watermark: { text: mark, color: grey, opacity: 0.12, bold: true, angle: -45 } }),
    content: [...content],
    footer: (page, pages) => ({
      columns: [{ text: clipped(title) }, { text: numbered(page, pages), alignment: 'right', width: 'auto' }],
      fontSize: 8,
      color: grey,
      margin: [60, 28, 60, 0],
    }),
  };
}

const clipped = (text: string) => (text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text);
