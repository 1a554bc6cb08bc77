import { confirmContribution, type Contribution, recordContribution, type Refusal, reverseContribution } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
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

type Settled = Contribution | Refusal;

/** The giver records it; answers the contribution that waits for the other side. */
export const recordGift = ({ clusterId, initiativeId, giver, amountMinor, currency = 'PLN' }: Gift): Promise<Contribution> =>
  giver.person.get(recordContribution, { clusterId, receiver: { initiativeId }, category: 'donation', amount: { amountMinor, currency }, givenOn: '2026-01-15' }, { idempotencyKey: newId() });

/** Recorded by the giver, confirmed by a partner. */
export async function give(gift: Gift, details: CallDetails = {}): Promise<{ readonly id: string; readonly answer: Settled }> {
  const { id } = await recordGift(gift);
  return { id, answer: await confirm(gift, id, details) };
}

/** The giver takes it back, and the partner confirms that: answers what the confirmation did. */
export async function giveBack(gift: Gift, contributionId: string, details: CallDetails = {}): Promise<Settled> {
  const reversal = await gift.giver.person.call(reverseContribution, { clusterId: gift.clusterId, contributionId, reason: 'Pomyłka' }, { idempotencyKey: newId() });
  return 'refused' in reversal ? reversal : confirm(gift, reversal.id, details);
}

const confirm = ({ clusterId, confirmer }: Gift, contributionId: string, details: CallDetails) => confirmer.person.call(confirmContribution, { clusterId, contributionId }, details);
