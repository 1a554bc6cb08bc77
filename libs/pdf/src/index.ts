export type { Content } from 'pdfmake';
export { markdownContent } from './markdown.js';
export { keepNewest } from './newest.js';
export { grey, type PdfDocument, pdfOf } from './pdf.js';
export { breakable, fits, gap, paragraphs } from './text.js';
