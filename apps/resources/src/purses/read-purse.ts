import { NotFound, readPurse as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Purses } from './purses.js';

@Handles(contract)
export class ReadPurse {
  constructor(private readonly purses: Purses) {}

  async handle({ purseId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.purses.find(work, purseId)) ?? refuse(NotFound);
  }
}
