import { NotFound, readProgress as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, JsonText } from '@klaster/service-kit';
import { Initiatives } from '../initiatives/initiatives.js';
import { Progress } from './progress.js';

@Handles(contract)
export class ReadProgress {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly progress: Progress,
  ) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work }: Call) {
    const [initiative, shown] = await Promise.all([this.initiatives.find(work, initiativeId), this.progress.shown(work, initiativeId)]);
    return initiative ? new JsonText(shown) : refuse(NotFound);
  }
}
