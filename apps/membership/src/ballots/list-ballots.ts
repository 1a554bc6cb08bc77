import { listBallots as contract, NotFound, refuse, type RequestOf, Undecided } from '@klaster/contracts';
import { type Call, Handles, listPage } from '@klaster/service-kit';
import { interestsOf } from '../interests/interests-beside.js';
import { Matters } from '../matters/matters.js';

/** INV: no ballot is shown while voting runs, and none of a secret vote with the seat that cast it. */
@Handles(contract)
export class ListBallots {
  constructor(private readonly matters: Matters) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    const { matterId } = request;
    const matter = await this.matters.find(work, matterId);
    if (!matter) return refuse(NotFound);
    if (matter.state !== 'decided') return refuse(Undecided, { state: matter.state });
    return listPage(work, request, { ...(matter.secret ? ofSecretVote : ofOpenVote), values: [matterId], order: 'ascending' });
  }
}

const ofOpenVote = {
  select: `b.member_id AS "memberId", b.cast_by AS "castBy", NULL AS token, b.choice, ${interestsOf('b.member_id', 'm')} AS interest`,
  from: 'ballot b JOIN matter m ON m.id = b.matter_id',
  where: 'b.matter_id = $1 AND b.choice IS NOT NULL',
  key: 'b.member_id',
};
const ofSecretVote = {
  select: 'NULL AS "memberId", NULL AS "castBy", t.token, t.choice, NULL AS interest',
  from: 'tallied_ballot t',
  where: 't.matter_id = $1',
  key: 't.id',
};
