import { NotFound, readBalances as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { balancesOf, Reckonings } from './reckonings.js';

@Handles(contract)
export class ReadBalances {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly reckonings: Reckonings,
  ) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, unsettled] = await Promise.all([this.initiatives.find(work, initiativeId), this.reckonings.of(work, initiativeId)]);
    return initiative ? balancesOf(unsettled) : refuse(NotFound);
  }
}
