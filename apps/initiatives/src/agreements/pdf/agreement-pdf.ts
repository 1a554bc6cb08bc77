import { breakable, type Content, fits, grey, keepNewest, paragraphs, pdfOf } from '@klaster/pdf';
import { type AgreementVersion, isPlainText, type Signature } from '../agreement.js';
import { english } from './english.js';
import { type Language, type Phrases, writing } from './phrases.js';
import { polish } from './polish.js';
import { type Pen, sectionsOf } from './sections.js';

/** What a document of an agreement says. */
export interface Sheet {
  /** The initiative's. */
  readonly title: string;
  readonly version: AgreementVersion;
  /** Those under this version, in the order in which they were given. */
  readonly signatures: readonly Signature[];
  /** It is in force, and no later one is. */
  readonly inForce: boolean;
  /** What members are called; who is not among them is called by its id. */
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
}

const languages = { pl: { phrases: polish, locale: 'pl-PL' }, en: { phrases: english, locale: 'en-GB' } } as const;

export const fileNameOf = (number: number, language: Language): string => `${languages[language].phrases.fileName}-${number}.pdf`;

/**
 * A version of an agreement as PDF, with the data of its signatures. The same agreement gives the same bytes.
 * @returns undefined where it is too long for one document
 */
export async function agreementPdf(sheet: Sheet): Promise<Buffer | undefined> {
  const { version, signatures, language, names } = sheet;
  const { phrases, locale } = languages[language];
  const pen: Pen = { phrases, writing: writing(locale, phrases.units), nameOf: (memberId) => names.get(memberId) ?? memberId };
  const content = contentOf(sheet, pen);
  if (!isShort(content)) return undefined;
  const createdAt = new Date(signatures.at(-1)?.signedAt ?? version.proposedAt);
  return pdfOf({ title: phrases.title(sheet.title), language, createdAt, mark: version.inForceSince === null ? phrases.mark : undefined, content });
}

/** The same as base64; the newest are kept. */
export const agreementDocument = keepNewest<Sheet>(
  ({ title, version: { initiativeId, number, inForceSince }, signatures, inForce, names, language }) => JSON.stringify([title, initiativeId, number, inForceSince, signatures, inForce, [...names], language]),
  agreementPdf,
);

function contentOf({ title, version, signatures, inForce }: Sheet, pen: Pen): Content[] {
  const { phrases, nameOf } = pen;
  const plain = isPlainText(version);
  return [
    { text: breakable(phrases.title(title)), style: 'h1' },
    { text: breakable(phrases.proposed(version.number, nameOf(version.proposedBy), version.proposedAt)), color: grey },
    { text: statusOf(version, inForce, phrases), bold: true, margin: [0, 2, 0, 6] },
    // Of what was signed before there were terms the text is all.
    ...(plain ? [] : sectionsOf(version.terms, pen)),
    { text: phrases.headings.text, style: 'h2' },
    ...paragraphs(version.text),
    { text: phrases.headings.signatures, style: 'h2' },
    signaturesOf(version, signatures, pen),
    { stack: [{ text: version.sha256, bold: true }, { text: plain ? phrases.recomputeText : phrases.recompute, color: grey }], fontSize: 8, margin: [0, 16, 0, 0], unbreakable: true },
  ];
}

function statusOf({ inForceSince }: AgreementVersion, inForce: boolean, phrases: Phrases): string {
  if (inForceSince === null) return phrases.draft;
  return inForce ? phrases.inForce(inForceSince) : phrases.wasInForce(inForceSince);
}

/** A hash is longer than its column. */
const folded = (sha256: string) => sha256.replace(/.{16}(?=.)/g, '$&\u200B');

function signaturesOf({ signatories }: AgreementVersion, signatures: readonly Signature[], { phrases, writing: write, nameOf }: Pen): Content {
  const rows = signatories.map((memberId): Content[] => {
    const signature = signatures.find((one) => one.memberId === memberId);
    const name = breakable(nameOf(memberId));
    return signature ? [name, write.moment(signature.signedAt), signature.mandateId ?? '–', folded(signature.sha256)] : [name, { text: phrases.unsigned, color: grey }, '', ''];
  });
  return {
    table: { headerRows: 1, widths: ['*', 95, 100, 95], body: [phrases.columns.map((text): Content => ({ text, bold: true })), ...rows] },
    layout: 'lightHorizontalLines', fontSize: 8,
  };
}

/** Whether it is no more than one document holds: every text is counted, every line of it, and everything that carries texts. */
function isShort(content: readonly Content[]): boolean {
  const texts: string[] = [];
  let pieces = 0;
  const look = (part: unknown): void => {
    if (typeof part === 'string') {
      texts.push(part);
      pieces += part.split('\n').length;
    } else if (typeof part === 'object' && part !== null) {
      pieces += 1;
      for (const inner of Object.values(part)) look(inner);
    }
  };
  look(content);
  return fits(texts, pieces);
}
