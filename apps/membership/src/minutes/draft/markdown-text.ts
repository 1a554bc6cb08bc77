/**
 * Text of people as it stands in Markdown, on one line and without a meaning of its own: CommonMark 0.31, section 2.4 (every
 * punctuation mark can be escaped), here only those that could begin something.
 */
export const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~]|&(?=#?\w+;)/g, '\\$&')
    .replace(/(^| )(?=#)/g, '$1\\')
    .replace(/^(?=[-+])/, '\\')
    .replace(/^(\d{1,9})(?=[.)])/, '$1\\');

/** An address that is shown and can be followed. */
export const address = (url: string): string => (/[\s<>]/.test(url) ? plain(url) : `<${url}>`);

export const bullets = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');
export const numbered = (items: readonly string[]): string => items.map((item, index) => `${index + 1}. ${item}`).join('\n');
