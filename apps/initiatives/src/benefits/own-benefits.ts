import { type Decision, isRefusal, NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import type { Benefit, Place } from './benefit.js';
import { Benefits } from './benefits.js';

/** Benefits as partners change them: while nobody closes their initiative. */
@Injectable()
export class OwnBenefits {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly benefits: Benefits,
  ) {}

  /** Where a benefit is reported, and who acts. */
  async place(initiativeId: string, { work, member }: Call): Promise<(Place & { readonly memberId: string }) | Refusal<'not-found'>> {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.keepStill(work, initiativeId), this.partners.everybody(work, initiativeId), member]);
    return isRefusal(initiative) ? initiative : { initiative, partners, memberId };
  }

  async change<Slug extends string>(
    { initiativeId, benefitId }: { readonly initiativeId: string; readonly benefitId: string },
    call: Call,
    decide: (benefit: Benefit, place: Place, memberId: string) => Decision<Benefit, Slug>,
  ): Promise<Benefit | Refusal<Slug | 'not-found' | 'stale-version'>> {
    const { work, expectedVersion } = call;
    const [place, benefit] = await Promise.all([this.place(initiativeId, call), this.benefits.find(work, benefitId)]);
    if (isRefusal(place)) return place;
    if (benefit?.initiativeId !== initiativeId) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== benefit.version) return refuse(StaleVersion);
    const decision = decide(benefit, place, place.memberId);
    return isRefusal(decision) ? decision : this.benefits.keep(work, benefit, decision);
  }
}
