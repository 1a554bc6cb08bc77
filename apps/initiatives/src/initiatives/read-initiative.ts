import { NotFound, readInitiative as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class ReadInitiative {
  constructor(private readonly initiatives: Initiatives) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.initiatives.find(work, initiativeId)) ?? refuse(NotFound);
  }
}
