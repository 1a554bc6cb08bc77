import { bringIdea as contract, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Partners } from '../partners/partners.js';
import { bringIdea } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class BringIdea {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
  ) {}

  async handle(request: RequestOf<typeof contract>, { work, member, now }: Call) {
    const { memberId, partyName } = await member;
    const brought = bringIdea(newId(), request, { memberId, name: partyName }, now);
    this.partners.add(work, brought.partner);
    return this.initiatives.add(work, brought);
  }
}
