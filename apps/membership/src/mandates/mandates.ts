import type { Accepted } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Parties } from '../parties/parties.js';
import type { Party } from '../parties/party.js';
import type { Mandate } from './mandate.js';

/** When the time of a mandate is over: its subject is the mandate. */
export const mandateExpires = 'membership.mandate.expire';

const columns = `id, party_id AS "partyId", account_id AS "accountId", scopes, state, valid_from AS "validFrom", valid_until AS "validUntil", ended_at AS "endedAt"`;

/** The same for lists: `mandate`. */
export const shownMandate = `id, party_id AS "partyId", account_id AS "accountId", scopes, state, instant(valid_from) AS "validFrom",
  instant(valid_until) AS "validUntil", instant(ended_at) AS "endedAt"`;

/** The account may act by the mandate just now; `account` and `now` are places of values. */
const validFor = (account: string, now: string) =>
  `account_id = ${account} AND state = 'held' AND valid_from <= ${now} AND (valid_until IS NULL OR valid_until > ${now})`;

/**
 * How mandates are kept. What happens to them is told on their party and counted by its version: whoever changes one
 * holds the party, so that all that happens to the mandates of one party happens one after the other.
 */
@Injectable()
export class Mandates {
  constructor(private readonly parties: Parties) {}

  /** Those that a decision on a mandate needs to know: itself, those that represent the party, and the current ones of these accounts. */
  around(work: Work, partyId: string, { mandateId = null, accountIds = [] }: { readonly mandateId?: string | null; readonly accountIds?: readonly string[] }): Promise<Mandate[]> {
    return work.query<Mandate>(
      `SELECT ${columns} FROM mandate
        WHERE party_id = $1 AND (id = $2 OR (state = 'held' AND 'represent' = ANY (scopes)) OR (state <> 'ended' AND account_id = ANY ($3)))`,
      [partyId, mandateId, accountIds],
    );
  }

  /** Writes a new mandate down; what it tells is told with its party. */
  write(work: Work, { id, partyId, accountId, scopes, state, validFrom, validUntil }: Mandate): void {
    work.write({
      text: 'INSERT INTO mandate (id, party_id, account_id, scopes, state, valid_from, valid_until) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [id, partyId, accountId, scopes, state, validFrom, validUntil],
    });
  }

  /** Keeps a new mandate of a party that is held. */
  add(work: Work, party: Party, { state: mandate, events }: Accepted<Mandate>): Mandate {
    this.write(work, mandate);
    if (mandate.validUntil !== null) work.schedule({ name: mandateExpires, subject: mandate.id, dueAt: mandate.validUntil });
    this.parties.keep(work, party, { state: party, events });
    return mandate;
  }

  /** Keeps a changed mandate of a party that is held. */
  keep(work: Work, party: Party, before: Mandate, { state: mandate, events }: Accepted<Mandate>): Mandate {
    work.write({
      text: 'UPDATE mandate SET state = $3, valid_from = $4, ended_at = $5 WHERE id = $1 AND state = $2',
      values: [mandate.id, before.state, mandate.state, mandate.validFrom, mandate.endedAt],
      expectOne: true,
    });
    if (mandate.state === 'ended' && mandate.validUntil !== null) work.schedule({ name: mandateExpires, subject: mandate.id, dueAt: null });
    this.parties.keep(work, party, { state: party, events });
    return mandate;
  }

  /** Whether the account may represent the party just now. */
  async represents(work: Work, accountId: string, partyId: string): Promise<boolean> {
    const rows = await work.query(`SELECT FROM mandate WHERE party_id = $1 AND 'represent' = ANY (scopes) AND ${validFor('$2', '$3')}`, [partyId, accountId, work.origin.now]);
    return rows.length > 0;
  }

  /** Whether the account may act for the party just now, in whichever scope. */
  async acts(work: Work, accountId: string, partyId: string): Promise<boolean> {
    const rows = await work.query(`SELECT FROM mandate WHERE party_id = $1 AND ${validFor('$2', '$3')}`, [partyId, accountId, work.origin.now]);
    return rows.length > 0;
  }

  async find(work: Work, id: string): Promise<Mandate | undefined> {
    const [mandate] = await work.query<Mandate>(`SELECT ${columns} FROM mandate WHERE id = $1`, [id]);
    return mandate;
  }
}
