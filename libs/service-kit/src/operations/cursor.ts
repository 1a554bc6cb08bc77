import { z } from 'zod';
import type { SortColumn } from './list-page.js';

/** Where a page of a list by id ends, as clients hand it back: the 16 bytes of the id. */
export const cursorOfId = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

/** The id behind a cursor; undefined for what is no cursor of a list by id. */
export function idOfCursor(cursor: string): [id: string] | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  return bytes.length === 16 ? [bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')] : undefined;
}

/** Where a page of a list by number ends. */
export const cursorOfNumber = (number: string): string => Buffer.from(number).toString('base64url');

/** The number behind a cursor; undefined for what is no cursor of a list by number. */
export function numberOfCursor(cursor: string): [number: string] | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  return /^[1-9]\d{0,8}$/.test(text) ? [text] : undefined;
}

/** Where a page of a sorted list ends: how it is sorted, the value of its last row as text, and that row's id. */
export const cursorOfPlace = (sort: string, value: string, id: string): string => Buffer.from(JSON.stringify([sort, value, id])).toString('base64url');

/** What PostgreSQL takes as a value without complaint, whoever made the cursor. */
const values: Readonly<Record<SortColumn['type'], z.ZodType<string>>> = {
  text: z.string().regex(/^[^\0]*$/),
  instant: z.iso.datetime({ precision: 6 }).regex(/^[12]/),
};

/** The place behind a cursor; undefined for what is no cursor of a list that is sorted so. */
export function placeOfCursor(cursor: string, sort: string, type: SortColumn['type']): [value: string, id: string] | undefined {
  const read = z.tuple([z.literal(sort), values[type], z.uuid()]).safeParse(parse(Buffer.from(cursor, 'base64url').toString()));
  return read.success ? [read.data[1], read.data[2]] : undefined;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
