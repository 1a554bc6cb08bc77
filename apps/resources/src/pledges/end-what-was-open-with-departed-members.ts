import { type Instant, MemberExcluded, MemberLeft, type Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { SharedInitiatives } from '../directory/shared-initiatives.js';
import { Needs } from '../needs/needs.js';
import { Endings } from './endings.js';
import { Pledges } from './pledges.js';

/** What a member looked for that has gone for good, and what was promised between it and others, is over, also what it promised to initiatives of other clusters; what it held of offers is free. */
@ReactsTo(MemberLeft, MemberExcluded)
export class EndWhatWasOpenWithDepartedMembers implements Reaction<typeof MemberLeft | typeof MemberExcluded> {
  constructor(
    private readonly pledges: Pledges,
    private readonly needs: Needs,
    private readonly endings: Endings,
    private readonly shared: SharedInitiatives,
  ) {}

  async apply(events: readonly Told<typeof MemberLeft | typeof MemberExcluded>[], work: Work): Promise<void> {
    const goneAt: ReadonlyMap<string, Instant> = new Map(events.map(({ data }) => [data.memberId, data.endedAt]));
    const own = events[0]!.clusterid;
    // Promises to initiatives of others last: what is gathered is written before another tenant is entered.
    for (const cluster of [own, ...(await this.shared.homesOf(work, own))]) {
      work.enter(cluster);
      await this.end(work, goneAt);
    }
    work.enter(own);
  }

  private async end(work: Work, goneAt: ReadonlyMap<string, Instant>): Promise<void> {
    const gone = [...goneAt.keys()];
    const over = await this.endings.endPledges(work, await this.pledges.openOf(work, gone), 'departure', (pledge) => goneAt.get(pledge.giver) ?? goneAt.get(receivingMember(pledge)!)!);
    await this.endings.endNeeds(work, await this.needs.openOf(work, gone), (need) => goneAt.get(receivingMember(need)!)!);
    await this.endings.free(work, over);
  }
}

const receivingMember = ({ receiver }: { readonly receiver: Receiver }) => ('memberId' in receiver ? receiver.memberId : undefined);
