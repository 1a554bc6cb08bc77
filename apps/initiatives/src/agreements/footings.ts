import type { AgreementTerms } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { InitiativeClusters } from '../clusters/initiative-clusters.js';
import type { Footing } from '../readiness/readiness.js';
import type { Partner } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import { missingSignatures } from './agreement.js';
import { Agreements } from './agreements.js';
import { namedBy } from './terms.js';

/** What the start of the work depends on besides its partners. */
@Injectable()
export class Footings {
  constructor(
    private readonly agreements: Agreements,
    private readonly partners: Partners,
    private readonly clusters: InitiativeClusters,
  ) {}

  async of(work: Work, initiativeId: string): Promise<Footing> {
    const [partners, signatures, inForce, newest, undecided] = await Promise.all([
      this.partners.of(work, initiativeId),
      this.agreements.signatures(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      this.agreements.newest(work, initiativeId),
      this.clusters.undecided(work, initiativeId),
    ]);
    const current = inForce.at(-1);
    const inForceFor = current && unnamed(current.terms, partners).length === 0 ? current.number : undefined;
    if (!newest) return { inForce: inForceFor, newest: undefined, undecided };
    // Who signed that it leaves, and has come again, is bound by no version that is in force.
    const unbound = unnamed(newest.terms, partners).filter((memberId) => newest.inForceSince !== null || !newest.signatories.includes(memberId));
    return { inForce: inForceFor, newest: { number: newest.number, missing: [...missingSignatures(newest, signatures), ...unbound] }, undecided };
  }
}

function unnamed(terms: AgreementTerms, partners: readonly Partner[]): string[] {
  const named = namedBy(terms);
  return partners.map(({ memberId }) => memberId).filter((memberId) => !named.includes(memberId));
}
