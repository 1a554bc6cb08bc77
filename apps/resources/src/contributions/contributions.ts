import { Collection, Database } from '@klaster/persistence';
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
}
