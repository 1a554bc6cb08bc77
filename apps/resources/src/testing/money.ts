import { confirmContribution, type Contribution, recordContribution, type Refusal, reverseContribution } from '@klaster/contracts';
import type { CallDetails } from '@klaster/testing';
import type { Side } from './cluster.js';

/** Money that is given to an initiative. */
export interface Gift {
  readonly clusterId: string;
  readonly initiativeId: string;
  readonly giver: Side;
  /** A partner of the initiative. */
  readonly confirmer: Side;
  readonly amountMinor: number;
  readonly currency?: string;
}

type Answer = Contribution | Refusal;

/** The giver records it: it waits for the other side. */
export const recordGift = ({ clusterId, initiativeId, giver, amountMinor, currency = 'PLN' }: Gift, details: CallDetails = {}): Promise<Answer> =>
  giver.person.call(recordContribution, { clusterId, receiver: { initiativeId }, category: 'donation', amount: { amountMinor, currency }, givenOn: '2026-01-15' }, details);

/** The partner confirms it, or its reversal. */
export const confirmGift = ({ clusterId, confirmer }: Gift, contributionId: string, details: CallDetails = {}): Promise<Answer> =>
  confirmer.person.call(confirmContribution, { clusterId, contributionId }, details);

/** The giver records that it takes it back: that waits for the other side too. */
export const reverseGift = ({ clusterId, giver }: Gift, contributionId: string, details: CallDetails = {}): Promise<Answer> =>
  giver.person.call(reverseContribution, { clusterId, contributionId, reason: 'Pomyłka' }, details);

/** Recorded and confirmed: answers what the confirmation did. */
export const give = (gift: Gift): Promise<Answer> => settle(gift, recordGift(gift));

/** Taken back, and that confirmed: answers what the confirmation did. */
export const giveBack = (gift: Gift, contributionId: string): Promise<Answer> => settle(gift, reverseGift(gift, contributionId));

async function settle(gift: Gift, recorded: Promise<Answer>): Promise<Answer> {
  const answer = await recorded;
  return 'refused' in answer ? answer : confirmGift(gift, answer.id);
}
