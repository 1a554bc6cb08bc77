import type { Balances } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { daysLater } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Agreements } from '../agreements/agreements.js';
import { lastDayOf } from '../costs/sharing.js';
import type { Partner } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import { Progress } from '../progress/progress.js';
import { reckon, type Reckoned } from './reckoning.js';
import { Settlements } from './settlements.js';

/** What is to be settled, as it stands. */
export interface Standing {
  readonly partners: readonly Partner[];
  readonly currency: string;
  readonly reckoned: Reckoned;
}

/** Reckons what is not settled yet: PostgreSQL adds up, and what is added up is shared. */
@Injectable()
export class Reckonings {
  constructor(
    private readonly settlements: Settlements,
    private readonly partners: Partners,
    private readonly agreements: Agreements,
    private readonly progress: Progress,
  ) {}

  async of(work: Work, initiativeId: string): Promise<Standing> {
    const [partners, versions, given] = await Promise.all([
      this.partners.everybody(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      this.progress.contributed(work, initiativeId),
    ]);
    const sums = await this.settlements.sums(work, initiativeId, boundariesOf(partners));
    return { partners, currency: sums[0]?.currency ?? versions.at(-1)?.terms.currency ?? 'PLN', reckoned: reckon(sums, { partners, versions, given }) };
  }
}

/** The days after which somebody takes part no more. */
const boundariesOf = (partners: readonly Partner[]): string[] =>
  [...new Set(partners.flatMap((partner) => lastDayOf(partner) ?? []))].sort().map((day) => daysLater(day, 1));

/** How the partners would stand if it were settled now. */
export const balancesOf = ({ currency, reckoned: { toPlace: _, ...reckoned } }: Standing): Balances => ({ currency, ...reckoned });
