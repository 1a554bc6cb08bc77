import { NotFound, readContribution as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Contributions } from './contributions.js';

@Handles(contract)
export class ReadContribution {
  constructor(private readonly contributions: Contributions) {}

  async handle({ contributionId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.contributions.find(work, contributionId)) ?? refuse(NotFound);
  }
}
