import { declareLastingInterest as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Members } from '../members/members.js';
import { declareLasting } from './interest.js';
import { Interests } from './interests.js';

@Handles(contract)
export class DeclareLastingInterest {
  constructor(
    private readonly members: Members,
    private readonly interests: Interests,
  ) {}

  async handle({ clusterId, initiativeId, partnerId, text }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, partner] = await Promise.all([member, partnerId === undefined ? undefined : this.members.find(work, partnerId)]);
    const declared = declareLasting({ initiativeId, partnerId }, partner?.clusterId === clusterId, { id: newId(), clusterId, memberId, text }, now);
    return isRefusal(declared) ? declared : this.interests.add(work, declared);
  }
}
