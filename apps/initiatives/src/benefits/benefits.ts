import type { BenefitStatement } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Acknowledged, Benefit, Gain } from './benefit.js';

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

/** `column AS "property", …` of a benefit as clients see it. */
export const shownBenefit = `id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", kind, description, quantity, agreement_number AS "agreementNumber", state,
  instant(entered_at) AS "enteredAt", delivered, acknowledged`;

/** The same of a statement. */
export const shownStatement = `cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", none, note, acknowledged, instant(stated_at) AS "statedAt"`;

/** What partners gain, and what they have stated about it. */
@Injectable()
export class Benefits extends Collection<Benefit> {
  constructor(database: Database) {
    super(database, benefitSchema);
  }

  /** What agreements have expected so far. */
  expected(work: Work, initiativeId: string): Promise<Gain[]> {
    return work.query<Gain>('SELECT member_id AS "memberId", kind, description, quantity FROM benefit WHERE initiative_id = $1 AND agreement_number IS NOT NULL', [initiativeId]);
  }

  /** What is acknowledged, as far as one partner is concerned. */
  async acknowledged(work: Work, initiativeId: string, memberId: string): Promise<Acknowledged> {
    const [counted] = await work.query<Acknowledged>(
      `SELECT (count(*) FILTER (WHERE member_id = $2 OR member_id IS NULL))::int AS concerning, (count(*) FILTER (WHERE acknowledged ->> 'by' = $2::text))::int AS "byItself"
         FROM benefit WHERE initiative_id = $1 AND state = 'acknowledged'`,
      [initiativeId, memberId],
    );
    return counted!;
  }

  /** Keeps what a partner states, in the place of what it has stated before. */
  keepStatement(work: Work, { initiativeId, clusterId, memberId, none, note, acknowledged, statedAt }: BenefitStatement): void {
    work.write({
      text: `INSERT INTO benefit_statement (initiative_id, cluster_id, member_id, none, note, acknowledged, stated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (initiative_id, member_id) DO UPDATE SET none = $4, note = $5, acknowledged = $6, stated_at = $7`,
      values: [initiativeId, clusterId, memberId, none, note, acknowledged, statedAt],
    });
  }

  async findStatement(work: Work, initiativeId: string, memberId: string): Promise<BenefitStatement | undefined> {
    const [statement] = await work.query<BenefitStatement>(`SELECT ${shownStatement} FROM benefit_statement WHERE initiative_id = $1 AND member_id = $2`, [initiativeId, memberId]);
    return statement;
  }
}
