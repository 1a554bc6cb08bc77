import { isRefusal, NotFound, payFromPurse as contract, PurseTooLow, refuse, type RequestOf, StaleVersion } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { circumstancesOf } from '../contributions/circumstances.js';
import { Directory } from '../directory/directory.js';
import { pay } from './purse.js';
import { Purses } from './purses.js';

@Handles(contract)
export class PayFromPurse {
  constructor(
    private readonly purses: Purses,
    private readonly directory: Directory,
  ) {}

  async handle({ clusterId, purseId, ...payment }: RequestOf<typeof contract>, { work, member, expectedVersion }: Call) {
    const [{ memberId }, known] = await Promise.all([member, this.purses.find(work, purseId)]);
    if (!known) return refuse(NotFound);
    const { partners, giverIsMember: payeeIsMember } = await this.directory.sidesOf(work, payment.memberId, { initiativeId: known.initiativeId });
    const purse = (await this.purses.findAlone(work, known, payment.memberId ?? null)) ?? known;
    if (expectedVersion !== undefined && expectedVersion !== purse.version) return refuse(StaleVersion);
    const paid = pay(purse, newId(), payment, { partners, payeeIsMember }, circumstancesOf(work, clusterId, memberId));
    if (isRefusal(paid)) return paid;
    work.refuseWhenTaken('purse_too_low', refuse(PurseTooLow));
    return this.purses.enter(work, paid);
  }
}
