import {
  accept, type Decision, IdeaBrought, IdeaChanged, type Initiative as InitiativeView, InitiativeAbandoned, InitiativeClosed, InitiativeClosing, InitiativeForming, InitiativeStarted, type Instant,
  NotCoordinator, NotPartner, PartnerJoined, refuse, WrongState,
} from '@klaster/contracts';
import { firstPartner, isPartner, type Joining, type Partner } from '../partners/partner.js';
import { type CloseSlug, type Ending, type Footing, lacksOfClosing, lacksOfStart, type StartSlug } from '../readiness/readiness.js';

/**
 * What members take on together. Its version counts every event of its partnership too: partners, proposals and
 * signatures; so all that happens to one initiative happens one after the other.
 */
export interface Initiative {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly title: string;
  readonly summary: string;
  readonly novelty: string;
  readonly state: InitiativeView['state'];
  readonly broughtBy: string;
  readonly createdAt: Instant;
  readonly startedAt: Instant | null;
  readonly closingAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly reason: string | null;
}

export type Idea = Pick<Initiative, 'clusterId' | 'title' | 'summary' | 'novelty'>;

/** F6: any member brings an idea to the table; it is the first partner and the coordinator. */
export function bringIdea(id: string, { clusterId, title, summary, novelty }: Idea, { memberId, name }: Pick<Joining, 'memberId' | 'name'>, now: Instant) {
  const initiative: Initiative = {
    id, version: 0, clusterId, title, summary, novelty, state: 'idea', broughtBy: memberId, createdAt: now, startedAt: null, closingAt: null, endedAt: null, reason: null,
  };
  const partner = firstPartner(initiative, { memberId, homeClusterId: clusterId, name }, now);
  const { coordinator, joinedAt } = partner;
  const events = [
    IdeaBrought.of({ initiativeId: id, clusterId, title, broughtBy: memberId }),
    PartnerJoined.of({ initiativeId: id, clusterId, memberId, homeClusterId: clusterId, coordinator, joinedAt }),
  ];
  return { ...accept(initiative, events), partner };
}

/** A partner changes what an initiative says of itself. Once it runs others rely on it. */
export function changeIdea(initiative: Initiative, partners: readonly Partner[], { title, summary, novelty }: Omit<Idea, 'clusterId'>, memberId: string): Decision<Initiative, 'not-partner' | 'initiative-wrong-state'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'idea' && initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'idea, forming' });
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, title, summary, novelty }, [IdeaChanged.of({ initiativeId, clusterId, title, changedBy: memberId })]);
}

/** A partner opens the forming of the partnership. */
export function form(initiative: Initiative, partners: readonly Partner[], memberId: string): Decision<Initiative, 'not-partner' | 'initiative-wrong-state'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'idea') return refuse(WrongState, { state: initiative.state, needed: 'idea' });
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, state: 'forming' }, [InitiativeForming.of({ initiativeId, clusterId })]);
}

/** A partner starts the work. @param partners those that take part */
export function start(initiative: Initiative, partners: readonly Partner[], footing: Footing, memberId: string, now: Instant): Decision<Initiative, 'not-partner' | 'initiative-wrong-state' | StartSlug> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  const [lack] = lacksOfStart(partners, footing);
  if (lack) return lack.refusal;
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, state: 'running', startedAt: now }, [InitiativeStarted.of({ initiativeId, clusterId, agreementVersion: footing.inForce!, startedAt: now })]);
}

/** A partner says that the work is done: what is promised to it still is released, what is open is ended. */
export function beginClosing(initiative: Initiative, partners: readonly Partner[], memberId: string, now: Instant): Decision<Initiative, 'not-partner' | 'initiative-wrong-state'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'running') return refuse(WrongState, { state: initiative.state, needed: 'running' });
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, state: 'closing', closingAt: now }, [InitiativeClosing.of({ initiativeId, clusterId, closingAt: now })]);
}

/** A partner closes what lacks nothing any more. @param everybody all that ever were partners */
export function close(initiative: Initiative, everybody: readonly Partner[], ending: Ending, memberId: string, now: Instant): Decision<Initiative, 'not-partner' | 'initiative-wrong-state' | CloseSlug> {
  if (!isPartner(everybody, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'closing') return refuse(WrongState, { state: initiative.state, needed: 'closing' });
  const [lack] = lacksOfClosing(everybody, ending);
  if (lack) return lack.refusal;
  const { id: initiativeId, clusterId } = initiative;
  const { settled: { settled: settlements }, benefits, lessons } = ending;
  return accept({ ...initiative, state: 'closed', endedAt: now }, [InitiativeClosed.of({ initiativeId, clusterId, settlements, benefits, lessons, closedAt: now })]);
}

/** Whether it has ended, one way or the other. */
export const isOver = ({ state }: Pick<Initiative, 'state'>): boolean => state === 'closed' || state === 'abandoned';

/** The coordinator gives it up, or any partner where nobody coordinates. */
export function abandon(initiative: Initiative, partners: readonly Partner[], reason: string, memberId: string, now: Instant): Decision<Initiative, 'not-partner' | 'not-coordinator' | 'initiative-wrong-state'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  const coordinator = partners.find((partner) => partner.coordinator);
  if (coordinator && coordinator.memberId !== memberId) return refuse(NotCoordinator);
  const { id: initiativeId, clusterId, state: was } = initiative;
  if (isOver(initiative)) return refuse(WrongState, { state: was, needed: 'idea, forming, running, closing' });
  return accept({ ...initiative, state: 'abandoned', endedAt: now, reason }, [InitiativeAbandoned.of({ initiativeId, clusterId, was, abandonedBy: memberId, abandonedAt: now })]);
}
