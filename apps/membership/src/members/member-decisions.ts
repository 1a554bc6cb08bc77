import { type Decision, isRefusal, type MatterResult } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { dissolve } from '../clusters/cluster.js';
import { Clusters } from '../clusters/clusters.js';
import type { Matter } from '../matters/matter.js';
import { Roles } from '../roles/roles.js';
import { admitByTable, declineByItself, exclude, type Member, reinstateByTable, suspendByTable } from './member.js';
import { Members } from './members.js';
import { Seats } from './seats.js';

type Effect = MatterResult['effect'];

const longestReason = 2_000;
/** What the table went by, as far as it fits beside a member; the matter has it in full. */
const reasonOf = ({ text }: Matter) => text.slice(0, longestReason).replace(/\p{Cs}$/u, '');

/**
 * What the table decides on a member, or on the cluster of its members, is done here. The member is held, so that it
 * is done to what is true now: where the member was quicker nothing can be done any more.
 */
@Injectable()
export class MemberDecisions {
  constructor(
    private readonly members: Members,
    private readonly seats: Seats,
    private readonly clusters: Clusters,
    private readonly roles: Roles,
  ) {}

  async decided(work: Work, matter: Matter): Promise<Effect> {
    const { kind, outcome, about } = matter;
    if (kind === 'admission') return outcome === 'adopted' ? this.admitted(work, matter) : this.declined(work, matter);
    if (outcome !== 'adopted') return 'none';
    if (kind === 'exclusion') return this.excluded(work, matter);
    if (kind !== 'resolution' || !about.effect) return 'none';
    if (about.effect === 'dissolution') return this.dissolved(work, matter);
    return about.effect === 'suspension' ? this.suspended(work, matter) : this.reinstated(work, matter);
  }

  private async admitted(work: Work, matter: Matter): Promise<Effect> {
    const [member, table] = await Promise.all([this.hold(work, matter), this.seats.tableOf(work, matter.clusterId)]);
    if (!member || !table || table.terms.clusterState === 'dissolved') return 'impossible';
    return this.keep(work, member, admitByTable(member, matter.id, newId(), work.origin.now), () => this.seats.given(work, table));
  }

  private async declined(work: Work, matter: Matter): Promise<Effect> {
    const reason = matter.outcome === 'no-quorum' ? 'Stół nie zdecydował o przyjęciu: zabrakło kworum.' : 'Stół zagłosował przeciw przyjęciu.';
    const member = await this.hold(work, matter);
    return member ? this.keep(work, member, declineByItself(member, reason, work.origin.now)) : 'impossible';
  }

  private async excluded(work: Work, matter: Matter): Promise<Effect> {
    const member = await this.hold(work, matter);
    if (!member) return 'impossible';
    const roles = await this.roles.heldBy(work, member.id);
    const { now } = work.origin;
    return this.keep(work, member, exclude(member, matter.id, reasonOf(matter), now), () => this.roles.end(work, roles, now));
  }

  private async suspended(work: Work, matter: Matter): Promise<Effect> {
    const member = await this.hold(work, matter);
    return member ? this.keep(work, member, suspendByTable(member, matter.id, reasonOf(matter), work.origin.now)) : 'impossible';
  }

  private async reinstated(work: Work, matter: Matter): Promise<Effect> {
    const [member, table] = await Promise.all([this.hold(work, matter), this.seats.tableOf(work, matter.clusterId)]);
    if (!member || !table) return 'impossible';
    return this.keep(work, member, reinstateByTable(member, matter.id, newId(), work.origin.now), () => this.seats.given(work, table));
  }

  private async dissolved(work: Work, matter: Matter): Promise<Effect> {
    const cluster = await this.clusters.hold(work, matter.clusterId);
    const dissolved = cluster && dissolve(cluster, matter.id, work.origin.now);
    if (!dissolved || isRefusal(dissolved)) return 'impossible';
    this.clusters.keep(work, cluster, dissolved, cluster.id);
    return 'done';
  }

  private async hold(work: Work, { about, clusterId }: Matter): Promise<Member | undefined> {
    const member = about.memberId === undefined ? undefined : await this.members.hold(work, about.memberId);
    return member?.clusterId === clusterId ? member : undefined;
  }

  /** Does it, and what follows; or nothing where it is not as the table thought any more. */
  private async keep(work: Work, member: Member, decision: Decision<Member>, follow?: () => void | Promise<void>): Promise<Effect> {
    if (isRefusal(decision)) return 'impossible';
    await follow?.();
    this.members.keep(work, member, decision, member.clusterId);
    return 'done';
  }
}
