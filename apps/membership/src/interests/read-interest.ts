import { NotFound, readInterest as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Interests } from './interests.js';

@Handles(contract)
export class ReadInterest {
  constructor(private readonly interests: Interests) {}

  async handle({ interestId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.interests.find(work, interestId)) ?? refuse(NotFound);
  }
}
