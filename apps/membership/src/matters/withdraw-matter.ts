import { isRefusal, NotFound, refuse, type RequestOf, withdrawMatter as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Consequences } from './consequences.js';
import { withdraw } from './matter.js';
import { Matters, showMatter } from './matters.js';

@Handles(contract)
export class WithdrawMatter {
  constructor(
    private readonly matters: Matters,
    private readonly consequences: Consequences,
  ) {}

  async handle({ matterId, reason }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const { memberId } = await member;
    const matter = await this.matters.findAlone(work, matterId);
    if (!matter) return refuse(NotFound);
    const withdrawn = withdraw(matter, memberId, reason, now);
    if (isRefusal(withdrawn)) return withdrawn;
    const kept = this.matters.keep(work, matter, withdrawn);
    await this.consequences.returned(work, kept);
    return showMatter(kept);
  }
}
