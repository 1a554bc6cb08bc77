import {
  accept, type Decision, Forbidden, type Instant, LastRepresentative, type Mandate as MandateView, MandateEnded, MandateExists, MandateGranted, MandateNotOpen, MandateProposed,
  type MandateScope, mandateScopes, PeriodReversed, PersonActsAlone, refuse,
} from '@klaster/contracts';
import type { Party } from '../parties/party.js';

/** An account acts for a party. */
export interface Mandate {
  readonly id: string;
  readonly partyId: string;
  readonly accountId: string;
  readonly scopes: readonly MandateScope[];
  readonly state: MandateView['state'];
  readonly validFrom: Instant;
  readonly validUntil: Instant | null;
  readonly endedAt: Instant | null;
}

/** What a mandate is to be. */
export interface Terms {
  readonly accountId: string;
  readonly scopes: readonly MandateScope[];
  readonly validFrom?: Instant | undefined;
  readonly validUntil?: Instant | undefined;
}

const isOver = ({ validUntil }: Mandate, now: Instant) => validUntil !== null && validUntil <= now;

/** By this mandate its account may act just now. */
export const isValid = (mandate: Mandate, now: Instant): boolean => mandate.state === 'held' && mandate.validFrom <= now && !isOver(mandate, now);

/** Whether an account represents the party just now. */
export const represents = (mandates: readonly Mandate[], accountId: string, now: Instant): boolean =>
  mandates.some((mandate) => mandate.accountId === accountId && mandate.scopes.includes('represent') && isValid(mandate, now));

/** Who neither represents the party nor is the mandate's account learns nothing of it. */
export const mayKnow = (mandate: Mandate, mandates: readonly Mandate[], accountId: string, now: Instant): boolean =>
  mandate.accountId === accountId || represents(mandates, accountId, now);

/** By this mandate the party is represented for good: one such mandate always stays. */
const representsForGood = (mandate: Mandate, now: Instant) => mandate.scopes.includes('represent') && mandate.validUntil === null && isValid(mandate, now);

const toldOf = ({ id: mandateId, partyId, accountId }: Mandate) => ({ mandateId, partyId, accountId });
const grantedOf = (mandate: Mandate) => {
  const { scopes, validFrom, validUntil } = mandate;
  return { ...toldOf(mandate), scopes: [...scopes], validFrom, validUntil };
};

/** Whoever registers a party represents it from now on, with every scope. */
export function firstMandate(id: string, partyId: string, accountId: string, now: Instant) {
  const mandate: Mandate = { id, partyId, accountId, scopes: ['represent', 'contribute', 'read'], state: 'held', validFrom: now, validUntil: null, endedAt: null };
  return accept(mandate, [MandateGranted.of(grantedOf(mandate))]);
}

/**
 * A representative invites an account, or an account asks for itself.
 * @param by the account that proposes it
 */
export function proposeMandate(
  id: string,
  { accountId, scopes, ...period }: Terms,
  party: Pick<Party, 'id' | 'kind'>,
  mandates: readonly Mandate[],
  by: string,
  now: Instant,
): Decision<Mandate, 'person-acts-alone' | 'forbidden' | 'mandate-exists' | 'period-reversed'> {
  if (party.kind === 'person') return refuse(PersonActsAlone);
  const asks = accountId === by;
  if (!asks && !represents(mandates, by, now)) return refuse(Forbidden);
  if (mandates.some((mandate) => mandate.accountId === accountId && mandate.state !== 'ended')) return refuse(MandateExists);
  const validFrom = later(period.validFrom ?? now, now);
  const { validUntil = null } = period;
  if (validUntil !== null && validUntil <= validFrom) return refuse(PeriodReversed);
  const mandate: Mandate = {
    id, partyId: party.id, accountId, scopes: mandateScopes.filter((scope) => scopes.includes(scope)), state: asks ? 'requested' : 'invited', validFrom, validUntil, endedAt: null,
  };
  return accept(mandate, [MandateProposed.of({ ...grantedOf(mandate), by: asks ? 'account' : 'party' })]);
}

/** The other side accepts: nobody acted by the mandate before, so that it is valid from now on at the earliest. */
export function acceptMandate(mandate: Mandate, mandates: readonly Mandate[], by: string, now: Instant): Decision<Mandate, 'mandate-not-open' | 'forbidden'> {
  const { state } = mandate;
  if (state !== 'invited' && state !== 'requested') return refuse(MandateNotOpen, { state });
  if (isOver(mandate, now)) return refuse(MandateNotOpen, { state: 'ended' });
  const otherSide = state === 'invited' ? mandate.accountId === by : represents(mandates, by, now);
  if (!otherSide) return refuse(Forbidden);
  const held: Mandate = { ...mandate, state: 'held', validFrom: later(mandate.validFrom, now) };
  return accept(held, [MandateGranted.of(grantedOf(held))]);
}

/** A mandate is revoked or given up; an invitation or a request is declined or withdrawn. */
export function endMandate(
  mandate: Mandate,
  party: Pick<Party, 'kind'>,
  mandates: readonly Mandate[],
  now: Instant,
): Decision<Mandate, 'person-acts-alone' | 'mandate-not-open' | 'last-representative'> {
  if (party.kind === 'person') return refuse(PersonActsAlone);
  if (mandate.state === 'ended') return refuse(MandateNotOpen, { state: mandate.state });
  const another = mandates.some((other) => other.id !== mandate.id && representsForGood(other, now));
  if (representsForGood(mandate, now) && !another) return refuse(LastRepresentative);
  return end(mandate, mandate.state, now);
}

/** Its time is over: a mandate ends, and an invitation or a request that nobody answered. Undefined where there is nothing to end. */
export function expire(mandate: Mandate, now: Instant) {
  return mandate.state !== 'ended' && isOver(mandate, now) ? end(mandate, mandate.state, now) : undefined;
}

function end(mandate: Mandate, was: 'invited' | 'requested' | 'held', now: Instant) {
  const ended: Mandate = { ...mandate, state: 'ended', endedAt: now };
  return accept(ended, [MandateEnded.of({ ...toldOf(mandate), was, endedAt: now })]);
}

const later = (one: Instant, other: Instant) => (one > other ? one : other);
