import { changeIdea as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { InitiativeClusters } from '../clusters/initiative-clusters.js';
import { Partners } from '../partners/partners.js';
import { changeIdea } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class ChangeIdea {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly clusters: InitiativeClusters,
  ) {}

  async handle({ initiativeId, title, summary, novelty }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    const [initiative, partners, { memberId }] = await Promise.all([this.initiatives.hold(work, initiativeId, expectedVersion), this.partners.of(work, initiativeId), member]);
    if (isRefusal(initiative)) return initiative;
    const changed = changeIdea(initiative, partners, { title, summary, novelty }, memberId);
    if (isRefusal(changed)) return changed;
    if (title !== initiative.title) this.clusters.retitle(work, changed.state);
    return this.initiatives.keep(work, initiative, changed);
  }
}
