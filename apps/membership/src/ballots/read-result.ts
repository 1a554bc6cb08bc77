import { NotFound, readResult as contract, refuse, type RequestOf, Undecided } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Matters } from '../matters/matters.js';
import { findRevision } from '../revisions/revisions.js';
import { resultOf } from './result.js';

@Handles(contract)
export class ReadResult {
  constructor(private readonly matters: Matters) {}

  async handle({ matterId }: RequestOf<typeof contract>, { work }: Call) {
    const matter = await this.matters.find(work, matterId);
    if (!matter) return refuse(NotFound);
    const revision = await findRevision(work, matterId, matter.revision);
    return resultOf(matter, revision!.textSha256) ?? refuse(Undecided, { state: matter.state });
  }
}
