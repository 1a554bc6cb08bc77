import type { Purse, PurseEntry } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Entered, PurseKey } from './purse.js';

/** Purses as clients see them; one that is there has an entry. */
export const shownPurse = `p.id, e.number + 1 AS version, p.cluster_id AS "clusterId", p.initiative_id AS "initiativeId", p.currency, e.balance_minor AS "balanceMinor", instant(p.opened_at) AS "openedAt"`;
/** Each with its newest entry. */
export const pursesAsTheyAre = `purse p JOIN LATERAL
  (SELECT n.number, n.balance_minor FROM purse_entry n WHERE n.cluster_id = p.cluster_id AND n.purse_id = p.id ORDER BY n.number DESC LIMIT 1) AS e ON true`;

/** Entries as clients see them: `purse_entry e`. */
export const shownEntry = `e.id, e.purse_id AS "purseId", e.number, e.kind, e.amount_minor AS "amountMinor", e.balance_minor AS "balanceMinor", e.member_id AS "memberId", e.payee,
  e.contribution_id AS "contributionId", e.reversal_of AS "reversalOf", (SELECT r.id FROM purse_entry r WHERE r.cluster_id = e.cluster_id AND r.reversal_of = e.id) AS "reversedBy",
  e.purpose, e.paid_on AS "paidOn", e.evidence, e.recorded_by AS "recordedBy", instant(e.recorded_at) AS "recordedAt"`;

/**
 * Purses and their entries, which are only added. Each entry has two postings, to the account of the purse and to that of
 * its other side; the database moves the balances and sees that all adds up.
 */
@Injectable()
export class Purses {
  async find(work: Work, id: string): Promise<Purse | undefined> {
    const [purse] = await work.query<Purse>(`SELECT ${shownPurse} FROM ${pursesAsTheyAre} WHERE p.id = $1`, [id]);
    return purse;
  }

  /**
   * Holds the work, and the purse alone, until the commit: nobody is refused because others book as well, and what is
   * answered is what an entry goes on from. Once in a work, before it writes: so that nobody who has a purse waits for
   * one who wants it. The other side is given its account, where it had none, before anything else is waited for.
   * @param memberId the other side; null for the world outside
   */
  async findAlone(work: Work, { clusterId, initiativeId, currency }: PurseKey, memberId: string | null): Promise<Purse | undefined> {
    work.hold();
    work.lock(`purse ${initiativeId} ${currency}`, 'exclusive');
    const [[purse]] = await Promise.all([
      work.query<Purse>(`SELECT ${shownPurse} FROM ${pursesAsTheyAre} WHERE p.initiative_id = $1 AND p.currency = $2`, [initiativeId, currency]),
      work.query('INSERT INTO account (cluster_id, holder_id, currency, holder) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
        clusterId, memberId ?? clusterId, currency, memberId === null ? 'outside' : 'member',
      ]),
    ]);
    return purse;
  }

  async findEntry(work: Work, purseId: string, id: string): Promise<PurseEntry | undefined> {
    const [entry] = await work.query<PurseEntry>(`SELECT ${shownEntry} FROM purse_entry e WHERE e.id = $1 AND e.purse_id = $2`, [id, purseId]);
    return entry;
  }

  /** What a contribution brought into a purse, or took out of it. */
  async entryOf(work: Work, contributionId: string): Promise<PurseEntry | undefined> {
    const [entry] = await work.query<PurseEntry>(`SELECT ${shownEntry} FROM purse_entry e WHERE e.contribution_id = $1`, [contributionId]);
    return entry;
  }

  /** Keeps an entry of a purse that was found alone; the first one opens it. */
  enter(work: Work, { purse: { id: purseId, clusterId, initiativeId, currency, openedAt }, entry, events }: Entered): PurseEntry {
    if (entry.number === 1) {
      work.write({ text: `INSERT INTO account (cluster_id, holder_id, currency, holder) VALUES ($1, $2, $3, 'purse')`, values: [clusterId, purseId, currency] });
      work.write({ text: 'INSERT INTO purse (id, cluster_id, initiative_id, currency, opened_at) VALUES ($1, $2, $3, $4, $5)', values: [purseId, clusterId, initiativeId, currency, openedAt] });
    }
    const { id, number, kind, amountMinor, balanceMinor, memberId, payee, contributionId, reversalOf, purpose, paidOn, evidence, recordedBy, recordedAt } = entry;
    work.write({
      text: `INSERT INTO purse_entry (id, cluster_id, purse_id, number, kind, amount_minor, balance_minor, member_id, payee, contribution_id, reversal_of, purpose, paid_on, evidence, recorded_by, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
      values: [id, clusterId, purseId, number, kind, amountMinor, balanceMinor, memberId, payee, contributionId, reversalOf, purpose, paidOn, JSON.stringify(evidence), recordedBy, recordedAt],
    });
    work.write({
      text: 'INSERT INTO posting (cluster_id, entry_id, holder_id, currency, amount_minor) VALUES ($1, $2, $3, $4, $5), ($1, $2, $6, $4, $7)',
      values: [clusterId, id, purseId, currency, amountMinor, memberId ?? clusterId, -amountMinor],
    });
    // The purse has one version for its opening, and one for each entry.
    work.tell(purseId, number + 2 - events.length, events, clusterId);
    return entry;
  }
}
