import { isRefusal, NotFound, putMatter as contract, refuse, type RequestOf } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { refuseDissolved } from '../clusters/cluster.js';
import { Clusters } from '../clusters/clusters.js';
import { fault, type Known, matterOf, unfit } from './draft.js';
import { Matters, showMatter } from './matters.js';
import { putOnTable } from './put-on-table.js';

type Asked = RequestOf<typeof contract>;

@Handles(contract)
export class PutMatter {
  constructor(
    private readonly matters: Matters,
    private readonly clusters: Clusters,
  ) {}

  async handle({ clusterId, ...draft }: Asked, { work, member, now }: Call) {
    const [{ memberId }, cluster, known] = await Promise.all([member, this.clusters.find(work, clusterId), knownOf(work, clusterId, draft)]);
    if (!cluster) return refuse(NotFound);
    const dissolved = refuseDissolved(cluster);
    if (dissolved) return dissolved;
    const matter = matterOf(draft, cluster.rules, known, { clusterId, putBy: memberId });
    if (isRefusal(matter)) return matter;
    work.refuseWhenTaken('matter_of_charter', unfit(fault('/about/charterNumber', 'on-the-table', 'a matter about this version is on the table')));
    return showMatter(this.matters.put(work, putOnTable(newId(), matter, now)));
  }
}

/** What the table knows of what a draft names: asked only of a draft that names something. */
async function knownOf(work: Work, clusterId: string, { about: { charterNumber, memberId }, candidates = [] }: Omit<Asked, 'clusterId'>): Promise<Known> {
  const ids = memberId === undefined ? candidates : [...candidates, memberId];
  const [members, charters] = await Promise.all([
    ids.length > 0 ? work.query<Known['members'][number]>('SELECT id, party_name AS "partyName", state FROM member WHERE cluster_id = $1 AND id = ANY ($2)', [clusterId, ids]) : [],
    charterNumber === undefined ? [] : work.query<{ state: string }>('SELECT state FROM charter_version WHERE cluster_id = $1 AND number = $2', [clusterId, charterNumber]),
  ]);
  return { members, charterState: charters[0]?.state };
}
