const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Controls other than tab, line feed and carriage return: no text of people has them, nearly every binary file does. */
const forbidden = '\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F';
const controls = new RegExp(`[${forbidden}]`);
/** What a program would take for a page, a drawing or a script (after the WHATWG's MIME Sniffing, 7.1), wherever it stands. */
const markup = /<(?:!doctype|!--|html|head|body|script|svg|iframe|object|embed|math|meta|link|form|style|\?xml|\?php|%)/i;
/** Formats that are written as text. */
const formats = /^\s*(?:%!PS|\{\\rtf|#!|<)/;
/** Readers of PDF look for its beginning so far. */
const pdfHead = 1_024;

/** Whether it is text for people, of lines or of a table; undefined where it is neither, or something else besides. */
export function textTypeOf(bytes: Buffer): 'text/plain' | 'text/csv' | undefined {
  const text = decode(bytes);
  if (!text || controls.test(text) || markup.test(text) || formats.test(text) || text.slice(0, pdfHead).includes('%PDF-')) return undefined;
  return [',', ';', '\t'].some((separator) => isTable(text, separator)) ? 'text/csv' : 'text/plain';
}

function decode(bytes: Buffer): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

const looked = 64 * 1024;

/** At least two lines, each of as many fields, and of two at least. */
function isTable(text: string, separator: string): boolean {
  const lines = text.slice(0, looked).replace(/"(?:[^"]|"")*"/g, '').split('\n').filter((line) => line.trim() !== '');
  // The last may be cut off.
  const whole = text.length > looked ? lines.slice(0, -1) : lines;
  const widths = new Set(whole.map((line) => line.split(separator).length));
  return whole.length >= 2 && widths.size === 1 && !widths.has(1);
}
