import { NotFound, readAgreementVersion as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showVersion } from './agreement.js';
import { Agreements } from './agreements.js';

@Handles(contract)
export class ReadAgreementVersion {
  constructor(private readonly agreements: Agreements) {}

  async handle({ initiativeId, number }: RequestOf<typeof contract>, { work }: Call) {
    const [version, inForce, signatures] = await Promise.all([
      this.agreements.version(work, initiativeId, number),
      this.agreements.inForce(work, initiativeId),
      this.agreements.signatures(work, initiativeId),
    ]);
    return version ? showVersion(version, signatures, inForce.at(-1)?.number) : refuse(NotFound);
  }
}
