import { closeAssembly as contract, isRefusal, type RequestOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { draftMinutes } from '../minutes/draft/draft-minutes.js';
import { drafted } from '../minutes/minute.js';
import { MinutesOfAssemblies } from '../minutes/minutes.js';
import { ProceedingsOfAssemblies } from '../minutes/proceedings-of-assemblies.js';
import { Assemblies } from './assemblies.js';
import { barClosing, close } from './assembly.js';

@Handles(contract)
export class CloseAssembly {
  constructor(
    private readonly assemblies: Assemblies,
    private readonly proceedings: ProceedingsOfAssemblies,
    private readonly minutes: MinutesOfAssemblies,
  ) {}

  handle(one: RequestOf<typeof contract>, call: Call) {
    const { work, now } = call;
    this.assemblies.holdAlone(work, one.assemblyId);
    return this.assemblies.act(one, call, async (assembly, by) => {
      const barred = barClosing(assembly, by);
      if (barred) return barred;
      const proceedings = await this.proceedings.of(work, assembly, now);
      const minutes = drafted(newId(), assembly, draftMinutes(proceedings), now);
      const closed = close(assembly, { attendance: proceedings.present.length, minutesSha256: minutes.sha256 }, by, now);
      if (!isRefusal(closed)) this.minutes.add(work, minutes, assembly.version + closed.events.length);
      return closed;
    });
  }
}
