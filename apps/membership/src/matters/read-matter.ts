import { NotFound, readMatter as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Matters, showMatter } from './matters.js';

@Handles(contract)
export class ReadMatter {
  constructor(private readonly matters: Matters) {}

  async handle({ matterId }: RequestOf<typeof contract>, { work }: Call) {
    const matter = await this.matters.find(work, matterId);
    return matter ? showMatter(matter) : refuse(NotFound);
  }
}
