import { ClusterNotSeated, federationId, isRefusal, putFederationMatter as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { matterOf } from '../matters/draft.js';
import { Matters, showMatter } from '../matters/matters.js';
import { putOnTable } from '../matters/put-on-table.js';
import { federationRules } from './federation-matter.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class PutFederationMatter {
  constructor(
    private readonly table: FederationTable,
    private readonly matters: Matters,
  ) {}

  async handle({ clusterId, ...draft }: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    await this.table.speak(call);
    if (!(await this.table.hasSeat(work, clusterId))) return refuse(ClusterNotSeated);
    const matter = matterOf({ ...draft, secret: false, about: {} }, federationRules, { members: [] }, { clusterId: federationId, putBy: clusterId });
    return isRefusal(matter) ? matter : showMatter(this.matters.put(work, putOnTable(newId(), matter, now)));
  }
}
