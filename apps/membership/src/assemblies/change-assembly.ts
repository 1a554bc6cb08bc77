import { changeAssembly as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from './assemblies.js';
import { change } from './assembly.js';

@Handles(contract)
export class ChangeAssembly {
  constructor(private readonly assemblies: Assemblies) {}

  handle({ clusterId, assemblyId, ...changes }: RequestOf<typeof contract>, call: Call) {
    return this.assemblies.act({ clusterId, assemblyId }, call, (assembly, by) => change(assembly, changes, by, call.now));
  }
}
