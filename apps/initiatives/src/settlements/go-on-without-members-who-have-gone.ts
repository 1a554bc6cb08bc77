import { MemberExcluded, MemberLeft } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { advance } from './settlement.js';
import { Settlements } from './settlements.js';

/** Whoever is a member no more is waited for no longer: what only it was missing from goes on without it. */
@ReactsTo(MemberLeft, MemberExcluded)
export class GoOnWithoutMembersWhoHaveGone implements Reaction<typeof MemberLeft | typeof MemberExcluded> {
  constructor(private readonly settlements: Settlements) {}

  async apply(events: readonly Told<typeof MemberLeft | typeof MemberExcluded>[], work: Work): Promise<void> {
    const at = events.at(-1)!.data.endedAt;
    for (const { id, initiativeId } of await this.settlements.underWayWith(work, events.map(({ data }) => data.memberId))) {
      const { settlement, gone } = await this.settlements.hold(work, initiativeId, 'id', id);
      if (!settlement) continue;
      const after = advance(settlement, gone, at);
      if (after.events.length > 0) await this.settlements.goOnAtOnce(work, settlement, after);
    }
  }
}
