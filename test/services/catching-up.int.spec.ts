import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bringIdea, MandateGranted, MemberAdmitted, raiseNeed, readInitiative, readProgress, type ServiceName } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { ServiceDefinition } from '@klaster/service-kit';
import { atOnce, type Caller, outcomes, standIn, Testbed } from '@klaster/testing';

const apps = join(import.meta.dirname, '..', '..', 'apps');
const definitionOf = async (service: ServiceName): Promise<ServiceDefinition> => {
  const module = (await import(pathToFileURL(join(apps, service, 'src', `${service}.module.ts`)).href)) as Record<string, ServiceDefinition>;
  return module[service]!;
};

const pairs = 25;

/** Initiatives follow resources, and resources follow initiatives: each asks the other what it has not heard yet. */
describe('two services that follow each other', () => {
  let bed: Testbed;

  beforeEach(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
  });

  afterEach(() => bed.stop());

  const member = async (clusterId: string): Promise<Caller> => {
    const person = bed.person();
    const [partyId, memberId, now] = [newId(), newId(), bed.clock.now()];
    const granted = MandateGranted.of({ mandateId: newId(), partyId, accountId: person.accountId, scopes: ['represent', 'contribute', 'read'], validFrom: now, validUntil: null });
    const admitted = MemberAdmitted.of({ memberId, clusterId, partyId, partyName: 'Podmiot', partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: now });
    await bed.tell('membership', { subject: partyId, happenings: [granted] });
    await bed.tell('membership', { clusterId, subject: memberId, happenings: [admitted] });
    return person;
  };

  const need = { category: 'care', title: 'Opieka', quantity: { value: '2', unit: 'h' } };

  /** Brings ideas and says at once what they need, which resources cannot know yet; and asks initiatives for what nobody knows, so that it looks whether resources do. */
  const bothAtOnce = async (person: Caller, clusterId: string) => {
    const ideas = await atOnce(pairs, (turn) => person.get(bringIdea, { clusterId, title: `Pomysł ${turn}`, summary: 'Razem', novelty: 'Nowy' }));
    const [needs, unknown] = await Promise.all([
      atOnce(pairs, (turn) => person.call(raiseNeed, { clusterId, initiativeId: ideas[turn]!.id, ...need })),
      atOnce(pairs, () => person.call(readInitiative, { clusterId, initiativeId: newId() })),
    ]);
    return { ideas, needs: outcomes(needs), unknown: outcomes(unknown) };
  };

  it('catch up with each other under fifty requests at once, and every one is answered', async () => {
    for (const service of ['initiatives', 'resources'] as const) await bed.serve(await definitionOf(service), { replicas: 2 });
    const clusterId = newId();
    const person = await member(clusterId);
    for (let round = 0; round < 3; round += 1) {
      const { ideas, needs, unknown } = await bothAtOnce(person, clusterId);
      expect([needs, unknown]).toEqual([{ granted: pairs }, { 'not-found': pairs }]);
      await bed.settle();
      const shown = await Promise.all(ideas.map(({ id }) => person.get(readProgress, { clusterId, initiativeId: id })));
      expect(shown.map(({ needs: found }) => found.length)).toEqual(ideas.map(() => 1));
    }
  });

  it('catch up with each other when both have as much to do as they take', async () => {
    for (const service of ['initiatives', 'resources'] as const) await bed.serve(await definitionOf(service), { config: { CONCURRENCY: pairs } });
    const clusterId = newId();
    const { needs, unknown } = await bothAtOnce(await member(clusterId), clusterId);
    expect([needs, unknown]).toEqual([{ granted: pairs }, { 'not-found': pairs }]);
  });
});
