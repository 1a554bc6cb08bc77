import type { AgreementTerms, Instant } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { expect } from './benefit.js';
import { Benefits } from './benefits.js';

/** What an agreement expects each partner, or all of them, to gain. */
@Injectable()
export class Expectations {
  constructor(private readonly benefits: Benefits) {}

  /** Enters the benefits that a version expects as it comes into force: those that an earlier one has not named, word for word. In a work that holds the initiative. */
  async expect(work: Work, initiative: { readonly id: string; readonly clusterId: string }, version: { readonly number: number; readonly terms: AgreementTerms }, now: Instant): Promise<void> {
    if (version.terms.expectedBenefits.length === 0) return;
    this.benefits.addAll(work, expect(initiative, version, await this.benefits.expected(work, initiative.id), newId, now), initiative.clusterId);
  }
}
