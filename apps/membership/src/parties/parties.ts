import type { Party as PartyView, SimilarParty } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Party } from './party.js';

export const partySchema = new EntitySchema<Party>({
  name: 'party',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    kind: { type: 'text' },
    sphere: { type: 'text' },
    name: { type: 'text' },
    municipality: { type: 'text' },
    nip: { type: 'text', nullable: true },
    regon: { type: 'text', nullable: true },
    krs: { type: 'text', nullable: true },
    legalForm: { type: 'text', nullable: true },
    register: { type: 'text' },
    activities: { type: 'text', array: true },
    patronPartyId: { type: 'uuid', nullable: true },
    patronConfirmedAt: { type: 'timestamptz', nullable: true },
    personAccountId: { type: 'uuid', nullable: true },
    createdAt: { type: 'timestamptz' },
  },
});

type Identifiers = { readonly [Identifier in 'nip' | 'regon' | 'krs']?: string | undefined };

/**
 * From here on two names are alike enough to be shown to whoever registers the second. Measured on pairs of names as
 * they occur (similar-parties.int.spec.ts): of what is the same most lie above, of what is not nearly all below.
 */
export const likenessThreshold = 0.66;

@Injectable()
export class Parties extends Collection<Party> {
  constructor(database: Database) {
    super(database, partySchema);
  }

  /**
   * Finds a party in order to change it or its mandates, and keeps others from doing so until the work ends.
   * The version alone would be safe, but of many who ask for a mandate at once most would be sent away as too slow.
   * What is read behind it in the same work is what the version counts.
   */
  async hold(work: Work, id: string): Promise<Party | undefined> {
    work.hold();
    const [party] = await work.query<Party>(`SELECT ${this.columns} FROM party WHERE id = $1 FOR UPDATE`, [id]);
    return party;
  }

  /** Lets whoever wants to be known by one of the same identifiers, or in the same municipality, wait until this work ends. */
  queue(work: Work, { nip, regon, krs, municipality }: Identifiers & { readonly municipality?: string | undefined }): void {
    work.hold();
    const wanted = Object.entries({ nip, regon, krs, municipality: municipality?.toLowerCase() });
    // Always in the same order: two that want the same things do not wait for each other.
    for (const [what, value] of wanted) if (value !== undefined) work.lock(`party by ${what} ${value}`, 'exclusive');
  }

  /** Another party that is known by one of these identifiers. */
  async knownBy(work: Work, { nip = null, regon = null, krs = null }: { readonly [Identifier in keyof Identifiers]?: string | null | undefined }, besides: string): Promise<Pick<Party, 'id' | 'kind'> | undefined> {
    const [known] = await work.query<Pick<Party, 'id' | 'kind'>>('SELECT id, kind FROM party WHERE (nip = $1 OR regon = $2 OR krs = $3) AND id <> $4 LIMIT 1', [nip, regon, krs, besides]);
    return known;
  }

  /** Parties of the same municipality whose names are much like this one, the likest first. Natural persons are none of anybody's business. */
  similarTo(work: Work, { name, municipality }: Pick<Party, 'name' | 'municipality'>): Promise<SimilarParty[]> {
    return work.query<SimilarParty>(
      `SELECT p.id AS "partyId", p.name, p.municipality FROM party p, telling_words(fold($1)) AS wanted
        WHERE fold(p.municipality) = fold($2) AND p.kind <> 'person'
          AND likeness(p.telling_name, wanted) >= $3 AND NOT marked_apart(p.telling_name, wanted)
        ORDER BY likeness(p.telling_name, wanted) DESC, p.id LIMIT 5`,
      [name, municipality, likenessThreshold],
    );
  }
}

/** A party as clients see it: without the account behind a natural person. */
export function showParty({ personAccountId: _, activities, ...party }: Party): PartyView {
  return { ...party, activities: [...activities] };
}
