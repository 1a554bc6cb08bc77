import { accept, type Instant, isRefusal, MemberExcluded, MemberLeft } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { InitiativeHomes } from '../clusters/initiative-homes.js';
import { isOver } from '../initiatives/initiative.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { after, depart } from './partner.js';
import { Partners } from './partners.js';

const bound = `SELECT DISTINCT initiative_id AS id FROM initiative_partner WHERE cluster_id = $1 AND member_id = ANY ($2::uuid[]) AND state IN ('candidate', 'partner', 'leaving') ORDER BY 1`;

/** A member that has gone for good takes part in nothing that is not over: in no initiative of its cluster, and in none elsewhere. What it is called stays. */
@ReactsTo(MemberLeft, MemberExcluded)
export class EndPartnershipsOfDepartedMembers implements Reaction<typeof MemberLeft | typeof MemberExcluded> {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly homes: InitiativeHomes,
  ) {}

  /** Home after home, and in each initiative after initiative, in one order for all clusters whose members go. */
  async apply(events: readonly Told<typeof MemberLeft | typeof MemberExcluded>[], work: Work): Promise<void> {
    const goneAt = new Map(events.map(({ data }) => [data.memberId, data.endedAt]));
    const { clusterId } = events[0]!.data;
    const elsewhere = await this.homes.askElsewhere(work);
    for (const home of [...new Set([clusterId, ...elsewhere.values()])].toSorted()) {
      work.enter(home);
      for (const { id } of await work.query<{ id: string }>(bound, [home, [...goneAt.keys()]])) await this.end(work, id, goneAt);
    }
    work.enter(clusterId);
  }

  private async end(work: Work, initiativeId: string, goneAt: ReadonlyMap<string, Instant>): Promise<void> {
    const [initiative, partners] = await Promise.all([this.initiatives.hold(work, initiativeId), this.partners.everybody(work, initiativeId)]);
    if (isRefusal(initiative) || isOver(initiative)) return;
    const departed = partners.filter(({ memberId, leftAt }) => leftAt === null && goneAt.has(memberId)).map((partner) => depart(partner, 'membership', goneAt.get(partner.memberId)!));
    if (departed.length === 0) return;
    await this.initiatives.keepAtOnce(work, initiative, accept(initiative, departed.map(({ event }) => event)), initiative.clusterId);
    for (const { partner } of departed) this.partners.update(work, partner);
    this.partners.watch(work, initiative, after(partners, departed.map(({ partner }) => partner)));
  }
}
