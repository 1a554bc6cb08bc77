import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { fileMediaTypes } from '@klaster/contracts';
import fc from 'fast-check';
import { docmEntries, docxEntries, heic, jpeg, odfEntries, pdfOf, pngOf, webp, xlsxEntries, zipOf } from '../testing/sample-files.js';
import { mediaTypeOf } from './media-type.js';

const text = (words: string) => Buffer.from(words);
const openXml = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';

const kept: readonly (readonly [what: string, bytes: Buffer, type: string])[] = [
  ['a PDF', pdfOf('Faktura 7/2026'), 'application/pdf'],
  ['a PDF with bytes that are no text', Buffer.concat([text('%PDF-1.7\n%'), Buffer.from([0xe2, 0xe3, 0xcf, 0xd3]), text('\n…\n%%EOF\n')]), 'application/pdf'],
  ['a PNG', pngOf(), 'image/png'],
  ['a JPEG', jpeg, 'image/jpeg'],
  ['a JPEG with what a telephone adds behind it', Buffer.concat([jpeg, randomBytes(500)]), 'image/jpeg'],
  ['a WebP', webp, 'image/webp'],
  ['a HEIC', heic, 'image/heic'],
  ['a text', text('Zażółć gęślą jaźń.\r\nBMW, MZ, GIF8 i inne słowa\tna początku\n'), 'text/plain'],
  ['a text that begins as a bitmap does', text('BMW serwis, 3 sztuki'), 'text/plain'],
  ['a text with a byte order mark', text('\ufeffŁódź'), 'text/plain'],
  ['a text with a sign that is no markup', text('a < b, <3, a<b>c'), 'text/plain'],
  ['a CSV', text('dzień;godziny\n2026-01-15;2,5\n2026-01-16;3\n'), 'text/csv'],
  ['a CSV with separators and lines in quotes', text('a,b\n"x, ""y""\nz",2\n'), 'text/csv'],
  ['a table with tabs', text('a\tb\n1\t2'), 'text/csv'],
  ['a DOCX', zipOf(docxEntries), `${openXml}.wordprocessingml.document`],
  ['a DOCX with a drawing in it', zipOf([...docxEntries, ['word/media/image1.svg', '<svg/>']]), `${openXml}.wordprocessingml.document`],
  ['an XLSX', zipOf(xlsxEntries), `${openXml}.spreadsheetml.sheet`],
  ['an ODT', zipOf(odfEntries('text')), `${openDocument}.text`],
  ['an ODS', zipOf(odfEntries('spreadsheet')), `${openDocument}.spreadsheet`],
];

const spoilt = (bytes: Buffer, change: (bytes: Buffer) => void) => {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
};
const docx = zipOf(docxEntries);

