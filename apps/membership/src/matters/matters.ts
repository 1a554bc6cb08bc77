import type { Matter as MatterView } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { addRevision } from '../revisions/revisions.js';
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

/** Who casts a ballot shares this lock, who opens or closes voting has it alone: a ballot that was acknowledged is counted. */
export const matterLock = (matterId: string): string => `matter:${matterId}`;

@Injectable()
export class Matters extends Collection<Matter> {
  constructor(database: Database) {
    super(database, matterSchema);
  }

  /** Keeps a matter that comes on a table, with its first revision. */
  put(work: Work, put: Put): Matter {
    addRevision(work, put.revision);
    return this.add(work, put, put.state.clusterId);
  }

  /** Holds the work and the matter alone, for all that others wait for who have it or want it; answers what it is then. */
  findAlone(work: Work, id: string): Promise<Matter | undefined> {
    work.hold();
    work.lock(matterLock(id), 'exclusive');
    return this.find(work, id);
  }

  /**
   * Lets the clock do what is next for a matter in this state. What was planned before and has been done by hand is left
   * alone: the clock finds nothing to do then. Taking it back could wait for a clock that waits for the matter.
   */
  scheduleNext(work: Work, { id: subject, clusterId, state, votingOpensAt, votingClosesAt }: Matter): void {
    if (state === 'deliberation') work.schedule({ name: openVotingTimer, subject, clusterId, dueAt: votingOpensAt });
    if (state === 'voting') work.schedule({ name: closeVotingTimer, subject, clusterId, dueAt: votingClosesAt });
  }
}

/** A matter as clients see it: what was frozen and counted stands in its result. */
export function showMatter(matter: Matter): MatterView {
  const { votingOpenedAt: _opened, charterNumber: _charter, counting: _counting, electorate: _electorate, counts: _counts, turnout: _turnout, effect: _effect, ...shown } = matter;
  return shown;
}

/** The same for lists: `matter m`. */
export const shownMatter = `m.id, m.version, m.cluster_id AS "clusterId", m.kind, m.state, m.outcome, m.revision, m.title, m.text, m.options, m.places, m.method, m.majority,
  m.secret, m.tally_key AS "tallyKey", m.about, m.hearing, m.put_by AS "putBy", instant(m.put_at) AS "putAt", instant(m.deliberation_from) AS "deliberationFrom",
  instant(m.voting_opens_at) AS "votingOpensAt", instant(m.voting_closes_at) AS "votingClosesAt", instant(m.decided_at) AS "decidedAt",
  instant(m.withdrawn_at) AS "withdrawnAt", m.withdrawal_reason AS "withdrawalReason"`;
