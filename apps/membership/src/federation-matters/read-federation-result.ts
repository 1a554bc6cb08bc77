import { NotFound, readFederationResult as contract, refuse, type RequestOf, Undecided } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { resultOf } from '../ballots/result.js';
import { Matters } from '../matters/matters.js';
import { findRevision } from '../revisions/revisions.js';
import { atFederation } from './federation-table.js';

@Handles(contract)
export class ReadFederationResult {
  constructor(private readonly matters: Matters) {}

  async handle({ matterId }: RequestOf<typeof contract>, { work, accountId }: Call) {
    atFederation(work, accountId);
    const matter = await this.matters.find(work, matterId);
    if (!matter) return refuse(NotFound);
    const revision = await findRevision(work, matterId, matter.revision);
    return resultOf(matter, revision!.textSha256) ?? refuse(Undecided, { state: matter.state });
  }
}
