import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Mandate } from './party.js';

@Injectable()
export class Mandates {
  add(work: Work, { id, partyId, accountId, scopes, validFrom, validUntil }: Mandate): void {
    work.write({
      text: `INSERT INTO mandate (id, party_id, account_id, scopes, state, valid_from, valid_until) VALUES ($1, $2, $3, $4, 'held', $5, $6)`,
      values: [id, partyId, accountId, scopes, validFrom, validUntil],
    });
  }

  /** Whether the account may represent the party just now. */
  async represents(work: Work, accountId: string, partyId: string): Promise<boolean> {
    const rows = await work.query(
      `SELECT FROM mandate WHERE account_id = $1 AND party_id = $2 AND state = 'held' AND 'represent' = ANY (scopes)
          AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())`,
      [accountId, partyId],
    );
    return rows.length > 0;
  }
}
