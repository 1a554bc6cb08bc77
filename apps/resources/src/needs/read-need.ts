import { NotFound, readNeed as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Needs, showNeed } from './needs.js';

@Handles(contract)
export class ReadNeed {
  constructor(private readonly needs: Needs) {}

  async handle({ needId }: RequestOf<typeof contract>, { work }: Call) {
    const need = await this.needs.find(work, needId);
    return need ? showNeed(need) : refuse(NotFound);
  }
}
