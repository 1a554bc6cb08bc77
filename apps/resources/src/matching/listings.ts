import type { Listing, Window } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { type Known, otherSide } from './match.js';
import { inPlace, read, termsOf } from './term.js';

/** An open offer or need as it is listed for others to find. */
export interface Listed extends Omit<Listing, 'clusterName' | 'name' | 'windows'> {
  readonly windows: readonly Window[];
  readonly hoursPerDay: string | null;
}

/** The timer by which matches are looked for, soon after something was listed. */
export const matchesSought = 'matches-sought';

/** `… AS "property"` for what is known of a listing `l`. */
export const known = `
l.id, l.side, l.cluster_id AS "clusterId", l.cluster_name AS "clusterName", l.member_id AS "memberId", l.initiative_id AS "initiativeId", l.name, l.kind, l.category, l.broader, l.suggested, l.title,
l.description, l.stems, l.quantity, l.amount, l.hours_per_day AS "hoursPerDay", l.taken, l.from_day AS "from", l.until_day AS until, l.windows, l.municipality, l.visibility, l.listed_at AS "listedAt"`;

/** How it is shown: without what it is found and judged by. */
export function shown(found: Known): Listing {
  const { id, side, clusterId, clusterName, memberId, initiativeId, name, kind, category, title, description, quantity, amount, from, until, windows, municipality, visibility, listedAt } = found;
  return { id, side, clusterId, clusterName, memberId, initiativeId, name, kind, category, title, description, quantity, amount, from, until, windows, municipality, visibility, listedAt };
}

const keep = `
INSERT INTO listing (cluster_id, id, side, member_id, initiative_id, cluster_name, name, kind, category, broader, suggested, stems, title, description, quantity, amount, hours_per_day,
                     from_day, until_day, windows, municipality, visibility, listed_at, taken)
VALUES ($1, $2, $3, $4, $5, (SELECT name FROM directory_cluster WHERE cluster_id = $1), (SELECT party_name FROM directory_member WHERE id = $4), $6, $7,
        (SELECT broader FROM category WHERE cluster_id = $1 AND code = $7), $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        coalesce((SELECT promised + given FROM need WHERE cluster_id = $1 AND id = $2), (SELECT reserved FROM offer_capacity WHERE cluster_id = $1 AND offer_id = $2), 0))
ON CONFLICT (cluster_id, id) DO UPDATE SET
  cluster_name = excluded.cluster_name, name = excluded.name, suggested = excluded.suggested, stems = excluded.stems, title = excluded.title, description = excluded.description,
  quantity = excluded.quantity, amount = excluded.amount, hours_per_day = excluded.hours_per_day, from_day = excluded.from_day, until_day = excluded.until_day, windows = excluded.windows,
  municipality = excluded.municipality, visibility = excluded.visibility, listed_at = excluded.listed_at, announced = listing.announced AND
    (listing.stems, listing.quantity, listing.amount, listing.from_day, listing.until_day, listing.windows, listing.municipality, listing.visibility) IS NOT DISTINCT FROM
    (excluded.stems, excluded.quantity, excluded.amount, excluded.from_day, excluded.until_day, excluded.windows, excluded.municipality, excluded.visibility)`;

/** All terms of a listing: those given, and of a category of the cluster's own the one that it is a case of, with the place where there is one. */
const wanted = `
SELECT unnest($3::text[]) AS term UNION SELECT '@' || broader || behind FROM category, unnest($4::text[]) AS behind WHERE cluster_id = $1::uuid AND code = $5::text AND broader IS NOT NULL`;
const forgetTerms = `DELETE FROM listing_term WHERE cluster_id = $1 AND listing_id = $2 AND term NOT IN (${wanted})`;
const keepTerms = `
INSERT INTO listing_term (cluster_id, listing_id, audience, side, kind, listed_at, term) SELECT $1::uuid, $2::uuid, $6::text, $7::text, $8::text, $9::timestamptz, term FROM (${wanted}) AS wanted
ON CONFLICT (cluster_id, listing_id, term) DO UPDATE SET audience = excluded.audience, listed_at = excluded.listed_at
  WHERE (listing_term.audience, listing_term.listed_at) IS DISTINCT FROM (excluded.audience, excluded.listed_at)`;

const listens = 'INSERT INTO listener (to_cluster, side, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING';

/** What is open and can be found: offers and needs, in their cluster and as far as they are visible beyond it. */
@Injectable()
export class Listings {
  /** Lists an offer or a need, or lists it anew as it is now; what goes together with it is looked for soon after. */
  list(work: Work, listed: Listed): void {
    const { clusterId, id, side, kind, category, municipality, visibility, listedAt, quantity, amount } = listed;
    const said = read(kind, listed.title, listed.description);
    work.write({
      text: keep,
      values: [
        clusterId, id, side, listed.memberId, listed.initiativeId, kind, category, said.suggested, said.stems, listed.title, listed.description, quantity && JSON.stringify(quantity),
        amount && JSON.stringify(amount), listed.hoursPerDay, listed.from, listed.until, JSON.stringify(listed.windows), municipality, visibility, listedAt,
      ],
    });
    const terms = [clusterId, id, termsOf({ ...said, category, municipality }), municipality === null ? [''] : ['', ` ${inPlace(municipality)}`], category];
    work.write({ text: forgetTerms, values: terms });
    work.write({ text: keepTerms, values: [...terms, visibility === 'cluster' ? clusterId : visibility, side, kind, listedAt] });
    if (visibility === 'cluster') work.write({ text: listens, values: [clusterId, otherSide[side], kind] });
    work.schedule({ name: matchesSought, subject: id, dueAt: work.origin.now, clusterId });
  }

  /** It cannot be found any more. */
  unlist(work: Work, id: string): void {
    work.write({ text: 'DELETE FROM listing WHERE id = $1', values: [id] });
    work.schedule({ name: matchesSought, subject: id, dueAt: null });
  }

  /** One that this tenant sees. */
  async find(work: Work, id: string): Promise<Known | undefined> {
    const [listing] = await work.query<Known>(`SELECT ${known} FROM listing l WHERE l.id = $1`, [id]);
    return listing;
  }
}
