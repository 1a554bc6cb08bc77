import { cancelAssembly as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from './assemblies.js';
import { cancel } from './assembly.js';

@Handles(contract)
export class CancelAssembly {
  constructor(private readonly assemblies: Assemblies) {}

  handle(one: RequestOf<typeof contract>, call: Call) {
    return this.assemblies.act(one, call, (assembly, by) => cancel(assembly, by, call.now));
  }
}
