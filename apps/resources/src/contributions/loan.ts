import { accept, type Decision, LoanReturned, NotASide, NotOnLoan, refuse, WrongPeriod } from '@klaster/contracts';
import type { Circumstances, Contribution } from './contribution.js';

/**
 * The giver says that what it has lent is back.
 * @param takenBack whether the other side has confirmed that it was never lent
 */
export function bringBack(loan: Contribution, takenBack: boolean, returnedOn: string, { member, now, today }: Circumstances): Decision<Contribution, 'not-a-side' | 'not-on-loan' | 'wrong-period'> {
  const { id: contributionId, clusterId } = loan;
  if (member !== loan.giver) return refuse(NotASide);
  if (loan.action !== 'transferCustody' || loan.state !== 'confirmed' || loan.returnedOn !== null || loan.reversalOf !== null || takenBack) return refuse(NotOnLoan);
  if (returnedOn < loan.givenOn || returnedOn > today) return refuse(WrongPeriod);
  return accept({ ...loan, returnedOn }, [LoanReturned.of({ contributionId, clusterId, returnedOn, returnedAt: now })]);
}
