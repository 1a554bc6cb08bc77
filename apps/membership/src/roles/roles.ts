import { type Accepted, type Instant, isRefusal, type RoleName } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { endRole, type Role } from './role.js';

export const roleSchema = new EntitySchema<Role>({
  name: 'role',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    role: { type: 'text' },
    since: { type: 'timestamptz' },
    until: { type: 'timestamptz' },
    matterId: { type: 'uuid', nullable: true },
    endedAt: { type: 'timestamptz', nullable: true },
  },
});

export const shownRole = `r.id, r.version, r.cluster_id AS "clusterId", r.member_id AS "memberId", r.role, instant(r.since) AS since, instant(r.until) AS until,
  r.matter_id AS "matterId", instant(r.ended_at) AS "endedAt"`;

export const roleEndTimer = 'membership.role.end';

/** Held now: the term runs, and its holder sits at the table. */
const held = (now: string) => `r.ended_at IS NULL AND r.until > ${now} AND EXISTS (SELECT FROM seat s WHERE s.member_id = r.member_id)`;

/** Who holds a role. */
export type Holder = Pick<Role, 'role' | 'memberId'>;

@Injectable()
export class Roles extends Collection<Role> {
  constructor(database: Database) {
    super(database, roleSchema);
  }

  /** Whether a member holds a role now. */
  async holds(work: Work, memberId: string, role: RoleName, now: Instant): Promise<boolean> {
    const rows = await work.query(`SELECT FROM role r WHERE r.member_id = $1 AND r.role = $2 AND ${held('$3')}`, [memberId, role, now]);
    return rows.length > 0;
  }

  /** Who holds which role at a table now. */
  holders(work: Work, clusterId: string): Promise<Holder[]> {
    return work.query<Holder>(`SELECT r.role, r.member_id AS "memberId" FROM role r WHERE r.cluster_id = $1 AND ${held('$2')}`, [clusterId, work.origin.now]);
  }

  /** Keeps others from giving roles in the cluster until the work ends. */
  holdAll(work: Work, clusterId: string): void {
    work.hold();
    work.lock(`roles ${clusterId}`, 'exclusive');
  }

  /** Gives a role, until its term is over. */
  give(work: Work, given: Accepted<Role>): Role {
    const role = this.add(work, given, given.state.clusterId);
    work.schedule({ name: roleEndTimer, subject: role.id, clusterId: role.clusterId, dueAt: role.until });
    return role;
  }

  /** The roles of a member that have not ended. */
  heldBy(work: Work, memberId: string): Promise<Role[]> {
    return work.query<Role>(`SELECT ${this.columns} FROM role WHERE member_id = $1 AND ended_at IS NULL`, [memberId]);
  }

  /** Those who have a role in a cluster that has not ended. */
  holdersOf(work: Work, clusterId: string, role: RoleName): Promise<Role[]> {
    return work.query<Role>(`SELECT ${this.columns} FROM role WHERE cluster_id = $1 AND role = $2 AND ended_at IS NULL`, [clusterId, role]);
  }

  /** Ends roles before their term is over: their holder has gone, or others were elected. The work must be held. */
  async end(work: Work, roles: readonly Role[], now: Instant): Promise<void> {
    await Promise.all(
      roles.map(async (role) => {
        const ended = endRole(role, now);
        if (isRefusal(ended)) return;
        work.schedule({ name: roleEndTimer, subject: role.id, clusterId: role.clusterId, dueAt: null });
        await this.keepAtOnce(work, role, ended, role.clusterId);
      }),
    );
  }
}
