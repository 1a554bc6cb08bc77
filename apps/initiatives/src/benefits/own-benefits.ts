import { NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { type Known, KnownInitiatives } from '../initiatives/known-initiatives.js';
import type { Benefit, Saying } from './benefit.js';
import { Benefits } from './benefits.js';

interface Seen {
  readonly benefit: Benefit;
  readonly known: Known;
  readonly saying: Saying;
}

/** A benefit of the initiative that is asked for, with what is decided by. */
@Injectable()
export class OwnBenefits {
  constructor(
    private readonly benefits: Benefits,
    private readonly initiatives: KnownInitiatives,
  ) {}

  async see({ initiativeId, benefitId }: { readonly initiativeId: string; readonly benefitId: string }, { work, member, now, expectedVersion }: Call): Promise<Seen | Refusal<'not-found' | 'stale-version'>> {
    const [benefit, known, { memberId }] = await Promise.all([this.benefits.find(work, benefitId), this.initiatives.find(work, initiativeId), member]);
    if (benefit?.initiativeId !== initiativeId || !known) return refuse(NotFound);
    return expectedVersion === undefined || expectedVersion === benefit.version ? { benefit, known, saying: { memberId, now } } : refuse(StaleVersion);
  }
}
