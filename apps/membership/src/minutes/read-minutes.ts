import { NotFound, readMinutes as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { MinutesOfAssemblies, showMinutes } from './minutes.js';

@Handles(contract)
export class ReadMinutes {
  constructor(private readonly minutes: MinutesOfAssemblies) {}

  async handle({ assemblyId }: RequestOf<typeof contract>, { work }: Call) {
    const minutes = await this.minutes.of(work, assemblyId);
    return minutes ? showMinutes(minutes) : refuse(NotFound);
  }
}
