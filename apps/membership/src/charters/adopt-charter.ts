import { adoptCharter as contract, isRefusal, NotFound, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Adoption } from './adoption.js';
import { adoptWhileForming } from './charter.js';
import { showCharter } from './charters.js';

@Handles(contract)
export class AdoptCharter {
  constructor(private readonly adoption: Adoption) {}

  async handle({ clusterId, number }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [prepared] = await Promise.all([this.adoption.prepare(work, clusterId, number), member]);
    if (!prepared) return refuse(NotFound);
    const { cluster, charter, inForce } = prepared;
    if (expectedVersion !== undefined && expectedVersion !== charter.version) return refuse(StaleVersion);
    const adopted = adoptWhileForming(charter, inForce, cluster.state === 'forming', now);
    return isRefusal(adopted) ? adopted : showCharter(await this.adoption.complete(work, prepared, adopted));
  }
}
