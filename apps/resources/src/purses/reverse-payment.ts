import { EntryNotReversible, isRefusal, NotFound, refuse, type RequestOf, reversePayment as contract } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { takeBack } from './purse.js';
import { Purses } from './purses.js';

@Handles(contract)
export class ReversePayment {
  constructor(
    private readonly purses: Purses,
    private readonly directory: Directory,
  ) {}

  async handle({ clusterId, purseId, entryId, reason }: RequestOf<typeof contract>, { work, member }: Call) {
    const [{ memberId }, known, payment] = await Promise.all([member, this.purses.find(work, purseId), this.purses.findEntry(work, purseId, entryId)]);
    if (!known || !payment) return refuse(NotFound);
    const { partners } = await this.directory.sidesOf(work, undefined, { initiativeId: known.initiativeId });
    const [purse = known, entry = payment] = await Promise.all([this.purses.findAlone(work, known, payment.memberId), this.purses.findEntry(work, purseId, entryId)]);
    const taken = takeBack(purse, newId(), entry, reason, partners, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(taken)) return taken;
    work.refuseWhenTaken('purse_entry_reversal', refuse(EntryNotReversible));
    return this.purses.enter(work, taken);
  }
}
