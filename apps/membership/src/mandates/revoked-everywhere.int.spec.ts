import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptMandate, admitMember, createCluster, createMandate, declareReadiness, endMandate, listInitiatives, listMembers, registerParty } from '@klaster/contracts';
import { directorySchema } from '@klaster/service-kit';
import { answering, type Caller, standIn, Testbed } from '@klaster/testing';
import type { QueryRunner } from 'typeorm';
import { membership } from '../membership.module.js';

class Directory1763800000000 {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(directorySchema('initiatives'));
  }

  async down(): Promise<void> {
    throw new Error('a test has no way back');
  }
}

/** Which replica of a service that keeps the directory, as initiatives does, has answered. */
const asked: string[] = [];
const replica = (name: string) => {
  const list = answering(listInitiatives, () => {
    asked.push(name);
    return { items: [], nextCursor: null };
  });
  return standIn('initiatives', [list], { keepsDirectory: true, migrations: [Directory1763800000000] });
};

/** What is revoked is judged by at the very next request, whichever replica of whichever service it meets. */
describe('a mandate that ends', () => {
  let bed: Testbed;
  let chair: Caller;
  let other: Caller;
  let clusterId: string;
  let partyId: string;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    await bed.serve(standIn('resources'));
    for (const name of ['one', 'two']) await bed.serve(replica(name));
    // As if all of it had been handed over: the courier brings nothing in these tests.
    await bed.rows('UPDATE membership.relay_mark SET position = 1000000');
    [chair, other] = [bed.person(), bed.person()];
    ({ id: clusterId } = await bed.person({ operator: true }).get(createCluster, { name: 'Wspólny Stół', purpose: 'Razem', municipality: 'Łódź' }));
    ({ id: partyId } = await chair.get(registerParty, { kind: 'organization', sphere: 'social', name: 'Fundacja', municipality: 'Łódź' }));
    const { id: memberId } = await chair.get(declareReadiness, { clusterId, partyId });
    await chair.get(admitMember, { clusterId, memberId, acceptsCharter: true });
  });
  afterAll(() => bed.stop());

  const often = 30;
  /** What each of many requests is answered: with both replicas of both services among those that answer. */
  const judge = async (person: Caller) => {
    const answers = await Promise.all(Array.from({ length: often }, (_, turn) => (turn % 2 ? person.call(listInitiatives, { clusterId }) : person.call(listMembers, { clusterId }))));
    return answers.map((answer) => ('refused' in answer ? answer.refused : 'granted'));
  };
  const always = (outcome: string) => Array.from({ length: often }, () => outcome);
  async function grant() {
    const { id: mandateId } = await chair.get(createMandate, { partyId, accountId: other.accountId, scopes: ['contribute'] });
    await other.get(acceptMandate, { partyId, mandateId });
    return mandateId;
  }

  it('is over everywhere when that is answered, and so is the next one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const mandateId = await grant();
      // Until each replica has met it, and remembers.
      for (asked.length = 0; new Set(asked).size < 2; ) expect(await judge(other)).toEqual(always('granted'));
      await chair.get(endMandate, { partyId, mandateId });
      expect(await judge(other)).toEqual(always('forbidden'));
      expect(await judge(chair)).toEqual(always('granted'));
    }
  });
});
