import type { Matter as MatterView } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { Revisions } from '../revisions/revisions.js';
import type { Matter } from './matter.js';
import type { Put } from './put-on-table.js';

export const matterSchema = new EntitySchema<Matter>({
  name: 'matter',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    kind: { type: 'text' },
    state: { type: 'text' },
    outcome: { type: 'text', nullable: true },
    revision: { type: 'int' },
    title: { type: 'text' },
    text: { type: 'text' },
    options: { type: 'jsonb' },
    places: { type: 'int' },
    method: { type: 'text' },
    majority: { type: 'text' },
    secret: { type: 'boolean' },
    tallyKey: { type: 'text', nullable: true },
    about: { type: 'jsonb' },
    hearing: { type: 'jsonb', nullable: true },
    putBy: { type: 'uuid' },
    putAt: { type: 'timestamptz' },
    deliberationFrom: { type: 'timestamptz', nullable: true },
    votingOpensAt: { type: 'timestamptz', nullable: true },
    votingClosesAt: { type: 'timestamptz', nullable: true },
    votingOpenedAt: { type: 'timestamptz', nullable: true },
    charterNumber: { type: 'int', nullable: true },
    counting: { type: 'jsonb', nullable: true },
    electorate: { type: 'int', nullable: true },
    counts: { type: 'jsonb', nullable: true },
    turnout: { type: 'int', nullable: true },
    effect: { type: 'text', nullable: true },
    decidedAt: { type: 'timestamptz', nullable: true },
    withdrawnAt: { type: 'timestamptz', nullable: true },
    withdrawalReason: { type: 'text', nullable: true },
  },
});

export const openVotingTimer = 'membership.matter.open-voting';
export const closeVotingTimer = 'membership.matter.close-voting';

@Injectable()
export class Matters extends Collection<Matter> {
  constructor(
    database: Database,
    private readonly revisions: Revisions,
  ) {
    super(database, matterSchema);
  }

  /** Keeps a matter that comes on a table, with its first revision. */
  put(work: Work, put: Put): Matter {
    this.revisions.add(work, put.revision);
    return this.add(work, put, put.state.clusterId);
  }

  /** Lets the clock do what is next for a matter in this state, and nothing else. */
  scheduleNext(work: Work, { id: subject, clusterId, state, votingOpensAt, votingClosesAt }: Matter): void {
    work.schedule({ name: openVotingTimer, subject, clusterId, dueAt: state === 'deliberation' ? votingOpensAt : null });
    work.schedule({ name: closeVotingTimer, subject, clusterId, dueAt: state === 'voting' ? votingClosesAt : null });
  }
}

/** A matter as clients see it: what was frozen and counted stands in its result. */
export function showMatter(matter: Matter): MatterView {
  const { votingOpenedAt: _opened, charterNumber: _charter, counting: _counting, electorate: _electorate, counts: _counts, turnout: _turnout, effect: _effect, ...shown } = matter;
  return shown;
}
