import { type Instant, MemberExcluded, MemberLeft, type Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { Big } from 'big.js';
import { cancelAfterwards as cancelNeed, progress } from '../needs/need.js';
import { Needs } from '../needs/needs.js';
import { released } from './holdings.js';
import { cancelAfterwards, type Pledge, progressBetween } from './pledge.js';
import { Pledges } from './pledges.js';

/** What a member looked for that has gone for good, and what was promised between it and others, is over; what it held of offers is free. */
@ReactsTo(MemberLeft, MemberExcluded)
export class EndWhatWasOpenWithDepartedMembers implements Reaction<typeof MemberLeft | typeof MemberExcluded> {
  constructor(
    private readonly pledges: Pledges,
    private readonly needs: Needs,
  ) {}

  /** At once, in one order for all who change pledges and needs: pledges, needs, what was held. */
  async apply(events: readonly Told<typeof MemberLeft | typeof MemberExcluded>[], work: Work): Promise<void> {
    const goneAt = new Map(events.map(({ data }) => [data.memberId, data.endedAt]));
    const over = await this.endPledges(work, goneAt);
    await this.endNeeds(work, goneAt);
    for (const { text, values } of released(over)) await work.query(text, values);
  }

  private async endPledges(work: Work, goneAt: GoneAt): Promise<readonly Pledge[]> {
    const promised = new Map<string, { readonly by: Big; readonly at: Instant }>();
    const over = (await this.pledges.openOf(work, [...goneAt.keys()])).map(async (pledge) => {
      const at = goneAt.get(pledge.giver) ?? goneAt.get(receivingMember(pledge)!)!;
      const after = await this.pledges.keepAtOnce(work, pledge, cancelAfterwards(pledge, at), pledge.clusterId);
      if (after.needId !== null) promised.set(after.needId, { by: progressBetween(pledge, after).promised.plus(promised.get(after.needId)?.by ?? 0), at });
      return after;
    });
    const ended = await Promise.all(over);
    for (const [needId, { by, at }] of promised) {
      const need = by.eq(0) ? undefined : await this.needs.find(work, needId);
      if (need) await this.needs.keepAtOnce(work, need, progress(need, { promised: by, given: new Big(0) }, at), need.clusterId);
    }
    return ended;
  }

  private async endNeeds(work: Work, goneAt: GoneAt): Promise<void> {
    for (const need of await this.needs.openOf(work, [...goneAt.keys()])) {
      const at = goneAt.get(receivingMember(need)!)!;
      await this.needs.keepAtOnce(work, need, cancelNeed(need, at), need.clusterId);
    }
  }
}

/** When which member went. */
type GoneAt = ReadonlyMap<string, Instant>;

const receivingMember = ({ receiver }: { readonly receiver: Receiver }) => ('memberId' in receiver ? receiver.memberId : undefined);
