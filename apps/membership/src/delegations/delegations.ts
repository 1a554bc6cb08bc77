import { DelegationExists, isRefusal, refuse } from '@klaster/contracts';
import { Collection, Database, newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { delegate, type Delegation, type Occasion, type Represented } from './delegation.js';

export const delegationSchema = new EntitySchema<Delegation>({
  name: 'delegation',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    from: { type: 'uuid', name: 'from_member' },
    to: { type: 'uuid', name: 'to_member' },
    matterId: { type: 'uuid', nullable: true },
    assemblyId: { type: 'uuid', nullable: true },
    givenAt: { type: 'timestamptz' },
    endedAt: { type: 'timestamptz', nullable: true },
  },
});

/** Who asks whom, in which cluster. */
export type Wish = Pick<Delegation, 'clusterId' | 'from' | 'to'>;

@Injectable()
export class Delegations extends Collection<Delegation> {
  constructor(database: Database) {
    super(database, delegationSchema);
  }

  /**
   * Makes the work the only one in its cluster that gives a delegation, before anything is read: limits and chains are of
   * several rows, and no unique rule of the database can see them.
   */
  alone(work: Work, clusterId: string): void {
    work.lock(`delegations ${clusterId}`, 'exclusive');
    work.hold();
  }

  /** Decides and keeps. The work is alone; whether the occasion still takes delegations was decided before. */
  async give(work: Work, wish: Wish, occasion: Occasion) {
    const represented = await this.represented(work, wish, occasion);
    work.refuseWhenTaken('delegation_in_matter', refuse(DelegationExists));
    work.refuseWhenTaken('delegation_in_assembly', refuse(DelegationExists));
    const decision = delegate({ id: newId(), ...wish, ...occasion }, represented, work.origin.now);
    return isRefusal(decision) ? decision : this.add(work, decision);
  }

  private async represented(work: Work, { clusterId, from, to }: Wish, { matterId, assemblyId }: Occasion): Promise<Represented> {
    const [[table], here, seats] = await Promise.all([
      work.query<Pick<Represented, 'limit' | 'holderSits'>>(
        `SELECT (c.rules ->> 'delegationsPerHolder')::int AS limit, EXISTS (SELECT FROM seat s WHERE s.cluster_id = c.id AND s.member_id = $2) AS "holderSits"
           FROM cluster c WHERE c.id = $1`,
        [clusterId, to],
      ),
      work.query<Pick<Delegation, 'from' | 'to'>>(
        `SELECT from_member AS "from", to_member AS "to" FROM delegation
          WHERE (matter_id = $1 OR assembly_id = $2) AND ended_at IS NULL AND (from_member IN ($3, $4) OR to_member IN ($3, $4))`,
        [matterId, assemblyId, from, to],
      ),
      work.query<{ seat: string }>(seatsOfHolder, [matterId, assemblyId, to]),
    ]);
    return { ...table!, here, seatsOfHolder: seats.map(({ seat }) => seat) };
  }
}

/** An assembly decides on the matters of its agenda: a holder's limit counts what meets in any of them. */
const seatsOfHolder = `
WITH decided AS (
  SELECT $1::uuid AS matter_id
  UNION ALL SELECT (item ->> 'matterId')::uuid FROM assembly a, jsonb_array_elements(a.agenda) AS item WHERE a.id = $2)
SELECT DISTINCT d.from_member AS seat FROM delegation d
 WHERE d.to_member = $3 AND d.ended_at IS NULL
   AND (d.assembly_id = $2 OR d.matter_id IN (SELECT matter_id FROM decided)
        OR EXISTS (SELECT FROM assembly a, jsonb_array_elements(a.agenda) AS item
                    WHERE a.id = d.assembly_id AND a.state IN ('scheduled', 'in-session') AND (item ->> 'matterId')::uuid IN (SELECT matter_id FROM decided)))`;

/** A delegation as lists show it. */
export const shownDelegation = `id, version, cluster_id AS "clusterId", from_member AS "from", to_member AS "to", matter_id AS "matterId", assembly_id AS "assemblyId",
  instant(given_at) AS "givenAt", instant(ended_at) AS "endedAt"`;
