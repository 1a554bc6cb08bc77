import type { Balances } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Agreements } from '../agreements/agreements.js';
import { Progress } from '../progress/progress.js';
import { reckon, type Reckoned } from './reckoning.js';
import { Settlements } from './settlements.js';

/** What is to be settled, as it stands. */
export interface Unsettled {
  readonly currency: string;
  readonly reckoned: Reckoned;
}

/** Reckons what is not settled yet: PostgreSQL adds up, and what is added up is shared. */
@Injectable()
export class Reckonings {
  constructor(
    private readonly settlements: Settlements,
    private readonly agreements: Agreements,
    private readonly progress: Progress,
  ) {}

  async of(work: Work, initiativeId: string): Promise<Unsettled> {
    const [sums, versions, given] = await Promise.all([this.settlements.sums(work, initiativeId), this.agreements.inForce(work, initiativeId), this.progress.contributed(work, initiativeId)]);
    return { currency: sums[0]?.currency ?? versions.at(-1)?.terms.currency ?? 'PLN', reckoned: reckon(sums, { versions, given }) };
  }
}

/** How the partners would stand if it were settled now. */
export const balancesOf = ({ currency, reckoned: { toPlace: _, ...reckoned } }: Unsettled): Balances => ({ currency, ...reckoned });
