import { NotFound, readPurseEntry as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Purses } from './purses.js';

@Handles(contract)
export class ReadPurseEntry {
  constructor(private readonly purses: Purses) {}

  async handle({ purseId, entryId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.purses.findEntry(work, purseId, entryId)) ?? refuse(NotFound);
  }
}
