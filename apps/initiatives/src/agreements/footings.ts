import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { InitiativeClusters } from '../clusters/initiative-clusters.js';
import type { Footing } from '../initiatives/initiative.js';
import { Partners } from '../partners/partners.js';
import { missingSignatures } from './agreement.js';
import { Agreements } from './agreements.js';

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
    const names = ({ signatories }: { readonly signatories: readonly string[] }, memberId: string) => signatories.includes(memberId);
    const inForceFor = current !== undefined && partners.every(({ memberId }) => names(current, memberId)) ? current.number : undefined;
    if (!newest) return { inForce: inForceFor, newest: undefined, undecided };
    const unnamed = partners.map(({ memberId }) => memberId).filter((memberId) => !names(newest, memberId));
    return { inForce: inForceFor, newest: { number: newest.number, missing: [...missingSignatures(newest, signatures), ...unnamed] }, undecided };
  }
}
