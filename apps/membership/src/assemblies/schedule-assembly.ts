import { isRefusal, type RequestOf, scheduleAssembly as contract } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { Assemblies, showAssembly } from './assemblies.js';
import { dutiesOf, schedule } from './assembly.js';

@Handles(contract)
export class ScheduleAssembly {
  constructor(private readonly assemblies: Assemblies) {}

  async handle({ clusterId, agenda, place, link, ...said }: RequestOf<typeof contract>, { work, member, now }: Call) {
    const [{ memberId }, holders, onTable] = await Promise.all([
      member,
      this.assemblies.holders(work, clusterId),
      this.assemblies.mattersOnTable(work, clusterId, agenda),
    ]);
    const scheduled = schedule(newId(), clusterId, { ...said, place: place ?? null, link: link ?? null }, agenda, onTable, dutiesOf(memberId, holders), now);
    return isRefusal(scheduled) ? scheduled : showAssembly(this.assemblies.add(work, scheduled));
  }
}
