import { crc32, deflateRawSync, deflateSync } from 'node:zlib';

/* Small files, made as the programs make them whose files they are. */

export type Entries = readonly (readonly [name: string, content: string])[];

const number = (bytes: number, value: number) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
};

/** A ZIP archive; what is called `mimetype` stands in it as it is, the rest compressed. @param before bytes that stand before it, known to its directory */
export function zipOf(entries: Entries, before = 0): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = before;
  for (const [path, content] of entries) {
    const [name, stored] = [Buffer.from(path), path === 'mimetype'];
    const packed = stored ? Buffer.from(content) : deflateRawSync(content);
    const shared = Buffer.concat([number(2, 20), number(2, 0), number(2, stored ? 0 : 8), number(4, 0x21_00_00), number(4, crc32(content)), number(4, packed.length), number(4, Buffer.byteLength(content)), number(2, name.length), number(2, 0)]);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, name, packed]);
    locals.push(local);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), number(2, 20), shared, number(2, 0), number(2, 0), number(2, 0), number(4, 0), number(4, offset), name]));
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const count = number(2, entries.length);
  return Buffer.concat([...locals, central, Buffer.from('PK\u0005\u0006'), number(4, 0), count, count, number(4, central.length), number(4, offset), number(2, 0)]);
}

const openXml = (folder: string, part: string, type: string): Entries => [
  ['[Content_Types].xml', `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${folder}/${part}" ContentType="${type}"/></Types>`],
  ['_rels/.rels', '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'],
  [`${folder}/${part}`, '<?xml version="1.0"?><x/>'],
];
const openXmlType = (kind: string) => `application/vnd.openxmlformats-officedocument.${kind}.main+xml`;
export const docxEntries = openXml('word', 'document.xml', openXmlType('wordprocessingml.document'));
export const docmEntries = openXml('word', 'document.xml', 'application/vnd.ms-word.document.macroEnabled.main+xml');
export const xlsxEntries = openXml('xl', 'workbook.xml', openXmlType('spreadsheetml.sheet'));
export const odfEntries = (kind: string): Entries => [
  ['mimetype', `application/vnd.oasis.opendocument.${kind}`], ['content.xml', '<?xml version="1.0"?><office/>'], ['META-INF/manifest.xml', '<?xml version="1.0"?><manifest/>'],
];

/** One page that says something. */
export const pdfOf = (text: string): Buffer => {
  const content = `BT /F1 24 Tf 72 700 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>', `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let body = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return Buffer.from(`${body}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`, 'latin1');
};

const chunk = (type: string, content: Buffer) => {
  const body = Buffer.concat([Buffer.from(type), content]);
  return Buffer.concat([number(4, content.length).reverse(), body, number(4, crc32(body)).reverse()]);
};
/** One pixel. @param comment a text beside the picture */
export const pngOf = (comment = ''): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...(comment ? [chunk('tEXt', Buffer.from(`Comment\u0000${comment}`))] : []), chunk('IDAT', deflateSync(Buffer.from([0, 0x80]))), chunk('IEND', Buffer.alloc(0)),
  ]);

/** One pixel. */
export const jpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z', 'base64',
);
/** One pixel. */
export const webp = Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=', 'base64');

const box = (type: string, content: Buffer) => Buffer.concat([number(4, content.length + 8).reverse(), Buffer.from(type), content]);
/** The frame of a picture as iPhones take it, without the picture. */
export const heic = Buffer.concat([box('ftyp', Buffer.from('heic\u0000\u0000\u0000\u0000mif1heic')), box('mdat', Buffer.alloc(32))]);
