import { type Accepted, AlreadyAccepted, refuse, type Settlement as SettlementView } from '@klaster/contracts';
import { Collection, Database, type Statement, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Sum } from './reckoning.js';
import type { Gone, Settlement } from './settlement.js';

/** The rows of settlements; transfers and acceptances have their own. */
export const settlementSchema = new EntitySchema<Settlement>({
  name: 'settlement',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    initiativeId: { type: 'uuid' },
    number: { type: 'int' },
    state: { type: 'text' },
    afterPlace: { type: 'bigint' },
    toPlace: { type: 'bigint' },
    currency: { type: 'text' },
    entries: { type: 'int' },
    totalMinor: { type: 'bigint' },
    balances: { type: 'jsonb' },
    proposedBy: { type: 'uuid' },
    proposedAt: { type: 'timestamptz' },
    acceptedAt: { type: 'timestamptz', nullable: true },
    settledAt: { type: 'timestamptz', nullable: true },
    withdrawnBy: { type: 'uuid', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});

const isGone = (member: string) => `EXISTS (SELECT FROM directory_member g WHERE g.id = ${member} AND g.state IN ('left', 'excluded'))`;

/** The rule of `missingOf`, as SQL: of `settlement s`. */
export const missing = `coalesce((SELECT jsonb_agg(b.one -> 'memberId' ORDER BY b.place)
    FROM jsonb_array_elements(s.balances) WITH ORDINALITY AS b(one, place) CROSS JOIN LATERAL (SELECT (b.one ->> 'memberId')::uuid AS id) AS m
   WHERE CASE s.state
     WHEN 'proposed' THEN NOT ${isGone('m.id')} AND NOT EXISTS (SELECT FROM settlement_acceptance a WHERE a.settlement_id = s.id AND a.member_id = m.id)
     WHEN 'accepted' THEN EXISTS (SELECT FROM settlement_transfer t WHERE t.settlement_id = s.id AND t.received_at IS NULL AND NOT ${isGone('m.id')}
       AND (t.from_member = m.id AND t.paid_at IS NULL OR t.to_member = m.id AND (t.paid_at IS NOT NULL OR ${isGone('t.from_member')})))
     ELSE false END), '[]')`;

/** Settlements as clients see them, with all that belongs to them: `settlement s`. */
export const shownSettlement = `s.id, s.version, s.cluster_id AS "clusterId", s.initiative_id AS "initiativeId", s.number, s.state, s.currency, s.entries, s.total_minor AS "totalMinor", s.balances,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'from', t.from_member, 'to', t.to_member, 'amount', jsonb_build_object('amountMinor', t.amount_minor, 'currency', s.currency),
    'paidOn', t.paid_on, 'reference', t.reference, 'paidAt', instant(t.paid_at), 'receivedAt', instant(t.received_at)) ORDER BY t.id) FROM settlement_transfer t WHERE t.settlement_id = s.id), '[]') AS transfers,
  coalesce((SELECT jsonb_agg(jsonb_build_object('memberId', a.member_id, 'mandateId', a.mandate_id, 'acceptedAt', instant(a.accepted_at)) ORDER BY a.accepted_at, a.member_id)
    FROM settlement_acceptance a WHERE a.settlement_id = s.id), '[]') AS acceptances, ${missing} AS missing,
  s.proposed_by AS "proposedBy", instant(s.proposed_at) AS "proposedAt", instant(s.accepted_at) AS "acceptedAt", instant(s.settled_at) AS "settledAt", s.withdrawn_by AS "withdrawnBy", s.reason`;

/** Up to where the costs of an initiative are part of a settlement. */
export const settledTo = `(SELECT coalesce(max(to_place), 0) FROM settlement WHERE initiative_id = $1 AND state <> 'withdrawn')`;

/** What is behind that, as far as it is of one currency. */
const sums = `
WITH unsettled AS MATERIALIZED (
  SELECT place, agreement_number, key, absent, currency, paid_by, amount_minor FROM cost WHERE initiative_id = $1 AND place > ${settledTo}
)
SELECT agreement_number AS "agreementNumber", key, absent, currency, paid_by AS "paidBy", count(*)::int AS entries, sum(amount_minor)::text AS "amountMinor", max(place) AS "toPlace"
  FROM unsettled
 WHERE place < coalesce((SELECT min(place) FROM unsettled WHERE currency <> (SELECT currency FROM unsettled ORDER BY place LIMIT 1)), 9223372036854775807)
 GROUP BY agreement_number, key, absent, currency, paid_by`;

/** How one is named: of `settlement s`. */
const ways = { id: 's.id = $2', number: 's.number = $2', transferId: 's.id = (SELECT settlement_id FROM settlement_transfer WHERE id = $2)' } as const;

/** What is settled, and where it stands. */
interface Standing extends Pick<Settlement, 'number' | 'state'> {
  readonly settledTo: number;
}

@Injectable()
export class Settlements extends Collection<Settlement> {
  constructor(database: Database) {
    super(database, settlementSchema);
  }

  async see(work: Work, initiativeId: string, number: number): Promise<SettlementView | undefined> {
    const [settlement] = await work.query<SettlementView>(`SELECT ${shownSettlement} FROM settlement s WHERE s.initiative_id = $1 AND s.number = $2`, [initiativeId, number]);
    return settlement;
  }

  async newest(work: Work, initiativeId: string): Promise<SettlementView | undefined> {
    const [settlement] = await work.query<SettlementView>(`SELECT ${shownSettlement} FROM settlement s WHERE s.initiative_id = $1 ORDER BY s.number DESC LIMIT 1`, [initiativeId]);
    return settlement;
  }

  /** The last that was proposed, and up to where costs are settled. */
  async standing(work: Work, initiativeId: string): Promise<Standing | undefined> {
    const [standing] = await work.query<Standing>(`SELECT number, state, ${settledTo} AS "settledTo" FROM settlement WHERE initiative_id = $1 ORDER BY number DESC LIMIT 1`, [initiativeId]);
    return standing;
  }

  /** What each partner has paid of what is not settled yet, by what it is shared by. */
  sums(work: Work, initiativeId: string): Promise<Sum[]> {
    return work.query<Sum>(sums, [initiativeId]);
  }

  /** Those of the partners that are members no more. */
  async gone(work: Work, initiativeId: string): Promise<Gone> {
    const rows = await work.query<{ id: string }>(
      `SELECT m.id FROM initiative_partner p JOIN directory_member m ON m.id = p.member_id WHERE p.initiative_id = $1 AND m.state IN ('left', 'excluded')`,
      [initiativeId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Finds one in order to change it, and keeps others from doing so until the work ends: so that of many who accept or pay at once none is sent away. */
  async hold(work: Work, initiativeId: string, by: keyof typeof ways, value: number | string): Promise<{ readonly settlement: Settlement | undefined; readonly gone: Gone }> {
    work.hold();
    const [, [settlement], gone] = await Promise.all([
      work.query(`SELECT s.id FROM settlement s WHERE s.initiative_id = $1 AND ${ways[by]} FOR UPDATE`, [initiativeId, value]),
      work.query<Settlement>(`SELECT ${shownSettlement}, s.after_place AS "afterPlace", s.to_place AS "toPlace" FROM settlement s WHERE s.initiative_id = $1 AND ${ways[by]}`, [initiativeId, value]),
      this.gone(work, initiativeId),
    ]);
    return { settlement, gone };
  }

  /** Those under way in which one of these members takes part. */
  underWayWith(work: Work, memberIds: readonly string[]): Promise<Pick<Settlement, 'id' | 'initiativeId'>[]> {
    return work.query(
      `SELECT DISTINCT s.id, s.initiative_id AS "initiativeId" FROM initiative_partner p JOIN settlement s ON s.initiative_id = p.initiative_id
        WHERE p.member_id = ANY ($1) AND s.state IN ('proposed', 'accepted') ORDER BY s.id`,
      [memberIds],
    );
  }

  /** Keeps a new settlement with its transfers. */
  propose(work: Work, proposed: Accepted<Settlement>): SettlementView {
    const { id, clusterId, transfers } = proposed.state;
    const settlement = this.add(work, proposed, clusterId);
    if (transfers.length > 0) {
      const columns = [transfers.map((transfer) => transfer.id), transfers.map(({ from }) => from), transfers.map(({ to }) => to), transfers.map(({ amount }) => amount.amountMinor)];
      work.write({
        text: `INSERT INTO settlement_transfer (id, settlement_id, cluster_id, from_member, to_member, amount_minor)
          SELECT t.id, $5::uuid, $6::uuid, t.from_member, t.to_member, t.amount_minor FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[]) AS t(id, from_member, to_member, amount_minor)`,
        values: [...columns, id, clusterId],
      });
    }
    return show(settlement);
  }

  /** Keeps a settlement that goes on, with what has happened to its transfers. */
  goOn(work: Work, before: Settlement, after: Accepted<Settlement>): SettlementView {
    for (const statement of movesOf(before, after.state)) work.write(statement);
    return show(this.keep(work, before, after, before.clusterId));
  }

  /** The same at once, in a work that is held: of a run of events the next may be about it as well. */
  async goOnAtOnce(work: Work, before: Settlement, after: Accepted<Settlement>): Promise<void> {
    await Promise.all([...movesOf(before, after.state).map(({ text, values }) => work.query(text, values)), this.keepAtOnce(work, before, after, before.clusterId)]);
  }

  addAcceptance(work: Work, { id, clusterId }: Settlement, { memberId, mandateId, acceptedAt }: Settlement['acceptances'][number]): void {
    work.refuseWhenTaken('settlement_acceptance_once', refuse(AlreadyAccepted));
    work.write({
      text: 'INSERT INTO settlement_acceptance (settlement_id, cluster_id, member_id, mandate_id, accepted_at) VALUES ($1, $2, $3, $4, $5)',
      values: [id, clusterId, memberId, mandateId, acceptedAt],
    });
  }
}

/** Writes what has happened to transfers. */
const movesOf = (before: Settlement, after: Settlement): Statement[] =>
  after.transfers
    .filter((transfer, place) => transfer !== before.transfers[place])
    .map(({ id, paidOn, reference, paidAt, receivedAt }) => ({
      text: 'UPDATE settlement_transfer SET paid_on = $2, reference = $3, paid_at = $4, received_at = $5 WHERE id = $1',
      values: [id, paidOn, reference, paidAt, receivedAt],
      expectOne: true,
    }));

/** A settlement as clients see it. */
const show = ({ afterPlace: _, toPlace: _to, ...view }: Settlement): SettlementView => view;
