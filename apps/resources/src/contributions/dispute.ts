import { accept, AlreadySettled, ContributionDisputed, type Decision, refuse } from '@klaster/contracts';
import { checkOtherSide, type Circumstances, type Contribution } from './contribution.js';

/** The other side says that it was not so: silence does not confirm it any more, and the two sides talk until it is confirmed or taken back. */
export function dispute(contribution: Contribution, partners: readonly string[], { member, now }: Circumstances): Decision<Contribution, 'not-a-side' | 'own-contribution' | 'already-settled'> {
  const refused = checkOtherSide(contribution, partners, member);
  if (refused) return refused;
  const { id: contributionId, clusterId, state } = contribution;
  if (state !== 'recorded') return refuse(AlreadySettled, { state });
  return accept({ ...contribution, state: 'disputed', confirmBy: null, disputedBy: member, disputedAt: now }, [ContributionDisputed.of({ contributionId, clusterId, disputedBy: member, disputedAt: now })]);
}
