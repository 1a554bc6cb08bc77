import { CannotTakeBack, isRefusal, refuse, type Refusal } from '@klaster/contracts';
import { newId, VersionConflict, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { contribute, type Contributed, emptyPurse } from './purse.js';
import { Purses } from './purses.js';

/** A confirmed financial contribution to an initiative, or the confirmed reversal of one. */
export interface ContributedMoney extends Contributed {
  readonly clusterId: string;
  readonly initiativeId: string;
  /** The contribution that it takes back, where it is a reversal. */
  readonly reversalOf: string | null;
}

/** Books contributed money in the purses of initiatives. */
@Injectable()
export class ContributedMoneys {
  constructor(private readonly purses: Purses) {}

  /**
   * Books it in the same transaction as the confirmation. Refuses to take back what is spent. It holds the work, and the
   * purse alone: once in a work, before anything else in it is locked or written.
   */
  async book(work: Work, contributed: ContributedMoney): Promise<Refusal<(typeof CannotTakeBack)['slug']> | undefined> {
    const { contributionId, clusterId, initiativeId, giver, amount, reversalOf, now } = contributed;
    const key = { clusterId, initiativeId, currency: amount.currency };
    const [known, booked, takenBack] = await Promise.all([
      this.purses.findAlone(work, key, giver),
      this.purses.entryOf(work, contributionId),
      reversalOf === null ? undefined : this.purses.entryOf(work, reversalOf),
    ]);
    // Somebody else confirmed it while this one waited for the purse.
    if (booked) throw new VersionConflict('booked meanwhile');
    // What was confirmed before there were purses never came into one.
    if (reversalOf !== null && !takenBack) return undefined;
    const entered = contribute(known ?? emptyPurse(newId(), key, now), newId(), contributed, takenBack);
    if (isRefusal(entered)) return entered;
    work.refuseWhenTaken('purse_too_low', refuse(CannotTakeBack));
    this.purses.enter(work, entered);
    return undefined;
  }
}
