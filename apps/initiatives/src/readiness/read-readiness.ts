import { NotFound, readReadiness as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Readinesses } from './readinesses.js';

@Handles(contract)
export class ReadReadiness {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly readinesses: Readinesses,
  ) {}

  async handle({ clusterId, initiativeId }: RequestOf<typeof contract>, { work }: Call) {
    const initiative = await this.initiatives.find(work, initiativeId);
    return initiative ? this.readinesses.of(work, initiative, clusterId) : refuse(NotFound);
  }
}
