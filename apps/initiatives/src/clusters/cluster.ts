import {
  accept, ClusterInvited, type Happening, isRefusal, type InitiativeCluster as ClusterView, InitiativeClusterDecided, InitiativeClusterInvited, InitiativeClusterLeft, type Instant, NotPartner, refuse, UnknownCluster,
  WrongState,
} from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';
import { isActing, isPartner, leave, type Partner, type Turnover } from '../partners/partner.js';

/** A cluster in an initiative, or invited to it: others, and the home once another was invited. */
export interface Cluster {
  readonly initiativeId: string;
  /** The home. */
  readonly clusterId: string;
  readonly invitedClusterId: string;
  readonly name: string | null;
  readonly initiativeTitle: string;
  readonly state: ClusterView['state'];
  readonly invitedBy: string;
  readonly invitedAt: Instant;
  readonly decidedAt: Instant | null;
  readonly matterId: string | null;
  readonly leftAt: Instant | null;
}

/** What is known of clusters of the federation: their names, where they are known. */
export type Names = ReadonlyMap<string, string | null>;

const told = ({ initiativeId, clusterId, invitedClusterId }: Cluster) => ({ initiativeId, clusterId, invitedClusterId });

/**
 * A partner invites another cluster. With the first one the home is asked, too: its own table accepts that the initiative
 * goes beyond it. Who has declined or left can be asked again.
 * @param clusters all that were ever invited to the initiative
 */
export function invite(initiative: Initiative, partners: readonly Partner[], clusters: readonly Cluster[], invitedClusterId: string, names: Names, memberId: string, now: Instant) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming' && initiative.state !== 'running') return refuse(WrongState, { state: initiative.state, needed: 'forming, running' });
  if (!names.has(invitedClusterId)) return refuse(UnknownCluster);
  const { id: initiativeId, clusterId, title: initiativeTitle } = initiative;
  const before = clusters.find((cluster) => cluster.invitedClusterId === invitedClusterId);
  if (invitedClusterId === clusterId || (before && before.state !== 'declined' && before.state !== 'left')) return refuse(ClusterInvited, { state: before?.state ?? 'accepted' });
  const ask = (id: string): Cluster => ({
    initiativeId, clusterId, invitedClusterId: id, name: names.get(id) ?? null, initiativeTitle, state: 'invited', invitedBy: memberId, invitedAt: now, decidedAt: null, matterId: null, leftAt: null,
  });
  const invited = ask(invitedClusterId);
  const asked = clusters.some((cluster) => cluster.invitedClusterId === clusterId) ? [invited] : [ask(clusterId), invited];
  return { ...accept(initiative, asked.map((cluster) => InitiativeClusterInvited.of({ ...told(cluster), invitedBy: memberId, invitedAt: now }))), asked, invited };
}

/** What the table of a cluster has decided about an initiative. */
export interface TableDecision {
  readonly effect: 'initiative-acceptance' | 'initiative-departure';
  readonly isAdopted: boolean;
  readonly matterId: string;
  readonly decidedAt: Instant;
}

/**
 * What follows for a cluster from a decision of its table; undefined where nothing does. Who does not accept has declined,
 * also where too few have voted: it can be asked again. The home cannot decline, nor leave what is its own: it stays asked,
 * and its table may decide once more. What is over is neither accepted nor left.
 */
export function decide(initiative: Pick<Initiative, 'state'>, cluster: Cluster, decision: TableDecision): { readonly cluster: Cluster; readonly event: Happening } | undefined {
  const how = initiative.state === 'closed' || initiative.state === 'abandoned' ? undefined : howOf(cluster, decision);
  if (!how) return undefined;
  const { matterId, decidedAt } = decision;
  return { cluster: { ...cluster, state: how, matterId, decidedAt }, event: InitiativeClusterDecided.of({ ...told(cluster), how, state: initiative.state, matterId, decidedAt }) };
}

function howOf({ state, clusterId, invitedClusterId }: Cluster, { effect, isAdopted }: TableDecision): 'accepted' | 'declined' | 'leaving' | undefined {
  const isHome = clusterId === invitedClusterId;
  if (effect === 'initiative-acceptance' && state === 'invited' && isAdopted) return 'accepted';
  if (isHome) return undefined;
  if (state === 'invited') return effect === 'initiative-acceptance' || isAdopted ? 'declined' : undefined;
  return effect === 'initiative-departure' && state === 'accepted' && isAdopted ? 'leaving' : undefined;
}

/** A cluster leaves: each of its partners does, as if by itself, and who only asked to join does so no more. @param leavesOn the day after which they have left; null where no notice binds them */
export function leaveTogether(initiative: Initiative, partners: readonly Partner[], homeClusterId: string, leavesOn: string | null, now: Instant): Turnover {
  const left = partners
    .filter((partner) => partner.homeClusterId === homeClusterId)
    .map(({ memberId }) => leave(initiative, partners, memberId, { memberId, reason: null, leavesOn }, now))
    .flatMap((decision) => (isRefusal(decision) ? [] : [decision]));
  return { events: left.flatMap(({ events }) => events), changed: left.map(({ partner }) => partner) };
}

/** The clusters among these that are leaving and have no partner any more: they have left. */
export function leaveEmpty(clusters: readonly Cluster[], partners: readonly Partner[], now: Instant): { readonly clusters: readonly Cluster[]; readonly events: readonly Happening[] } {
  const empty = clusters.filter(({ state, invitedClusterId }) => state === 'leaving' && !partners.some((partner) => isActing(partner) && partner.homeClusterId === invitedClusterId));
  return { clusters: empty.map((cluster) => ({ ...cluster, state: 'left', leftAt: now })), events: empty.map((cluster) => InitiativeClusterLeft.of({ ...told(cluster), leftAt: now })) };
}

/** A cluster as clients see it. */
export const showCluster = ({ clusterId: homeClusterId, ...cluster }: Cluster): ClusterView => ({ ...cluster, homeClusterId });
