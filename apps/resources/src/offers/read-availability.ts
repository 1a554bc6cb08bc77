import { type Availability, NotFound, readAvailability as contract, refuse, type RequestOf, WrongTimes } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Big } from 'big.js';
import { inUnitOf, reckon } from '../quantities/quantity.js';
import type { Interval } from '../times/intervals.js';
import { intervalsOf } from '../times/times.js';
import { dayMs } from '../times/zone.js';
import { freeIn, type Held } from './capacity.js';
import { isOpen, isSeenBy, type Offer } from './offer.js';
import { Offers } from './offers.js';
import { Reservations } from './reservations.js';

const mostMs = 400 * dayMs;
const one = new Big(1);

@Handles(contract)
export class ReadAvailability {
  constructor(
    private readonly offers: Offers,
    private readonly reservations: Reservations,
  ) {}

  async handle({ clusterId, offerId, from, until }: RequestOf<typeof contract>, { work, member }: Call) {
    const asked = { fromMs: Date.parse(from), untilMs: Date.parse(until) };
    const lastsMs = asked.untilMs - asked.fromMs;
    if (lastsMs <= 0 || lastsMs > mostMs) return refuse(WrongTimes);
    const [{ memberId }, offer, held, stock] = await Promise.all([
      member,
      this.offers.find(work, offerId),
      this.reservations.heldOf(work, clusterId, offerId, asked),
      this.reservations.heldOfStock(work, clusterId, offerId),
    ]);
    if (!offer || !isSeenBy(offer, memberId)) return refuse(NotFound);
    return offer.sharing === 'stock' ? leftOf(offer, stock) : freeTimesOf(offer, held, asked);
  }
}

/** What is not promised yet; nothing of what is over. */
function leftOf(offer: Offer, held: Big): Availability {
  const left = isOpen(offer) ? reckon(offer, offer.hoursPerDay).value.minus(held) : new Big(0);
  return { sharing: offer.sharing, unit: unitOf(offer), free: inUnitOf(offer, left, offer.hoursPerDay), items: [] };
}

/** Knowledge is free however many hold it; of what is exclusive a reservation takes all, and of what is counted its part. */
function freeTimesOf(offer: Offer, held: readonly Held[], asked: Interval): Availability {
  const counted = offer.sharing === 'counted';
  const capacity = counted ? reckon(offer, offer.hoursPerDay).value : one;
  const taken = { counted: held, exclusive: held.map((each) => ({ ...each, quantity: one })), unlimited: [], stock: [] }[offer.sharing];
  const free = isOpen(offer) ? freeIn(intervalsOf(offer, asked), taken, capacity) : [];
  return {
    sharing: offer.sharing,
    unit: counted ? unitOf(offer) : null,
    free: null,
    items: free.map((time) => ({ from: instant(time.fromMs), until: instant(time.untilMs), free: counted ? inUnitOf(offer, time.free, offer.hoursPerDay) : '1' })),
  };
}

const unitOf = ({ quantity, amount }: Offer) => quantity?.unit ?? amount?.currency ?? null;
const instant = (ms: number) => new Date(ms).toISOString();
