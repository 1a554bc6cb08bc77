import { MemberExcluded, MemberLeft, MemberSuspended } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { followTimer } from './offers.js';

const goings = [MemberLeft, MemberExcluded, MemberSuspended] as const;

/** A member that goes takes its offers with it. They may be hundreds: each is done by a timer of its own, at once. */
@ReactsTo(...goings)
export class WithdrawOffersOfMembersWhoGo implements Reaction<(typeof goings)[number]> {
  async apply(events: readonly Told<(typeof goings)[number]>[], work: Work): Promise<void> {
    const memberIds = events.map(({ data }) => data.memberId);
    const open = await work.query<{ id: string }>(`SELECT id FROM offer WHERE member_id = ANY ($1::uuid[]) AND state IN ('draft', 'published', 'paused')`, [memberIds]);
    const [{ data, time }] = events as [Told<(typeof goings)[number]>];
    for (const { id } of open) work.schedule({ name: followTimer, subject: id, dueAt: time, clusterId: data.clusterId });
  }
}
