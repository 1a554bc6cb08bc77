import { isRefusal, makeStatement as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { makeStatement } from './matter.js';
import { Matters, showMatter } from './matters.js';

@Handles(contract)
export class MakeStatement {
  constructor(private readonly matters: Matters) {}

  async handle({ matterId, text }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const { memberId } = await member;
    const heard = await this.matters.change(work, matterId, expectedVersion, (matter) => makeStatement(matter, memberId, text, now));
    return isRefusal(heard) ? heard : showMatter(heard);
  }
}