const refused: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['nothing', Buffer.alloc(0)],
  ['an HTML page', text('<!DOCTYPE html><html><script>alert(1)</script></html>')],
  ['an HTML page without a head', text('\n\n <p>Dzień dobry</p>')],
  ['a text with a script far behind', text(`${'słowo '.repeat(5_000)}<SCRIPT src=x>`)],
  ['an SVG', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
  ['an SVG behind a comment', text('<?xml version="1.0"?><!-- x --><svg/>')],
  ['XML', text('<?xml version="1.0"?><faktura/>')],
  ['a shell script', text('#!/bin/sh\nrm -rf ~\n')],
  ['PHP', text('x <?php system($_GET[0]); ?>')],
  ['RTF', text('{\\rtf1 x}')],
  ['PostScript', text('%!PS-Adobe-3.0\n')],
  ['text in another encoding', Buffer.from('Za\xbf\xf3\xb3\xe6', 'latin1')],
  ['text in UTF-16', Buffer.from('\ufeffdzień', 'utf16le')],
  ['text with a control character', text('a\u0000b')],
  ['a Windows program', Buffer.concat([text('MZ'), Buffer.alloc(58), Buffer.from([0x80, 0, 0, 0]), Buffer.alloc(64), text('PE\u0000\u0000'), Buffer.alloc(200)])],
  ['a Linux program', Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]), Buffer.alloc(200)])],
  ['a Java class', Buffer.concat([Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x41]), Buffer.alloc(100)])],
  ['a GIF', Buffer.concat([text('GIF89a'), Buffer.alloc(40)])],
  ['a gzip', gzipSync('x')],
  ['an archive', zipOf([['a.txt', 'x']])],
  ['an archive that swells a thousandfold', zipOf([['mimetype', 'x'], ['bomb', '\u0000'.repeat(5_000_000)]])],
  ['an archive that calls itself an ODT and is none', zipOf([['mimetype', `${openDocument}.text`], ['x.txt', 'x']])],
  ['an archive with the folder of a DOCX and no more', zipOf([['word/document.xml', '<x/>']])],
  ['a presentation', zipOf(odfEntries('presentation'))],
  ['a DOCX with macros', zipOf(docmEntries)],
  ['a DOCX with macros that denies it', zipOf([...docxEntries, ['word/vbaProject.bin', 'x']])],
  ['an ODT with macros', zipOf([...odfEntries('text'), ['Basic/Standard/Module1.xml', 'x']])],
  ['a DOCX with a program in it', zipOf([...docxEntries, ['word/embeddings/setup.EXE', 'MZ']])],
  ['a DOCX that is a Java program', zipOf([...docxEntries, ['META-INF/MANIFEST.MF', 'Main-Class: X']])],
  ['a DOCX that leaves its folder', zipOf([...docxEntries, ['../../.ssh/authorized_keys', 'x']])],
  ['a DOCX with an entry twice', zipOf([...docxEntries, ['word/document.xml', '<other/>']])],
  ['a DOCX whose directory names another entry', spoilt(docx, (bytes) => bytes.write('X', bytes.lastIndexOf('document.xml')))],
  ['a DOCX whose directory leads nowhere', spoilt(docx, (bytes) => bytes.writeUInt32LE(7, bytes.lastIndexOf('PK\u0005\u0006') + 16))],
  ['a DOCX with something behind it', Buffer.concat([docx, text('x')])],
  ['a DOCX with something before it', Buffer.concat([text('MZ'), zipOf(docxEntries, 2)])],
  ['a cut DOCX', docx.subarray(0, -30)],
  ['a PDF that is also a page', Buffer.concat([text('%PDF-1.4\n<html><script>alert(1)</script>\n'), pdfOf('x')])],
  ['a PDF that is also an archive', Buffer.concat([pdfOf('x'), zipOf([['a.class', 'x']])])],
  ['a PDF that is also an archive, which says where it begins', Buffer.concat([pdfOf('x'), zipOf([['a.class', 'x']], pdfOf('x').length)])],
  ['a PDF behind something else', Buffer.concat([text('x = 1;\n'), pdfOf('x')])],
  ['a cut PDF', pdfOf('x').subarray(0, -7)],
  ['a PNG that is also an archive', Buffer.concat([pngOf(), zipOf([['a.class', 'x']])])],
  ['a PNG with something behind it', Buffer.concat([pngOf(), text('x')])],
  ['a PNG that is also a page', pngOf('<html><script>alert(1)</script>')],
  ['a PNG that is also a PDF', pngOf('%PDF-1.4')],
  ['a JPEG that is also an archive', Buffer.concat([jpeg, zipOf([['a.class', 'x']])])],
  ['a WebP with something behind it', Buffer.concat([webp, text('xx')])],
];

describe('a file', () => {
  it.each(kept)('%s is told by its content', async (_, bytes, type) => {
    expect(fileMediaTypes).toContain(type);
    expect(await mediaTypeOf(bytes)).toBe(type);
  });

  it.each(refused)('%s is none that is kept', async (_, bytes) => {
    const type = await mediaTypeOf(bytes);
    expect(fileMediaTypes).not.toContain(type);
  });

  it('of whatever bytes, whole or spoilt, has an answer', async () => {
    const seeds = kept.map(([, bytes]) => bytes);
    const one = fc.tuple(fc.constantFrom(...seeds), fc.nat(), fc.nat(255));
    const bytes = fc.oneof(fc.uint8Array({ maxLength: 300 }), one.map(([seed, at, value]) => spoilt(seed, (copy) => void copy.fill(value, at % copy.length, Math.min(copy.length, (at % copy.length) + 3)))));
    await fc.assert(fc.asyncProperty(bytes, async (some) => ['string', 'undefined'].includes(typeof (await mediaTypeOf(Buffer.from(some))))), { numRuns: 500 });
  });
});
