import { accept, type Accepted, type Decision, type Instant, NotASide, NotDisputed, refuse, RemarkMade } from '@klaster/contracts';
import { type Circumstances, type Contribution, sideOf } from '../contributions/contribution.js';

/** What a side says about a disputed contribution. */
export interface Remark {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly contributionId: string;
  readonly memberId: string;
  readonly text: string;
  readonly madeAt: Instant;
}

/** Puts it down; the text stays in resources. */
export function remark(id: string, contributionId: string, text: string, { clusterId, member: memberId, now: madeAt }: Circumstances): Accepted<Remark> {
  return accept({ id, version: 0, clusterId, contributionId, memberId, text, madeAt }, [RemarkMade.of({ remarkId: id, contributionId, clusterId, memberId, madeAt })]);
}

/** Both sides speak while an entry is disputed, and nobody else. */
export function speak(id: string, contribution: Contribution, partners: readonly string[], text: string, circumstances: Circumstances): Decision<Remark, 'not-a-side' | 'not-disputed'> {
  if (!sideOf(circumstances.member, contribution, partners)) return refuse(NotASide);
  if (contribution.state !== 'disputed') return refuse(NotDisputed, { state: contribution.state });
  return remark(id, contribution.id, text, circumstances);
}

/** As it is answered. */
export const shown = ({ id, contributionId, memberId, text, madeAt }: Remark) => ({ id, contributionId, memberId, text, madeAt });
