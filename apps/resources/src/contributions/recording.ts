import { type Conditions, type Decision, NoRate, type Receiver, refuse } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Categories } from '../categories/categories.js';
import { Directory } from '../directory/directory.js';
import { isGuest } from '../directory/home.js';
import { Fulfilment } from '../pledges/fulfilment.js';
import { DeclaredValues } from '../rate-tables/declare-value.js';
import { circumstancesOf } from './circumstances.js';
import { type Contribution, type Facts, type LineProblem, record } from './contribution.js';
import type { Given } from './given.js';
import { Once } from './once.js';

/** What somebody says was given, and by which rates it is valued. */
export interface Valued extends Given {
  readonly rateTableId?: string | undefined;
}

/** What somebody asks to be recorded. */
export interface Recorded extends Valued {
  /** Left out: the acting member. */
  readonly giver?: string | undefined;
  readonly receiver: Receiver;
  readonly pledgeId?: string | undefined;
}

/** Judges what is to be recorded, one or a thousand at once: by the same rules, with what the service knows. */
@Injectable()
export class Recording {
  constructor(
    private readonly directory: Directory,
    private readonly categories: Categories,
    private readonly fulfilment: Fulfilment,
    private readonly values: DeclaredValues,
  ) {}

  /** Decides on each, in their order; what they need to know is asked in one flight. */
  decide(call: Call, clusterId: string, lines: readonly Recorded[]): Promise<Decision<Contribution, LineProblem>[]> {
    const once = new Once();
    return Promise.all(lines.map((line) => this.judge(call, clusterId, line, once)));
  }

  /** What is known of something given: its category, its value, the licence of its pledge. The rates of another cluster are not shown. */
  async factsOf(work: Work, clusterId: string, { category, quantity, givenOn, conditions, rateTableId }: Valued, { pledgeId, receiver }: Pick<Recorded, 'pledgeId' | 'receiver'>, once = new Once()): Promise<Facts> {
    const [known, confirmationDays, licence, declaredValue] = await Promise.all([
      once.ask(`category ${category}`, () => this.categories.find(work, category)),
      once.ask('window', () => this.directory.confirmationDays(work)),
      pledgeId === undefined || conditions !== undefined ? null : once.ask(`licence ${pledgeId}`, () => licenceOf(work, pledgeId, receiver)),
      rateTableId === undefined ? null : isGuest(work, clusterId) ? refuse(NoRate, { category, givenOn }) : once.behindFirst(`rates ${rateTableId}`, () => this.values.declare(work, rateTableId, { category, quantity: quantity ?? null, givenOn })),
    ]);
    return { category: known, confirmationDays, licence, declaredValue };
  }

  private async judge(call: Call, clusterId: string, { giver, receiver, pledgeId, ...given }: Recorded, once: Once): Promise<Decision<Contribution, LineProblem>> {
    const { work, member } = call;
    const [{ memberId }, sides, facts, fits] = await Promise.all([
      member,
      once.ask(`sides ${giver} ${JSON.stringify(receiver)}`, () => this.directory.sidesOf(work, giver, receiver)),
      this.factsOf(work, clusterId, given, { pledgeId, receiver }, once),
      pledgeId === undefined || this.fits(call, { giver, receiver, pledgeId, ...given }, pledgeId, once),
    ]);
    return record(newId(), { giver: giver ?? memberId, receiver, pledgeId, given }, { ...facts, sides, fits }, circumstancesOf(work, clusterId, memberId));
  }

  /** Whatever the value is: lines that differ in nothing else are asked about once. */
  private async fits({ work, member }: Call, { giver, receiver, category, quantity, amount }: Recorded, pledgeId: string, once: Once): Promise<boolean> {
    const fulfilling = { pledgeId, giver: giver ?? (await member).memberId, receiver, category, quantity: quantity ?? null, amount: amount ?? null };
    return once.ask(`fits ${JSON.stringify({ ...fulfilling, quantity: quantity?.unit, amount: amount?.currency })}`, () => this.fulfilment.fits(work, fulfilling));
  }
}

/** The licence under which the offer of a pledge is shared, if it is one of knowledge. */
async function licenceOf(work: Work, pledgeId: string, receiver: Receiver): Promise<Conditions | null> {
  const [offer] = await work.query<{ conditions: Conditions | null }>('SELECT o.conditions FROM pledge p JOIN offer o ON o.cluster_id = p.cluster_id AND o.id = p.offer_id WHERE p.id = $1 AND p.receiver = $2', [pledgeId, JSON.stringify(receiver)]);
  return offer?.conditions ?? null;
}
