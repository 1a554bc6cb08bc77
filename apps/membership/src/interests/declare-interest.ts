import { declareInterest as contract, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Matters } from '../matters/matters.js';
import { declare } from './interest.js';
import { Interests } from './interests.js';

@Handles(contract)
export class DeclareInterest {
  constructor(
    private readonly matters: Matters,
    private readonly interests: Interests,
  ) {}

  async handle({ clusterId, matterId, text }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, matter] = await Promise.all([member, this.matters.find(work, matterId)]);
    if (!matter) return refuse(NotFound);
    const declared = declare(matter, { id: newId(), clusterId, memberId, text }, now);
    return isRefusal(declared) ? declared : this.interests.add(work, declared);
  }
}
