import { type RequestOf, searchExperience as contract } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Call, Handles, listPage, pageOf } from '@klaster/service-kit';
import { cursorOf, placeOf } from './search-cursor.js';
import { counted, soughtIn, weightOf } from './term.js';

const shown = `id, kind, title, text, cluster_id AS "clusterId", initiative_id AS "initiativeId", cluster_name AS "clusterName", initiative_title AS "initiativeTitle", instant(published_at) AS "publishedAt"`;

const counts = `
SELECT (SELECT count(*) FROM (SELECT FROM experience_term t WHERE t.term = sought.term LIMIT ${counted}) AS found)::int AS count
  FROM unnest($1::text[]) WITH ORDINALITY AS sought (term, nth) ORDER BY nth`;

/** What shares a word with those sought: $1 terms, $2 what each counts, $3 the kind, $4 to $6 the place behind which the page begins, $7 how many. */
const page = `
WITH sought AS (SELECT * FROM unnest($1::text[], $2::int[]) AS s (term, weight)),
found AS (
  SELECT t.experience_id AS id, t.published_at, sum(s.weight)::int AS score FROM sought s JOIN experience_term t ON t.term = s.term
   WHERE $3::text IS NULL OR t.kind = $3 GROUP BY t.experience_id, t.published_at),
best AS (
  SELECT * FROM found WHERE $4::int IS NULL OR (score, published_at, id) < ($4, $5::timestamptz, $6::uuid) ORDER BY score DESC, published_at DESC, id DESC LIMIT $7)
SELECT best.id, best.score, instant(best.published_at) AS at, (SELECT row_to_json(item) FROM (SELECT ${shown} FROM experience e WHERE e.id = best.id) AS item)::text AS json
  FROM best ORDER BY best.score DESC, best.published_at DESC, best.id DESC`;

interface Found {
  readonly id: string;
  readonly score: number;
  readonly at: string;
  readonly json: string;
}

@Handles(contract)
export class SearchExperience {
  /** The rows are open to the whole federation. */
  handle({ q, ...asked }: RequestOf<typeof contract>, { work }: Call) {
    return q === undefined ? this.newest(asked, work) : this.best(q, asked, work);
  }

  private newest({ kind, limit, cursor }: Omit<RequestOf<typeof contract>, 'q'>, work: Work) {
    const query = { select: shown, from: 'experience', ...(kind ? { where: 'kind = $1', values: [kind] } : {}), key: 'id', order: 'descending', sorts: { publishedAt: { column: 'published_at', type: 'instant' } } } as const;
    return listPage<'-publishedAt'>(work, { limit, cursor, sort: '-publishedAt' }, query);
  }

  /** What a word counts is found once and stays in the cursor: a page stands where it stood, whatever is published meanwhile. */
  private async best(words: string, { kind, limit, cursor }: Omit<RequestOf<typeof contract>, 'q'>, work: Work) {
    const terms = soughtIn(words);
    const place = placeOf(cursor, terms.length);
    const weights = place?.weights ?? (await this.weigh(terms, work));
    const rows = await work.query<Found>(page, [terms, weights, kind ?? null, place?.score ?? null, place?.at ?? null, place?.id ?? null, limit + 1]);
    return pageOf(rows, limit, ({ score, at, id }) => cursorOf({ weights, score, at, id }));
  }

  private async weigh(terms: readonly string[], work: Work): Promise<number[]> {
    const found = await work.query<{ count: number }>(counts, [terms]);
    return terms.map((term, index) => weightOf(term, found[index]!.count));
  }
}
