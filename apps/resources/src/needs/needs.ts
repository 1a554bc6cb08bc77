import type { Accepted, Instant, Need as NeedView, Receiver } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { type Listed, Listings } from '../matching/listings.js';
import { inUnitOfSql } from '../quantities/in-unit-of-sql.js';
import { endOfDay } from '../times/zone.js';
import { isOpen, type Need, progress, progressAfterwards, type Progress, shownProgress } from './need.js';

export const needSchema = new EntitySchema<Need>({
  name: 'need',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    receiver: { type: 'jsonb' },
    raisedBy: { type: 'uuid' },
    kind: { type: 'text' },
    category: { type: 'text' },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    quantity: { type: 'jsonb', nullable: true },
    amount: { type: 'jsonb', nullable: true },
    hoursPerDay: { type: 'text', nullable: true },
    from: { name: 'from_day', type: 'date', nullable: true },
    until: { name: 'until_day', type: 'date', nullable: true },
    windows: { type: 'jsonb' },
    municipality: { type: 'text', nullable: true },
    visibility: { type: 'text' },
    state: { type: 'text' },
    promised: { type: 'numeric' },
    given: { type: 'numeric' },
    raisedAt: { type: 'timestamptz' },
    reason: { type: 'text', nullable: true },
  },
});

/** Needs, with the timer by which they expire and the listing by which they are found. */
@Injectable()
export class Needs extends Collection<Need> {
  constructor(
    database: Database,
    private readonly listings: Listings,
  ) {
    super(database, needSchema);
  }

  override add(work: Work, accepted: Accepted<Need>): Need {
    return this.follow(work, undefined, super.add(work, accepted));
  }

  override keep(work: Work, before: Need, accepted: Accepted<Need>, clusterId?: string): Need {
    return this.follow(work, before, super.keep(work, before, accepted, clusterId));
  }

  override async keepAtOnce(work: Work, before: Need, accepted: Accepted<Need>, clusterId?: string): Promise<Need> {
    return this.follow(work, before, await super.keepAtOnce(work, before, accepted, clusterId));
  }

  /** Counts for a need what is promised and given, more or less than before. */
  async progress(work: Work, id: string, by: Progress, isOver: boolean, now: Instant): Promise<void> {
    if (by.promised.eq(0) && by.given.eq(0)) return;
    const need = await this.find(work, id);
    if (!need) throw new Error(`need ${id} is gone`);
    this.keep(work, need, isOver ? progressAfterwards(need, by, now) : progress(need, by, now), need.clusterId);
  }

  /** The needs of members that look for something; nobody else changes them until the work, which is held, ends. */
  openOf(work: Work, members: readonly string[]): Promise<Need[]> {
    return work.query<Need>(`SELECT ${this.columns} FROM need WHERE receiver_member = ANY ($1::uuid[]) AND state IN ('open', 'partly-met') ORDER BY id FOR NO KEY UPDATE`, [members]);
  }

  /** The needs of initiatives that look for something; nobody else changes them until the work, which is held, ends. */
  openTo(work: Work, initiatives: readonly string[]): Promise<Need[]> {
    return work.query<Need>(`SELECT ${this.columns} FROM need WHERE receiver_initiative = ANY ($1::uuid[]) AND state IN ('open', 'partly-met') ORDER BY id FOR NO KEY UPDATE`, [initiatives]);
  }

  /** What goes with a need: that it can be found while it looks for something, and that it ends after its last day. */
  private follow(work: Work, before: Need | undefined, need: Need): Need {
    const [was, is] = [before && listingOf(before), listingOf(need)];
    if (is && JSON.stringify(is) !== JSON.stringify(was)) this.listings.list(work, is);
    else if (was && !is) this.listings.unlist(work, need.id);
    const [expired, expires] = [(before && expiryOf(before)) ?? null, expiryOf(need)];
    if (expires !== expired) work.schedule({ name: 'resources.need.expire', subject: need.id, dueAt: expires, clusterId: need.clusterId });
    return need;
  }
}

const expiryOf = (need: Need): Instant | null => (isOpen(need) && need.until !== null ? new Date(endOfDay(need.until)).toISOString() : null);

const sideOf = (receiver: Receiver) => ('memberId' in receiver ? { memberId: receiver.memberId, initiativeId: null } : { memberId: null, initiativeId: receiver.initiativeId });

/** How it is listed for others to find; undefined where it looks for nothing. */
function listingOf(need: Need): Listed | undefined {
  if (!isOpen(need)) return undefined;
  const { id, clusterId, receiver, kind, category, title, description, quantity, amount, hoursPerDay, from, until, windows, municipality, visibility, raisedAt } = need;
  return { id, side: 'need', clusterId, ...sideOf(receiver), kind, category, title, description, quantity, amount, hoursPerDay, from, until, windows, municipality, visibility, listedAt: raisedAt };
}

/** A need as clients see it. */
export const showNeed = (need: Need): NeedView => ({ ...need, windows: [...need.windows], ...shownProgress(need) });

/** The same for lists: of the table `need`. */
export const shownNeed = `id, version, cluster_id AS "clusterId", receiver, raised_by AS "raisedBy", kind, category, title, description, quantity, amount, hours_per_day AS "hoursPerDay",
  from_day AS "from", until_day AS "until", windows, municipality, visibility, state, ${inUnitOfSql('promised')} AS promised, ${inUnitOfSql('given')} AS given, instant(raised_at) AS "raisedAt", reason`;
