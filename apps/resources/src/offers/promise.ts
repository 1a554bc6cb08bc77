import type { Big } from 'big.js';
import { isComparable, reckon } from '../quantities/quantity.js';
import { coversAll } from '../times/times.js';
import { exact, type Held, mostHeld } from './capacity.js';
import type { Offer } from './offer.js';

/** What pledges hold of an offer that is still to come. */
export interface Promised {
  /** Of what is shared by time. */
  readonly held: readonly Held[];
  /** Of a stock. */
  readonly stock: Big;
}

/** Whether what pledges hold of an offer is still there once it is said anew. */
export function keepsPromises(before: Offer, after: Offer, { held, stock }: Promised): boolean {
  if (held.length === 0 && stock.eq(0)) return true;
  if (after.sharing !== before.sharing) return false;
  if (after.sharing === 'stock') return isMeasuredAlike(before, after) && reckonAll(after).gte(stock);
  const stillToBeHad = coversAll(after, held);
  return stillToBeHad && (after.sharing !== 'counted' || (isMeasuredAlike(before, after) && exact(reckonAll(after)) >= mostHeld(held)));
}

const isMeasuredAlike = (before: Offer, after: Offer) => isComparable(reckon(before, before.hoursPerDay), reckon(after, after.hoursPerDay)) && before.hoursPerDay === after.hoursPerDay;
const reckonAll = (offer: Offer) => reckon(offer, offer.hoursPerDay).value;
