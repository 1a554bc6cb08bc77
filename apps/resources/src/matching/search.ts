import { type Listing, type ResourceKind, resourceKinds } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { cursorOfPlace, placeOfCursor } from '@klaster/service-kit';
import { saying, wordsOf } from '@klaster/words';
import { known, shown } from './listings.js';
import type { Known } from './match.js';
import { anything, inCategory, inPlace } from './term.js';

/** What somebody looks for. */
export interface Asked {
  readonly side?: Listing['side'] | undefined;
  readonly kind?: ResourceKind | undefined;
  readonly category?: string | undefined;
  readonly words?: string | undefined;
  readonly municipality?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** All of them have to be found. Where somebody asks for nothing but words that say nothing, they are looked for as they are. */
function termsOf({ category, words = '', municipality }: Asked): string[] {
  const saidWords = saying(words);
  const stems = (saidWords.length > 0 ? saidWords : wordsOf(words)).map(({ stem }) => stem);
  const terms = [...new Set(stems), ...(category === undefined ? [] : [inCategory(category)]), ...(municipality === undefined ? [] : [inPlace(municipality)])];
  return terms.length > 0 ? terms : [anything];
}

/** So many of a term are counted to find the rarest. */
const counted = 500;

/**
 * The rarest of the terms is followed, newest first, in each of its short lists; the others are looked up by its listings.
 * $1 terms, $2 audiences, $3 sides, $4 kinds, $5 and $6 the place behind which the page begins, $7 how many.
 */
const page = `
WITH list AS (SELECT * FROM unnest($2::text[]) AS a (audience) CROSS JOIN unnest($3::text[]) AS s (side) CROSS JOIN unnest($4::text[]) AS k (kind)),
rarest AS (
  SELECT sought.term FROM unnest($1::text[]) AS sought (term)
   ORDER BY (SELECT sum(n.count) FROM list CROSS JOIN LATERAL (
     SELECT count(*) FROM (SELECT FROM listing_term t WHERE t.audience = list.audience AND t.side = list.side AND t.kind = list.kind AND t.term = sought.term LIMIT ${counted}) AS counted) AS n) LIMIT 1),
found AS (
  SELECT t.cluster_id, t.listing_id, t.listed_at FROM list CROSS JOIN LATERAL (
    SELECT t.cluster_id, t.listing_id, t.listed_at FROM listing_term t
     WHERE t.audience = list.audience AND t.side = list.side AND t.kind = list.kind AND t.term = (SELECT term FROM rarest) AND (t.listed_at, t.listing_id) < ($5::timestamptz, $6::uuid)
       AND NOT EXISTS (SELECT FROM unnest($1::text[]) AS other (term)
            WHERE other.term <> t.term AND NOT EXISTS (SELECT FROM listing_term o WHERE o.cluster_id = t.cluster_id AND o.listing_id = t.listing_id AND o.term = other.term))
     ORDER BY t.listed_at DESC, t.listing_id DESC LIMIT $7) AS t
   ORDER BY t.listed_at DESC, t.listing_id DESC LIMIT $7)
SELECT ${known} FROM found f JOIN listing l ON l.cluster_id = f.cluster_id AND l.id = f.listing_id ORDER BY f.listed_at DESC, f.listing_id DESC`;

const sort = '-listedAt';
const newest = ['9999-12-31T00:00:00Z', 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

/** A page of what these audiences find, newest first; stable under what is listed meanwhile. */
export async function searchFor(work: Work, audiences: readonly string[], asked: Asked): Promise<{ items: Listing[]; nextCursor: string | null }> {
  const { side, kind, limit, cursor } = asked;
  const sides = side ? [side] : ['offer', 'need'];
  const place = (cursor === undefined ? undefined : placeOfCursor(cursor, sort, 'instant')) ?? newest;
  const rows = await work.query<Known>(page, [termsOf(asked), audiences, sides, kind ? [kind] : resourceKinds, ...place, limit + 1]);
  const items = fitting(rows.slice(0, limit).map(shown));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > items.length && last ? cursorOfPlace(sort, last.listedAt.replace('Z', '000Z'), last.id) : null };
}

/** A page has to fit into one message of the bus, in bytes. */
const pageBytes = 1_500_000;

/** As many of the first as fit on a page; one at least. */
function fitting(items: readonly Listing[]): Listing[] {
  let bytes = 0;
  const more = items.findIndex((item, place) => (bytes += Buffer.byteLength(JSON.stringify(item))) > pageBytes && place > 0);
  return more < 0 ? [...items] : items.slice(0, more);
}
