import { type About, castBallot, type Choice, closeVoting, type Cluster, deliberateMatter, listRoles, openVoting, putMatter, readResult, takeRole } from '@klaster/contracts';
import { atOnce, eventually } from '@klaster/testing';
import type { Ground, Seated } from './ground.js';

const rules = { deliberationHours: 0, votingHours: 0, hearingDays: 0, noticeDays: 0 } as const;

/** A table that decides as quickly as it is asked to, led by its animator. */
export class QuickTable {
  private constructor(
    private readonly ground: Ground,
    readonly cluster: Cluster,
    readonly animator: Seated,
    readonly others: readonly Seated[],
  ) {}

  static async of(ground: Ground, seats: number, more: Parameters<Ground['cluster']>[0] = {}): Promise<QuickTable> {
    const { cluster, seated } = await ground.table(seats, { ...rules, ...more });
    const [animator, ...others] = seated as [Seated, ...Seated[]];
    await animator.person.get(takeRole, { clusterId: cluster.id, role: 'animator' });
    return new QuickTable(ground, cluster, animator, others);
  }

  private get clusterId(): string {
    return this.cluster.id;
  }

  /** Puts a resolution on the table. */
  async resolution(about: About): Promise<string> {
    const { clusterId, animator: { person } } = this;
    const { id: matterId } = await person.get(putMatter, { clusterId, title: 'Uchwała', text: 'Bo tak postanawiamy.', about });
    await person.get(deliberateMatter, { clusterId, matterId });
    return matterId;
  }

  /** Opens voting and casts, so that only the closing is left. */
  async vote(matterId: string, votes: readonly (readonly [Seated, 'yes' | 'no'])[]): Promise<void> {
    await this.cast(matterId, votes.map(([seat, vote]) => [seat, { vote }]));
  }

  /** Puts an election of an animator on the table, opens it and casts. */
  async election(candidates: readonly Seated[], votes: readonly (readonly [Seated, Seated])[]): Promise<string> {
    const { clusterId, animator: { person } } = this;
    const { id: matterId } = await person.get(putMatter, {
      clusterId, kind: 'election', title: 'Wybory', text: 'Kto?', about: { role: 'animator' }, method: 'approval', candidates: candidates.map(({ member }) => member.id),
    });
    await person.get(deliberateMatter, { clusterId, matterId });
    await this.cast(matterId, votes.map(([seat, chosen]) => [seat, { approve: [chosen.member.id] }]));
    return matterId;
  }

  close(matterId: string) {
    return this.animator.person.call(closeVoting, { clusterId: this.clusterId, matterId });
  }

  result(matterId: string) {
    return this.animator.person.get(readResult, { clusterId: this.clusterId, matterId });
  }

  async decide(matterId: string, votes: readonly (readonly [Seated, 'yes' | 'no'])[]) {
    await this.vote(matterId, votes);
    await this.close(matterId);
    return this.result(matterId);
  }

  /** Keeps a decision from its commit until all that is begun meanwhile waits for it. */
  async betweenCountAndCommit(matterId: string, begin: () => readonly Promise<unknown>[]) {
    const { clusterId, animator: { person } } = this;
    // Both replicas know the standing of who closes as it is now: otherwise the first try would be for nothing.
    await atOnce(20, () => person.get(listRoles, { clusterId }));
    const keeper = await this.ground.bed.database.admin.connect();
    try {
      await keeper.query('BEGIN');
      await keeper.query('SELECT FROM membership.matter WHERE id = $1 FOR UPDATE', [matterId]);
      const closing = this.close(matterId);
      await this.untilWaiting(1);
      const begun = begin();
      await this.untilWaiting(1 + begun.length);
      await keeper.query('COMMIT');
      return { closing: await closing, begun: await Promise.all(begun) };
    } finally {
      await keeper.query('ROLLBACK');
      keeper.release();
    }
  }

  private async cast(matterId: string, ballots: readonly (readonly [Seated, Choice])[]): Promise<void> {
    const { clusterId } = this;
    await this.animator.person.get(openVoting, { clusterId, matterId });
    for (const [{ person }, choice] of ballots) await person.get(castBallot, { clusterId, matterId, choice }, { expectedVersion: 1 });
  }

  private async untilWaiting(count: number): Promise<void> {
    await eventually(async () => {
      const rows = await this.ground.bed.rows(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'membership-%' AND wait_event_type = 'Lock'`);
      return rows.length === count ? true : undefined;
    }, () => `${count} do not wait`);
  }
}
