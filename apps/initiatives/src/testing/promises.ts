import { PledgeEnded, PledgeProposed } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { Testbed } from '@klaster/testing';
import type { Member } from './members.js';
import type { InInitiative } from './running.js';

/** As resources tells of a promise to an initiative. */
export async function promise(bed: Testbed, { clusterId, initiativeId }: InInitiative, { memberId }: Member): Promise<string> {
  const pledgeId = newId();
  const proposed = PledgeProposed.of({
    pledgeId, clusterId, giver: memberId, receiver: { initiativeId }, needId: null, offerId: null, kind: 'material', category: 'tent', quantity: { value: '1', unit: 'piece' }, amount: null, spans: [], by: '2099-12-01',
    proposedBy: memberId, proposedAt: bed.clock.now(),
  });
  await bed.tell('resources', { clusterId, subject: pledgeId, happenings: [proposed] });
  return pledgeId;
}

/** As resources tells when it has released it. */
export const release = (bed: Testbed, { clusterId }: InInitiative, pledgeId: string): Promise<void> =>
  bed.tell('resources', { clusterId, subject: pledgeId, version: 2, happenings: [PledgeEnded.of({ pledgeId, clusterId, how: 'cancelled', by: 'initiative', endedAt: bed.clock.now() })] });
