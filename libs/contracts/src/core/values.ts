import { z } from 'zod';

/**
 * The values of the platform's language: what may stand in a field, everywhere the same.
 * Every schema works in both directions (request and reply) and turns into JSON Schema.
 */

export const Id = z.uuid({ version: 'v7' }).meta({ description: 'UUIDv7' });
export type Id = string;

/** Whose table it is: a cluster's, or the federation's (see `federationId`). */
export const TableId = z.uuid().meta({ description: 'The cluster at whose table it is; the nil UUID for the table of the federation' });

/** An instant in UTC, RFC 3339 with milliseconds: sorts as text. */
export const Instant = z.iso.datetime({ precision: 3 }).meta({ description: 'Instant in UTC, RFC 3339 with milliseconds' });
export type Instant = string;

const sensibleYear = (text: string) => /^(?:19|20|21)\d\d/.test(text);

/** An instant as clients may write it; kept with milliseconds. */
export const InstantInput = z.iso.datetime({ offset: true }).refine(sensibleYear, 'a year from 1900 to 2199').meta({ description: 'Instant, RFC 3339' });

/** A civil date, `YYYY-MM-DD`. */
export const CivilDate = z.iso.date().refine(sensibleYear, 'a year from 1900 to 2199');
export type CivilDate = string;

/**
 * Characters that no text of ours carries: controls (NUL among them; line feed and tab are judged apart),
 * bidirectional overrides and isolates, lone surrogates, noncharacters.
 */
const forbidden = '\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u202A-\\u202E\\u2066-\\u2069\\uFFFE\\uFFFF';
const oneLine = new RegExp(`^[^${forbidden}\\t\\n\\p{Cs}]*$`, 'u');
const manyLines = new RegExp(`^[^${forbidden}\\p{Cs}]*$`, 'u');

/** One line of text: Unicode NFC, trimmed, 1 to `maximum` characters. */
export const line = (maximum: number) =>
  z.string().max(maximum * 4).normalize('NFC').trim().min(1).max(maximum).regex(oneLine, 'no control characters');

/** Text of several lines: Unicode NFC, trimmed, 1 to `maximum` characters. */
export const prose = (maximum: number) =>
  z.string().max(maximum * 4).normalize('NFC').trim().min(1).max(maximum).regex(manyLines, 'no control characters');

/** An exact positive decimal as text: up to 12 digits, up to 6 decimals. Never a float. */
export const Decimal = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?$/, 'an exact decimal such as "2.5"')
  .meta({ description: 'Exact decimal as text' });

const positive = (value: string) => /[1-9]/.test(value);

export const Quantity = z
  .strictObject({
    value: Decimal.refine(positive, 'more than zero'),
    unit: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/).meta({ description: 'Unit code, such as "h"' }),
  })
  .meta({ id: 'Quantity', description: 'An exact quantity with its unit' });
export type Quantity = z.output<typeof Quantity>;

export const Money = z
  .strictObject({
    amountMinor: z.int().min(1).max(1_000_000_000_000).meta({ description: 'Minor units, such as grosze' }),
    currency: z.string().regex(/^[A-Z]{3}$/).meta({ description: 'ISO 4217 code' }),
  })
  .meta({ id: 'Money', description: 'An exact amount of money in minor units' });
export type Money = z.output<typeof Money>;

/** The four kinds of resource (F7), in their standing order, with the same dignity. */
export const resourceKinds = ['human', 'financial', 'informational', 'material'] as const;
export const ResourceKind = z.enum(resourceKinds);
export type ResourceKind = z.output<typeof ResourceKind>;

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/).meta({ description: 'SHA-256, lower-case hex' });

/** Counts the changes of one thing; clients see it as the ETag. */
export const Version = z.int().min(1);

export const EmailAddress = z.email().max(254).toLowerCase();

/** What a list operation takes besides its filters. */
export const pageRequest = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** Long enough for a cursor that carries a text of 400 characters. */
  cursor: z.string().max(2_000).regex(/^[A-Za-z0-9_-]+$/).optional(),
};

/** What a list that can be sorted takes as well: a field, or `-field` for the opposite direction. Left out, the list stands in its own order. */
export const sortRequest = <const Field extends string>(fields: readonly Field[]) => ({
  sort: z
    .enum(fields.flatMap((field): (Field | `-${Field}`)[] => [field, `-${field}`]))
    .optional()
    .meta({ description: 'Ascending by a field; with - before it descending' }),
});

/** What a list operation answers. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Give it as `cursor` to read on; null at the end' }),
  });
