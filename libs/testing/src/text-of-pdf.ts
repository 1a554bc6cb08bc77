import { inflateSync } from 'node:zlib';

type Glyphs = ReadonlyMap<string, string>;

/**
 * The text of a PDF as our documents are written: fonts with a ToUnicode map of two-byte codes, text shown by TJ. Enough to
 * find in it what should stand there; lines are separated by line feeds, pages are in order.
 */
export function textOfPdf(bytes: Uint8Array): string {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'));
  const glyphsOf = new Map<string, Glyphs>();
  for (const { body } of objects.values()) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    for (const [, name, id] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id!)?.body ?? '')?.[1] ?? unicode;
      if (map) glyphsOf.set(name!, glyphsIn(objects.get(map)?.stream ?? ''));
    }
  }
  return [...objects.values()].flatMap(({ stream }) => (/\bBT\b/.test(stream) ? [shown(stream, glyphsOf)] : [])).join('\n');
}

interface PdfObject {
  readonly body: string;
  readonly stream: string;
}

function objectsOf(pdf: string): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  for (const [, id, content] of pdf.matchAll(/(?:^|\n)(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    const [, body = content!, raw] = /^([^]*?)stream\n([^]*?)\nendstream$/.exec(content!) ?? [];
    objects.set(id!, { body, stream: raw === undefined ? '' : body.includes('/FlateDecode') ? inflateSync(Buffer.from(raw, 'latin1')).toString('latin1') : raw });
  }
  return objects;
}

/** `<first> <last> [<unicode> …]` of a ToUnicode map; a ligature is several letters. */
function glyphsIn(map: string): Glyphs {
  const glyphs = new Map<string, string>();
  for (const [, first, list] of map.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/gi)) {
    for (const [index, [, code]] of [...list!.matchAll(/<([0-9a-f ]+)>/gi)].entries()) {
      glyphs.set((Number.parseInt(first!, 16) + index).toString(16).padStart(4, '0'), Buffer.from(code!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    }
  }
  return glyphs;
}

/** Text is put into place by matrices: another height is another line. */
function shown(content: string, glyphsOf: ReadonlyMap<string, Glyphs>): string {
  let text = '';
  let height: string | undefined;
  let glyphs: Glyphs | undefined;
  for (const [, font, y, codes] of content.matchAll(/\/(F\d+) [\d.]+ Tf|1 0 0 1 [\d.-]+ ([\d.-]+) Tm|\[([^\]]*)\] TJ/g)) {
    if (font) glyphs = glyphsOf.get(font);
    if (y && y !== height) text += height === undefined ? '' : '\n';
    if (y) height = y;
    if (codes) text += [...codes.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex]) => (hex!.match(/.{4}/g) ?? []).map((code) => glyphs?.get(code.toLowerCase()) ?? '\uFFFD').join('')).join('');
  }
  return text;
}
