import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Offer } from './offer.js';

export const offerSchema = new EntitySchema<Offer>({
  name: 'offer',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    kind: { type: 'text' },
    category: { type: 'text' },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    sharing: { type: 'text' },
    quantity: { type: 'jsonb', nullable: true },
    amount: { type: 'jsonb', nullable: true },
    hoursPerDay: { type: 'text', nullable: true },
    from: { name: 'from_day', type: 'date', nullable: true },
    until: { name: 'until_day', type: 'date', nullable: true },
    windows: { type: 'jsonb' },
    conditions: { type: 'jsonb', nullable: true },
    municipality: { type: 'text', nullable: true },
    visibility: { type: 'text' },
    state: { type: 'text' },
    createdAt: { type: 'timestamptz' },
    publishedAt: { type: 'timestamptz', nullable: true },
  },
});

@Injectable()
export class Offers extends Collection<Offer> {
  constructor(database: Database) {
    super(database, offerSchema);
  }
}
