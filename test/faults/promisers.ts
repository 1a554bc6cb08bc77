import { Random } from './random.ts';
import type { Sender } from './sender.ts';
import { better, type Place } from './writers.ts';

/** What is scarce in a cluster: a few tents at a time, and the money of an initiative. */
export interface Scarce extends Place {
  readonly giverId: string;
  readonly offerId: string;
  readonly initiativeId: string;
  readonly purseId: string;
  /** The hours for which tents are asked: few, so that most are refused. */
  readonly hours: readonly string[];
}

/** What is known at the end of one pledge, and of the payment behind it. */
export interface Promised {
  readonly number: number;
  readonly clusterId: string;
  readonly pledge: 'acknowledged' | 'failed' | 'unknown';
  readonly payment: 'acknowledged' | 'failed' | 'unknown';
}

export const tents = 3;
export const promiseMark = (number: number): string => `obietnica ${number}`;
const shareImpatient = 0.25;
const shareCancelled = 0.4;
const shareDoubled = 0.2;
const mostPaid = 300;

/** Asks for what is scarce, gives some of it back, and pays out of a purse into which little comes. */
export class Promisers {
  readonly promised: Promised[] = [];
  private readonly sender: Sender;
  private readonly places: readonly Scarce[];
  private readonly seed: number;

  constructor(sender: Sender, places: readonly Scarce[], seed: number) {
    this.sender = sender;
    this.places = places;
    this.seed = seed;
  }

  /** One after the other, beside the contribution with this number. */
  async promise(number: number): Promise<void> {
    const random = new Random(this.seed * 7_000_003 + number);
    const place = this.places[number % this.places.length]!;
    const base = `/v1/clusters/${place.clusterId}`;
    const [impatient, cancelled, doubled] = [shareImpatient, shareCancelled, shareDoubled].map((share) => random.next() < share) as [boolean, boolean, boolean];
    const from = place.hours[random.between(0, place.hours.length - 1)]!;
    const spans = [{ from, until: new Date(Date.parse(from) + 3_600_000).toISOString() }];
    const body = { offerId: place.offerId, quantity: { value: '1', unit: 'piece' }, atOnce: '1', spans, by: spans[0]!.until.slice(0, 10), note: promiseMark(number) };
    const propose = () => this.sender.send({ what: 'pledge', number, token: place.receiver, path: `${base}/pledges`, body, impatient, mayBe: ['capacity-taken'] });
    const [first, twin] = doubled ? await Promise.all([propose(), propose()]) : [await propose(), undefined];
    const pledge = better(first, twin);
    if (cancelled && pledge.body?.id) await this.sender.send({ what: 'cancel', number, token: place.receiver, path: `${base}/pledges/${pledge.body.id}/cancellation`, body: { reason: promiseMark(number) }, impatient: false });
    const paid = { amountMinor: random.between(1, mostPaid), payee: 'Sklep', purpose: promiseMark(number), paidOn: '2026-11-20' };
    const { fate: payment } = await this.sender.send({ what: 'pay', number, token: place.giver, path: `${base}/purses/${place.purseId}/payments`, body: paid, impatient, mayBe: ['purse-too-low'] });
    this.promised.push({ number, clusterId: place.clusterId, pledge: pledge.fate, payment });
  }
}
