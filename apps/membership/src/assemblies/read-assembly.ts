import { NotFound, readAssembly as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies, showAssembly } from './assemblies.js';

@Handles(contract)
export class ReadAssembly {
  constructor(private readonly assemblies: Assemblies) {}

  async handle({ assemblyId }: RequestOf<typeof contract>, { work }: Call) {
    const assembly = await this.assemblies.find(work, assemblyId);
    return assembly ? showAssembly(assembly) : refuse(NotFound);
  }
}
