import { fileTypeFromBuffer } from 'file-type';
import { findArchive } from './archive.js';
import { textTypeOf } from './plain-text.js';

/**
 * What a file is, told by its content alone; undefined where that cannot be told, or where it is something else besides:
 * a picture that is also an archive, a document with a program in it.
 */
export async function mediaTypeOf(bytes: Buffer): Promise<string | undefined> {
  const text = textTypeOf(bytes);
  if (text) return text;
  // Whatever it stumbles over is nothing that we keep.
  const type = (await fileTypeFromBuffer(bytes).catch(() => undefined))?.mime;
  if (type === undefined) return undefined;
  const office = officeDocuments[type];
  return (office ? isOfficeDocument(bytes, office) : isNothingElse(bytes, type)) ? type : undefined;
}

interface OfficeDocument {
  /** An entry of which each name begins so must be there. */
  readonly parts: readonly string[];
}

const openXml = (folder: string): OfficeDocument => ({ parts: ['[Content_Types].xml', `${folder}/`] });
const openDocument: OfficeDocument = { parts: ['mimetype', 'content.xml', 'META-INF/manifest.xml'] };

const officeDocuments: Readonly<Record<string, OfficeDocument>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': openXml('word'),
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': openXml('xl'),
  'application/vnd.oasis.opendocument.text': openDocument,
  'application/vnd.oasis.opendocument.spreadsheet': openDocument,
};

/** Macros, programs, what makes a Java program of an archive, and ways out of the folder into which it is unpacked. */
const unwanted = /(?:^|\/)(?:vbaProject\.bin|META-INF\/MANIFEST\.MF)$|^(?:Basic|Scripts)\/|\.(?:exe|dll|scr|com|bat|cmd|js|jse|vbs|vbe|ps1|hta|jar|class|msi|lnk|sh)$|^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/i;

/** An archive and nothing before or behind it, in which the document is and nothing that it must not bring along. */
function isOfficeDocument(bytes: Buffer, { parts }: OfficeDocument): boolean {
  const archive = findArchive(bytes);
  if (!archive || archive.start !== 0 || archive.end !== bytes.length) return false;
  const { names } = archive;
  return new Set(names).size === names.length && parts.every((part) => names.some((name) => name.startsWith(part))) && !names.some((name) => unwanted.test(name));
}

const headSize = 1_024;
const page = /<(?:!doctype|html|head|body|script|svg|iframe|object|embed)/i;
const pngEnd = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);

/** How a whole file of a type ends. */
const endings: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'application/pdf': (bytes) => bytes.subarray(-headSize).includes('%%EOF'),
  'image/png': (bytes) => bytes.subarray(-pngEnd.length).equals(pngEnd),
  'image/webp': (bytes) => bytes.readUInt32LE(4) + 8 === bytes.length,
};

/** Neither a page nor a PDF to programs that look at its beginning, nor an archive to those that look at its end. */
function isNothingElse(bytes: Buffer, type: string): boolean {
  const head = bytes.subarray(0, headSize).toString('latin1');
  const otherHead = page.test(head) || (type !== 'application/pdf' && head.includes('%PDF-'));
  return !otherHead && (endings[type]?.(bytes) ?? true) && !findArchive(bytes);
}
