import type { Accepted } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Contribution } from './contribution.js';

export const contributionSchema = new EntitySchema<Contribution>({
  name: 'contribution',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    kind: { type: 'text' },
    category: { type: 'text' },
    quantity: { type: 'jsonb', nullable: true },
    amount: { type: 'jsonb', nullable: true },
    action: { type: 'text' },
    giver: { type: 'uuid' },
    receiver: { type: 'jsonb' },
    pledgeId: { type: 'uuid', nullable: true },
    givenOn: { type: 'date' },
    givenUntil: { type: 'date', nullable: true },
    description: { type: 'text', nullable: true },
    evidence: { type: 'jsonb' },
    conditions: { type: 'jsonb', nullable: true },
    declaredValue: { type: 'jsonb', nullable: true },
    returnBy: { type: 'date', nullable: true },
    returnedOn: { type: 'date', nullable: true },
    state: { type: 'text' },
    recordedBy: { type: 'uuid' },
    recordedAt: { type: 'timestamptz' },
    confirmBy: { type: 'timestamptz', nullable: true },
    confirmedBy: { type: 'uuid', nullable: true },
    confirmedAt: { type: 'timestamptz', nullable: true },
    bySilence: { type: 'boolean' },
    disputedBy: { type: 'uuid', nullable: true },
    disputedAt: { type: 'timestamptz', nullable: true },
    reversalOf: { type: 'uuid', nullable: true },
    corrects: { type: 'uuid', nullable: true },
    reversedBy: { type: 'uuid', nullable: true },
  },
});

@Injectable()
export class Contributions extends Collection<Contribution> {
  constructor(database: Database) {
    super(database, contributionSchema);
  }

  override add(work: Work, accepted: Accepted<Contribution>, clusterId?: string): Contribution {
    showEvidence(work, [accepted.state]);
    return super.add(work, accepted, clusterId);
  }

  override addAll(work: Work, accepted: readonly Accepted<Contribution>[], clusterId?: string): Contribution[] {
    showEvidence(work, accepted.map(({ state }) => state));
    return super.addAll(work, accepted, clusterId);
  }

  /** Lets the commit fail where somebody has changed it since it was read, or does so before the commit. */
  expectUnchanged(work: Work, { id, version }: Contribution): void {
    work.write({ text: 'SELECT FROM contribution WHERE id = $1 AND version = $2 FOR SHARE', values: [id, version], name: 'unchanged', expectOne: true });
  }
}

/** Which documents show which entries. */
function showEvidence(work: Work, entries: readonly Contribution[]): void {
  const shown = entries.flatMap(({ id, clusterId, evidence }) => evidence.map(({ sha256 }) => ({ clusterId, sha256, id })));
  if (shown.length === 0) return;
  work.write({
    text: 'INSERT INTO contribution_evidence (cluster_id, sha256, contribution_id) SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[]) ON CONFLICT DO NOTHING',
    values: [shown.map(({ clusterId }) => clusterId), shown.map(({ sha256 }) => sha256), shown.map(({ id }) => id)],
  });
}
