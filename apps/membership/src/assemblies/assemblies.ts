import { type Assembly as AssemblyView, type Decision, isRefusal, NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { Roles } from '../roles/roles.js';
import { type Assembly, type Duties, dutiesOf, mattersOf } from './assembly.js';

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
  constructor(
    database: Database,
    private readonly roles: Roles,
  ) {
    super(database, assemblySchema);
  }

  /** Loads an assembly and what the acting member may do, in one flight; decides, keeps. */
  async act<Slug extends string>(
    { clusterId, assemblyId }: { readonly clusterId: string; readonly assemblyId: string },
    { work, member, expectedVersion }: Call,
    decide: (assembly: Assembly, by: Duties) => Decision<Assembly, Slug> | Promise<Decision<Assembly, Slug>>,
  ): Promise<AssemblyView | Refusal<Slug | 'not-found' | 'stale-version'>> {
    const [by, before] = await Promise.all([this.duties(work, clusterId, member), this.find(work, assemblyId)]);
    if (!before) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== before.version) return refuse(StaleVersion);
    const decision = await decide(before, by);
    return isRefusal(decision) ? decision : showAssembly(this.keep(work, before, decision));
  }

  /** What the acting member may do at the assemblies of its table. */
  async duties(work: Work, clusterId: string, member: Call['member']): Promise<Duties> {
    const [{ memberId }, holders] = await Promise.all([member, this.roles.holders(work, clusterId)]);
    return dutiesOf(memberId, holders);
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
