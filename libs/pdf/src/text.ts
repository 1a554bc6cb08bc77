import type { Content } from 'pdfmake';

/** What is set in about a second, and fits into an answer: some forty pages, or as many short lines. */
const mostPlaces = 20_000;
const mostPieces = 6_000;

/** Places where a line may end: between words, and beside every sign that is no part of one. */
const places = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}]+|\S/gu;

export const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Whether texts are no more than one document holds. @param pieces of how many paragraphs, rows and runs they are set */
export const fits = (texts: readonly string[], pieces: number): boolean => pieces <= mostPieces && texts.reduce((sum, text) => sum + count(text, places), 0) <= mostPlaces;

/** Words that no line could hold may be broken: without a place for it (U+200B) they would run over the edge. */
export const breakable = (text: string): string => text.replace(/\S{80}(?=\S)/g, '$&\u200B');

export const gap = 6;

/** A text as it was written: a paragraph behind each empty line, every line a line, no sign taken for markup. */
export const paragraphs = (text: string): Content[] => text.split(/\n{2,}/).map((paragraph) => ({ text: breakable(paragraph), preserveLeadingSpaces: true, margin: [0, 0, 0, gap] }));
