import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Risk } from './risk.js';

export const riskSchema = new EntitySchema<Risk>({
  name: 'risk',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    initiativeId: { type: 'uuid' },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    likelihood: { type: 'int' },
    impact: { type: 'int' },
    exposure: { type: 'jsonb', nullable: true },
    owner: { type: 'uuid' },
    response: { type: 'text' },
    measures: { type: 'text', nullable: true },
    key: { type: 'text' },
    state: { type: 'text' },
    namedBy: { type: 'uuid' },
    namedAt: { type: 'timestamptz' },
    endedAt: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
    costId: { type: 'uuid', nullable: true },
  },
});

/** `column AS "property", …` as clients see it. */
export const shownRisk = `id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", title, description, likelihood, impact, exposure, owner, response, measures, key, state,
  named_by AS "namedBy", instant(named_at) AS "namedAt", instant(ended_at) AS "endedAt", reason, cost_id AS "costId"`;

@Injectable()
export class Risks extends Collection<Risk> {
  constructor(database: Database) {
    super(database, riskSchema);
  }
}
