import { NotFound, readFederationMatter as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Matters, showMatter } from '../matters/matters.js';
import { atFederation } from './federation-table.js';

@Handles(contract)
export class ReadFederationMatter {
  constructor(private readonly matters: Matters) {}

  async handle({ matterId }: RequestOf<typeof contract>, { work, accountId }: Call) {
    atFederation(work, accountId);
    const matter = await this.matters.find(work, matterId);
    return matter ? showMatter(matter) : refuse(NotFound);
  }
}
