import {
  accept, type Decision, IdeaBrought, type Initiative as InitiativeView, InitiativeForming, InitiativeStarted, type Instant, NoAgreementInForce, NotPartner,
  PartnerJoined, refuse, TooFewPartners, WrongState,
} from '@klaster/contracts';
import { missingSignatures, numberInForce, type Signature } from '../agreements/agreement.js';
import { firstPartner, isPartner, type Partner } from '../partners/partner.js';

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
}

export type Idea = Pick<Initiative, 'clusterId' | 'title' | 'summary' | 'novelty'>;

const fewestPartners = 2;

/** F6: any member brings an idea to the table; it is the first partner and the coordinator. */
export function bringIdea(id: string, { clusterId, title, summary, novelty }: Idea, memberId: string, now: Instant) {
  const initiative: Initiative = { id, version: 0, clusterId, title, summary, novelty, state: 'idea', broughtBy: memberId, createdAt: now, startedAt: null };
  const partner = firstPartner(initiative, memberId, now);
  const { coordinator, joinedAt } = partner;
  const events = [
    IdeaBrought.of({ initiativeId: id, clusterId, title, broughtBy: memberId }),
    PartnerJoined.of({ initiativeId: id, clusterId, memberId, coordinator, joinedAt }),
  ];
  return { ...accept(initiative, events), partner };
}

/** A partner opens the forming of the partnership. */
export function form(initiative: Initiative, partners: readonly Partner[], memberId: string): Decision<Initiative, 'not-partner' | 'initiative-wrong-state'> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'idea') return refuse(WrongState, { state: initiative.state, needed: 'idea' });
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, state: 'forming' }, [InitiativeForming.of({ initiativeId, clusterId })]);
}

type StartRefusal = 'not-partner' | 'initiative-wrong-state' | 'too-few-partners' | 'no-agreement-in-force';

/**
 * INV: it runs only with an agreement in force and at least two partners (F8).
 * @param proposed how many versions of the agreement there are
 * @param nameOf how to name a member to the person who is told that its signature is missing
 */
export function start(
  initiative: Initiative,
  partners: readonly Partner[],
  { signatures, proposed }: { readonly signatures: readonly Signature[]; readonly proposed: number },
  memberId: string,
  nameOf: (memberId: string) => string,
  now: Instant,
): Decision<Initiative, StartRefusal> {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (initiative.state !== 'forming') return refuse(WrongState, { state: initiative.state, needed: 'forming' });
  if (partners.length < fewestPartners) return refuse(TooFewPartners, { partners: partners.length });
  const agreementVersion = numberInForce(partners, signatures);
  if (agreementVersion === undefined) {
    const missing = missingSignatures(partners, signatures, proposed);
    return refuse(NoAgreementInForce, { missing: missing.map(nameOf).join(', ') });
  }
  const { id: initiativeId, clusterId } = initiative;
  return accept({ ...initiative, state: 'running', startedAt: now }, [InitiativeStarted.of({ initiativeId, clusterId, agreementVersion, startedAt: now })]);
}
