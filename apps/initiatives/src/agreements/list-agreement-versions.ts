import { listAgreementVersions as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { showVersion } from './agreement.js';
import { Agreements } from './agreements.js';
import { cursorAt, numberAt } from './version-cursor.js';

@Handles(contract)
export class ListAgreementVersions {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly agreements: Agreements,
  ) {}

  async handle({ initiativeId, limit, cursor }: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, versions, proposed, inForce, signatures] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.agreements.versionsAfter(work, initiativeId, numberAt(cursor), limit),
      this.agreements.proposed(work, initiativeId),
      this.agreements.inForce(work, initiativeId),
      this.agreements.signatures(work, initiativeId),
    ]);
    if (!initiative) return refuse(NotFound);
    const last = versions.at(-1)?.number ?? proposed;
    return { items: versions.map((version) => showVersion(version, signatures, inForce.at(-1)?.number)), nextCursor: last < proposed ? cursorAt(last) : null };
  }
}
