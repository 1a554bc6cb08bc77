import {
  accept, ClustersUndecided, type Decision, IdeaBrought, IdeaChanged, type Initiative as InitiativeView, InitiativeForming, InitiativeStarted, type Instant, NoAgreementInForce, NoAgreementProposed, NotPartner,
  PartnerJoined, refuse, TooFewPartners, WrongState,
} from '@klaster/contracts';
import { firstPartner, isPartner, type Joining, type Partner } from '../partners/partner.js';
import { namesOf } from '../partners/partners.js';

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

const fewestPartners = 2;

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

type StartRefusal = 'not-partner' | 'initiative-wrong-state' | 'too-few-partners' | 'no-agreement-proposed' | 'no-agreement-in-force' | 'clusters-undecided';

/** What the start of the work depends on besides its partners. */
export interface Footing {
  /** The version that is in force. */
  readonly inForce: number | undefined;
  /** The newest version with the members whose signature it lacks; also partners that it does not name. */
  readonly newest: { readonly number: number; readonly missing: readonly string[] } | undefined;
  /** The names of clusters that have not accepted it. */
  readonly undecided: readonly string[];
}

/** INV: it runs only with an agreement in force that names every partner, and at least two partners (F8). */
export function start(initiative: Initiative, partners: readonly Partner[], { inForce, newest, undecided }: Footing, memberId: string, now: Instant): Decision<Initiative, StartRefusal> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  if (partners.length < fewestPartners) return refuse(TooFewPartners, { partners: partners.length });
  if (newest === undefined) return refuse(NoAgreementProposed);
  if (inForce === undefined) return refuse(NoAgreementInForce, { number: newest.number, missing: namesOf(partners, newest.missing).join(', ') });
  if (undecided.length > 0) return refuse(ClustersUndecided, { missing: undecided.join(', ') });
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, state: 'running', startedAt: now }, [InitiativeStarted.of({ initiativeId, clusterId, agreementVersion: inForce, startedAt: now })]);
}
