import type { BudgetLine } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Planned } from './budget.js';

export const budgetLineSchema = new EntitySchema<Planned>({
  name: 'budget_line',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    initiativeId: { type: 'uuid' },
    title: { type: 'text' },
    category: { type: 'text', nullable: true },
    planned: { type: 'jsonb' },
    setBy: { type: 'uuid' },
    setAt: { type: 'timestamptz' },
  },
});

/** Lines as clients see them, beside what was spent: of `linesAsTheyStand`. */
export const shownLine = `b.id, b.version, b.cluster_id AS "clusterId", b.initiative_id AS "initiativeId", b.title, b.category, b.planned, s.spent AS "spentMinor",
  greatest(s.spent - (b.planned ->> 'amountMinor')::bigint, 0) AS "overMinor", b.set_by AS "setBy", instant(b.set_at) AS "setAt"`;
export const linesAsTheyStand = 'budget_line b CROSS JOIN LATERAL (SELECT coalesce(sum(c.amount_minor), 0)::bigint AS spent FROM cost c WHERE c.budget_line_id = b.id) AS s';

@Injectable()
export class Budgets extends Collection<Planned> {
  constructor(database: Database) {
    super(database, budgetLineSchema);
  }

  /** A line beside what was spent. */
  async see(work: Work, id: string): Promise<BudgetLine | undefined> {
    const [line] = await work.query<BudgetLine>(`SELECT ${shownLine} FROM ${linesAsTheyStand} WHERE b.id = $1`, [id]);
    return line;
  }

  /** In which currency the lines of an initiative are; undefined where there is none, or none but the one that is excepted. */
  async currencyOf(work: Work, initiativeId: string, except: string | null): Promise<string | undefined> {
    const [first] = await work.query<{ currency: string }>(
      `SELECT planned ->> 'currency' AS currency FROM budget_line WHERE initiative_id = $1 AND id IS DISTINCT FROM $2 ORDER BY id LIMIT 1`,
      [initiativeId, except],
    );
    return first?.currency;
  }
}
