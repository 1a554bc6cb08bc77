import { NotFound, readAgreementVersion as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Partners } from '../partners/partners.js';
import { showVersion } from './agreement.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class ReadAgreementVersion {
  constructor(
    private readonly partners: Partners,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId, number }: RequestOf<typeof contract>, { work }: Call) {
    const [version, partners, signatures] = await Promise.all([
      this.agreements.version(work, initiativeId, number),
      this.partners.of(work, initiativeId),
      this.agreements.signatures(work, initiativeId),
    ]);
    return version ? showVersion(version, partners, signatures) : refuse(NotFound);
  }
}
