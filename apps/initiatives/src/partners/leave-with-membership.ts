import { accept, isRefusal, MemberExcluded, MemberLeft } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { after, depart, isActing } from './partner.js';
import { Partners } from './partners.js';

/** Where a member takes part or asks to: in its own cluster, and in the homes of initiatives that its cluster takes part in. */
const homes = `SELECT DISTINCT cluster_id AS home FROM initiative_cluster WHERE invited_cluster_id = $1 AND cluster_id <> $1`;
const partnerships = `SELECT p.initiative_id AS id FROM initiative_partner p JOIN initiative i ON i.id = p.initiative_id
  WHERE p.cluster_id = $1 AND p.member_id = ANY ($2::uuid[]) AND p.state IN ('candidate', 'partner', 'leaving') AND i.state NOT IN ('closed', 'abandoned') GROUP BY p.initiative_id ORDER BY p.initiative_id`;

/** Who is a member no longer is no partner any more: its part of what was spent stays to be settled. */
@ReactsTo(MemberLeft, MemberExcluded)
export class LeaveWithMembership implements Reaction<typeof MemberLeft | typeof MemberExcluded> {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async apply(events: readonly Told<typeof MemberLeft | typeof MemberExcluded>[], work: Work): Promise<void> {
    const { clusterid } = events[0]!;
    const members = new Map(events.map(({ data }) => [data.memberId, data.endedAt]));
    const elsewhere = await work.query<{ home: string }>(homes, [clusterid]);
    await this.leaveAll(work, clusterid, members);
    for (const { home } of elsewhere) {
      work.enter(home);
      await this.leaveAll(work, home, members);
    }
    if (elsewhere.length > 0) work.enter(clusterid);
  }

  private async leaveAll(work: Work, clusterId: string, members: ReadonlyMap<string, string>): Promise<void> {
    for (const { id } of await work.query<{ id: string }>(partnerships, [clusterId, [...members.keys()]])) {
      const [initiative, everybody] = await Promise.all([this.initiatives.hold(work, id), this.partners.everybody(work, id)]);
      if (isRefusal(initiative)) throw new Error(`initiative ${id} is gone`);
      const gone = everybody.filter((partner) => members.has(partner.memberId) && (isActing(partner) || partner.state === 'candidate')).map((partner) => depart(partner, 'membership', members.get(partner.memberId)!));
      if (gone.length === 0) continue;
      await this.initiatives.keepAtOnce(work, initiative, accept(initiative, gone.map(({ event }) => event)), clusterId);
      const changed = gone.map(({ partner }) => partner);
      for (const partner of changed) this.partners.update(work, partner);
      this.partners.watch(work, initiative, after(everybody, changed));
    }
  }
}
