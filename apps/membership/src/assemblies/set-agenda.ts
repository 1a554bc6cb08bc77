import { type RequestOf, setAgenda as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies } from './assemblies.js';
import { setAgenda } from './assembly.js';

@Handles(contract)
export class SetAgenda {
  constructor(private readonly assemblies: Assemblies) {}

  handle({ agenda, ...one }: RequestOf<typeof contract>, call: Call) {
    return this.assemblies.act(one, call, async (assembly, by) => setAgenda(assembly, agenda, await this.assemblies.mattersOnTable(call.work, one.clusterId, agenda), by, call.now));
  }
}
