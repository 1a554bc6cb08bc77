import { type Assembly as AssemblyView, type Decision, isRefusal, NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { type Assembly, type Duties, dutiesOf, type Holder, mattersOf } from './assembly.js';

export const assemblySchema = new EntitySchema<Assembly>({
  name: 'assembly',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    title: { type: 'text' },
    state: { type: 'text' },
    startsAt: { type: 'timestamptz' },
    endsAt: { type: 'timestamptz' },
    place: { type: 'text', nullable: true },
    link: { type: 'text', nullable: true },
    agenda: { type: 'jsonb' },
    scheduledBy: { type: 'uuid' },
    openedAt: { type: 'timestamptz', nullable: true },
    closedAt: { type: 'timestamptz', nullable: true },
    minutesApprovedAt: { type: 'timestamptz', nullable: true },
    announcedAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Assemblies extends Collection<Assembly> {
  constructor(database: Database) {
    super(database, assemblySchema);
  }

  /** Loads an assembly and what the acting member may do, in one flight; decides, keeps. */
  async act<Slug extends string>(
    { clusterId, assemblyId }: { readonly clusterId: string; readonly assemblyId: string },
    { work, member, expectedVersion }: Call,
    decide: (assembly: Assembly, by: Duties) => Decision<Assembly, Slug> | Promise<Decision<Assembly, Slug>>,
  ): Promise<AssemblyView | Refusal<Slug | 'not-found' | 'stale-version'>> {
    const [{ memberId }, holders, before] = await Promise.all([member, this.holders(work, clusterId), this.find(work, assemblyId)]);
    if (!before) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== before.version) return refuse(StaleVersion);
    const decision = await decide(before, dutiesOf(memberId, holders));
    return isRefusal(decision) ? decision : showAssembly(this.keep(work, before, decision));
  }

  /** What happens in an assembly shares a lock that its closing takes alone: the minutes know everything that was acknowledged. */
  share(work: Work, assemblyId: string): void {
    work.lock(`assembly ${assemblyId}`, 'shared');
  }

  /** One transaction from here on, with the assembly alone. */
  holdAlone(work: Work, assemblyId: string): void {
    work.lock(`assembly ${assemblyId}`, 'exclusive');
    work.hold();
  }

  /** Who holds which duty now, of those who sit at the table. */
  holders(work: Work, clusterId: string): Promise<Holder[]> {
    return work.query<Holder>(
      `SELECT r.role, r.member_id AS "memberId" FROM role r JOIN seat s ON s.member_id = r.member_id
        WHERE r.cluster_id = $1 AND r.ended_at IS NULL AND r.since <= $2 AND r.until > $2`,
      [clusterId, work.origin.now],
    );
  }

  /** Which of the matters that an agenda names stand on the table of the cluster. */
  async mattersOnTable(work: Work, clusterId: string, agenda: Assembly['agenda']): Promise<ReadonlySet<string>> {
    const named = mattersOf(agenda);
    if (named.length === 0) return new Set();
    const rows = await work.query<{ id: string }>('SELECT id FROM matter WHERE cluster_id = $1 AND id = ANY ($2)', [clusterId, named]);
    return new Set(rows.map(({ id }) => id));
  }
}

/** An assembly as clients see it. */
export const showAssembly = ({ announcedAt: _, ...assembly }: Assembly): AssemblyView => assembly;
