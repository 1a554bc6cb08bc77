import type { BenefitStatement } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Benefit, Gain } from './benefit.js';

export const benefitSchema = new EntitySchema<Benefit>({
  name: 'benefit',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    initiativeId: { type: 'uuid' },
    memberId: { type: 'uuid', nullable: true },
    kind: { type: 'text' },
    description: { type: 'text' },
    quantity: { type: 'jsonb', nullable: true },
    agreementNumber: { type: 'int', nullable: true },
    state: { type: 'text' },
    enteredAt: { type: 'timestamptz' },
    delivered: { type: 'jsonb', nullable: true },
    acknowledged: { type: 'jsonb', nullable: true },
  },
});

/** `column AS "property", …` as clients see it. */
export const shownBenefit = `id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", kind, description, quantity, agreement_number AS "agreementNumber", state,
  instant(entered_at) AS "enteredAt", delivered, acknowledged`;
export const shownStatement = `initiative_id AS "initiativeId", cluster_id AS "clusterId", member_id AS "memberId", none, note, acknowledged, instant(stated_at) AS "statedAt"`;

@Injectable()
export class Benefits extends Collection<Benefit> {
  constructor(database: Database) {
    super(database, benefitSchema);
  }

  /** What is told of the benefits of an initiative. */
  told(work: Work, initiativeId: string): Promise<Gain[]> {
    return work.query<Gain>('SELECT member_id AS "memberId", kind, description, quantity FROM benefit WHERE initiative_id = $1', [initiativeId]);
  }

  /** How many a member has acknowledged of its own, and how many of all were acknowledged. */
  async acknowledged(work: Work, initiativeId: string, memberId: string): Promise<{ readonly own: number; readonly shared: number }> {
    const [row] = await work.query<{ own: number; shared: number }>(
      `SELECT count(*) FILTER (WHERE member_id = $2)::int AS own, count(*) FILTER (WHERE member_id IS NULL)::int AS shared FROM benefit WHERE initiative_id = $1 AND state = 'acknowledged'`,
      [initiativeId, memberId],
    );
    return row!;
  }

  /** Keeps what a partner has stated, in the place of what it had stated before; in a work that keeps their initiative. */
  keepStatement(work: Work, { initiativeId, clusterId, memberId, none, note, acknowledged, statedAt }: BenefitStatement): void {
    work.write({
      text: `INSERT INTO benefit_statement (initiative_id, cluster_id, member_id, none, note, acknowledged, stated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (initiative_id, member_id) DO UPDATE SET none = $4, note = $5, acknowledged = $6, stated_at = $7`,
      values: [initiativeId, clusterId, memberId, none, note, acknowledged, statedAt],
    });
  }
}
