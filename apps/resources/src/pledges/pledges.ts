import { type Accepted, type Decision, type Instant, isRefusal, type Pledge as PledgeView, type Refusal } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { Needs } from '../needs/needs.js';
import type { Offer } from '../offers/offer.js';
import { inUnitOfSql } from '../quantities/in-unit-of-sql.js';
import { endOfDay } from '../times/zone.js';
import { Holdings, released } from './holdings.js';
import { isOpen, type Pledge, progressBetween, shownGiven } from './pledge.js';

export const pledgeSchema = new EntitySchema<Pledge>({
  name: 'pledge',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    giver: { type: 'uuid' },
    receiver: { type: 'jsonb' },
    needId: { type: 'uuid', nullable: true },
    offerId: { type: 'uuid', nullable: true },
    kind: { type: 'text' },
    category: { type: 'text' },
    quantity: { type: 'jsonb', nullable: true },
    amount: { type: 'jsonb', nullable: true },
    hoursPerDay: { type: 'text', nullable: true },
    atOnce: { type: 'text', nullable: true },
    spans: { type: 'jsonb' },
    by: { name: 'by_day', type: 'date' },
    note: { type: 'text', nullable: true },
    state: { type: 'text' },
    given: { type: 'numeric' },
    proposedBy: { type: 'uuid' },
    proposedAt: { type: 'timestamptz' },
    acceptedBy: { type: 'uuid', nullable: true },
    acceptedAt: { type: 'timestamptz', nullable: true },
    endedAt: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});

/** Pledges, with what hangs on them: what they hold of offers, their progress for needs, and the timer by which they lapse. */
@Injectable()
export class Pledges extends Collection<Pledge> {
  constructor(
    database: Database,
    private readonly needs: Needs,
    private readonly holdings: Holdings,
  ) {
    super(database, pledgeSchema);
  }

  /** Keeps a new pledge, if its need is still open and its offer as it was read, and has room for it. */
  propose(work: Work, accepted: Accepted<Pledge>, offer: Offer | undefined): Pledge {
    const pledge = this.add(work, accepted);
    if (offer) this.holdings.take(work, pledge, offer);
    if (pledge.needId) work.write({ name: 'need_open', text: `SELECT FROM need WHERE id = $1 AND state IN ('open', 'partly-met')`, values: [pledge.needId], expectOne: true });
    this.schedule(work, pledge);
    return pledge;
  }

  override keep(work: Work, before: Pledge, accepted: Accepted<Pledge>, clusterId?: string): Pledge {
    const pledge = super.keep(work, before, accepted, clusterId);
    for (const statement of released([pledge])) work.write(statement);
    if (isOpen(pledge) !== isOpen(before)) this.schedule(work, pledge);
    return pledge;
  }

  /** The same in a work that is held; what it held is for the caller to free, for all that end together. */
  override async keepAtOnce(work: Work, before: Pledge, accepted: Accepted<Pledge>, clusterId?: string): Promise<Pledge> {
    const pledge = await super.keepAtOnce(work, before, accepted, clusterId);
    if (isOpen(pledge) !== isOpen(before)) this.schedule(work, pledge);
    return pledge;
  }

  /** The pledges of members and to members that are still to be given; nobody else changes them until the work, which is held, ends. */
  openOf(work: Work, members: readonly string[]): Promise<Pledge[]> {
    return work.query<Pledge>(
      `SELECT ${this.columns} FROM pledge WHERE (giver = ANY ($1::uuid[]) OR receiver_member = ANY ($1::uuid[])) AND state IN ('proposed', 'accepted', 'partly-fulfilled') ORDER BY id FOR NO KEY UPDATE`,
      [members],
    );
  }

  /** The pledges to initiatives that are still to be given; nobody else changes them until the work, which is held, ends. */
  openTo(work: Work, initiatives: readonly string[]): Promise<Pledge[]> {
    return work.query<Pledge>(`SELECT ${this.columns} FROM pledge WHERE receiver_initiative = ANY ($1::uuid[]) AND state IN ('proposed', 'accepted', 'partly-fulfilled') ORDER BY id FOR NO KEY UPDATE`, [initiatives]);
  }

  /**
   * Loads, decides and keeps, and counts for the need behind it.
   * @param isOver whether the receiving initiative looks for nothing any more, whatever becomes of its needs
   */
  async decide<Slug extends string>(
    work: Work,
    id: string,
    expectedVersion: number | undefined,
    now: Instant,
    decide: (pledge: Pledge) => Decision<Pledge, Slug> | Promise<Decision<Pledge, Slug>>,
    isOver = false,
  ): Promise<Pledge | Refusal<Slug | 'not-found' | 'stale-version'>> {
    let before: Pledge | undefined;
    const after = await this.change(work, id, expectedVersion, (pledge) => decide((before = pledge)));
    if (!isRefusal(after) && before?.needId) await this.needs.progress(work, before.needId, progressBetween(before, after), isOver, now);
    return after;
  }

  private schedule(work: Work, { id, by, clusterId, ...pledge }: Pledge): void {
    work.schedule({ name: 'resources.pledge.lapse', subject: id, dueAt: isOpen(pledge) ? new Date(endOfDay(by)).toISOString() : null, clusterId });
  }
}

/** A pledge as clients see it. */
export const showPledge = (pledge: Pledge): PledgeView => ({ ...pledge, spans: [...pledge.spans], given: shownGiven(pledge) });

/** The same for lists: of the table `pledge`. */
export const shownPledge = `id, version, cluster_id AS "clusterId", giver, receiver, need_id AS "needId", offer_id AS "offerId", kind, category, quantity, amount, hours_per_day AS "hoursPerDay", at_once AS "atOnce",
  spans, by_day AS "by", note, state, ${inUnitOfSql('given')} AS given, proposed_by AS "proposedBy", instant(proposed_at) AS "proposedAt", accepted_by AS "acceptedBy", instant(accepted_at) AS "acceptedAt",
  instant(ended_at) AS "endedAt", reason`;
