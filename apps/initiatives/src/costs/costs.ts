import { type Cost, CostReversed, refuse } from '@klaster/contracts';
import { Database, type LockMode, type Table, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { type Entered, type Kept, takesNoCosts } from './cost.js';

/** What is kept of an entry; what became of it is found beside it. */
export const costSchema = new EntitySchema<Kept>({
  name: 'cost',
  columns: {
    id: { type: 'uuid', primary: true },
    clusterId: { type: 'uuid' },
    initiativeId: { type: 'uuid' },
    kind: { type: 'text' },
    paidBy: { type: 'uuid' },
    amountMinor: { type: 'bigint' },
    currency: { type: 'text' },
    exchange: { type: 'jsonb', nullable: true },
    incurredOn: { type: 'date' },
    description: { type: 'text' },
    document: { type: 'text', nullable: true },
    evidence: { type: 'jsonb' },
    budgetLineId: { type: 'uuid', nullable: true },
    riskId: { type: 'uuid', nullable: true },
    agreementNumber: { type: 'int' },
    key: { type: 'text' },
    absent: { type: 'uuid', array: true },
    recordedBy: { type: 'uuid' },
    recordedAt: { type: 'timestamptz' },
    reversalOf: { type: 'uuid', nullable: true },
    corrects: { type: 'uuid', nullable: true },
  },
});

/** Entries as clients see them: `cost c`. */
export const shownCost = `c.id, c.cluster_id AS "clusterId", c.initiative_id AS "initiativeId", c.kind, c.paid_by AS "paidBy", c.amount_minor AS "amountMinor", c.currency, c.exchange,
  c.incurred_on AS "incurredOn", c.description, c.document, c.evidence, c.budget_line_id AS "budgetLineId", c.risk_id AS "riskId", c.agreement_number AS "agreementNumber", c.key,
  c.recorded_by AS "recordedBy", instant(c.recorded_at) AS "recordedAt", c.reversal_of AS "reversalOf", c.corrects, (SELECT r.id FROM cost r WHERE r.reversal_of = c.id) AS "reversedBy",
  (SELECT s.number FROM settlement s WHERE s.initiative_id = c.initiative_id AND s.after_place < c.place AND c.place <= s.to_place AND s.state <> 'withdrawn') AS "settlementNumber"`;

/** What an initiative has cost and received: only added to. */
@Injectable()
export class Costs {
  private readonly table: Table<Kept>;

  constructor(database: Database) {
    this.table = database.table(costSchema);
  }

  async see(work: Work, id: string): Promise<Cost | undefined> {
    const [cost] = await work.query<Cost>(`SELECT ${shownCost} FROM cost c WHERE c.id = $1`, [id]);
    return cost;
  }

  /** An entry with whatever is kept of it. */
  async find(work: Work, id: string): Promise<Kept | undefined> {
    const [cost] = await work.query<Kept>(`SELECT ${shownCost}, c.absent FROM cost c WHERE c.id = $1`, [id]);
    return cost;
  }

  /** Adds entries to an initiative, beside all others who do. */
  add(work: Work, initiativeId: string, entered: readonly Entered[]): void {
    this.lock(work, initiativeId, 'shared');
    work.refuseWhenTaken('initiative_takes_no_costs', takesNoCosts('closed'));
    for (const once of ['cost_reversal', 'cost_correction']) work.refuseWhenTaken(once, refuse(CostReversed));
    for (const { cost, absent, event } of entered) {
      work.write(this.table.insert({ ...cost, absent }));
      work.tell(cost.id, 1, [event], cost.clusterId);
    }
  }

  /**
   * Keeps everybody from adding entries until the work ends: for who settles, and who closes. It holds the work, and stands
   * before anything else in it is locked.
   *
   * An entry gets its place behind this lock, shared with others, and has it until its commit. Whoever has the lock alone
   * therefore sees every entry that has a place, and none will come in at a lower one: a settlement of all up to the
   * highest place leaves nothing out, and what is entered later stands behind it. In the same way whoever closes sees all
   * entries, and each later one finds the initiative closed: `refuse_when_closed`.
   */
  takeAlone(work: Work, initiativeId: string): void {
    work.hold();
    this.lock(work, initiativeId, 'exclusive');
  }

  private lock(work: Work, initiativeId: string, mode: LockMode): void {
    work.lock(`costs of ${initiativeId}`, mode);
  }
}
