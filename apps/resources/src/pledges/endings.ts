import type { Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Big } from 'big.js';
import { cancelAfterwards as cancelNeed, type Need, progress } from '../needs/need.js';
import { Needs } from '../needs/needs.js';
import { released } from './holdings.js';
import { cancelAfterwards, type EndedFor, type Pledge, progressBetween } from './pledge.js';
import { Pledges } from './pledges.js';

/** Ends what was open, because of something that neither side has done in it. In a work that is held, at once, in one order for all who change pledges and needs: pledges, needs, what was held. */
@Injectable()
export class Endings {
  constructor(
    private readonly pledges: Pledges,
    private readonly needs: Needs,
  ) {}

  /** Pledges that are open and locked, with what they mean for their needs. */
  async endPledges(work: Work, open: readonly Pledge[], by: EndedFor, at: (pledge: Pledge) => Instant): Promise<readonly Pledge[]> {
    const promised = new Map<string, { readonly by: Big; readonly at: Instant }>();
    const ended = open.map(async (pledge) => {
      const after = await this.pledges.keepAtOnce(work, pledge, cancelAfterwards(pledge, by, at(pledge)), pledge.clusterId);
      if (after.needId !== null) promised.set(after.needId, { by: progressBetween(pledge, after).promised.plus(promised.get(after.needId)?.by ?? 0), at: at(pledge) });
      return after;
    });
    const over = await Promise.all(ended);
    await Promise.all([...promised].map(([needId, less]) => this.promiseLess(work, needId, less)));
    return over;
  }

  async endNeeds(work: Work, open: readonly Need[], at: (need: Need) => Instant): Promise<void> {
    await Promise.all(open.map((need) => this.needs.keepAtOnce(work, need, cancelNeed(need, at(need)), need.clusterId)));
  }

  /** What pledges that have ended held of offers is free. */
  async free(work: Work, over: readonly Pledge[]): Promise<void> {
    for (const { text, values } of released(over)) await work.query(text, values);
  }

  private async promiseLess(work: Work, needId: string, { by, at }: { readonly by: Big; readonly at: Instant }): Promise<void> {
    const need = by.eq(0) ? undefined : await this.needs.find(work, needId);
    if (need) await this.needs.keepAtOnce(work, need, progress(need, { promised: by, given: new Big(0) }, at), need.clusterId);
  }
}
