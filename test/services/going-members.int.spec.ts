import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  admitMember, bringIdea, type Cluster, confirmContribution, createCluster, declareReadiness, departMember, formInitiative, joinInitiative, listContributions, listObligations, listPartners, type Member,
  proposeAgreement, readMember, recordContribution, registerParty, reinstateMember, type ServiceName, suspendMember,
} from '@klaster/contracts';
import type { RunningService, ServiceDefinition } from '@klaster/service-kit';
import { type Caller, eventually, Testbed } from '@klaster/testing';

const apps = join(import.meta.dirname, '..', '..', 'apps');
const definitionOf = async (service: ServiceName): Promise<ServiceDefinition> => {
  const module = (await import(pathToFileURL(join(apps, service, 'src', `${service}.module.ts`)).href)) as Record<string, ServiceDefinition>;
  return module[service]!;
};

// Services come and go, and a question to one that is not there is given up after a while.
jest.setTimeout(60_000);

interface Seat {
  readonly person: Caller;
  readonly member: Member;
}

/** What membership, initiatives and resources make of members that go, each by itself and all together. */
describe('a member that goes', () => {
  let bed: Testbed;
  let resources: RunningService;

  beforeAll(async () => {
    bed = await Testbed.start();
    for (const service of ['membership', 'initiatives'] as const) await bed.serve(await definitionOf(service));
    [resources] = (await bed.serve(await definitionOf('resources'))) as [RunningService];
  });

  afterAll(() => bed.stop());

  /** Its members may be silent for longer than the notice lasts. */
  const clusterOf = (name: string, noticeDays: number) =>
    bed.person({ operator: true }).get(createCluster, { name, purpose: 'Razem', municipality: 'Łódź', charter: { rules: { noticeDays, confirmationDays: 90 } } });
  const sit = async ({ id: clusterId }: Cluster, name: string): Promise<Seat> => {
    const person = bed.person();
    const { id: partyId } = await person.get(registerParty, { kind: 'organization', sphere: 'social', name, municipality: 'Łódź' });
    const { id: memberId } = await person.get(declareReadiness, { clusterId, partyId });
    return { person, member: await person.get(admitMember, { clusterId, memberId, acceptsCharter: true }) };
  };
  const one = ({ member }: Seat) => ({ clusterId: member.clusterId, memberId: member.id });
  const give = (from: Seat, to: Seat) =>
    from.person.call(recordContribution, { clusterId: to.member.clusterId, receiver: { memberId: to.member.id }, category: 'tutoring', quantity: { value: '2', unit: 'h' }, givenOn: '2026-01-15', description: 'Korepetycje' });
  const obligations = ({ person }: Seat, of: Seat) => person.call(listObligations, one(of));
  const untilLeft = ({ person, ...seat }: Seat) =>
    eventually(async () => ((await person.get(readMember, one({ person, ...seat }))).state === 'left' ? true : undefined), () => 'it has not left');

  it('sees what is open between it and the others, as they do, before it goes and when it has gone', async () => {
    const cluster = await clusterOf('Klaster Rozstań', 30);
    const [leaver, other] = [await sit(cluster, 'Odchodząca'), await sit(cluster, 'Zostająca')];
    const contribution = await give(other, leaver);
    const { id: initiativeId } = await other.person.get(bringIdea, { clusterId: cluster.id, title: 'Ogród', summary: 'Wspólny ogród', novelty: 'Sąsiedzi' });
    await other.person.get(formInitiative, { clusterId: cluster.id, initiativeId });
    await leaver.person.get(joinInitiative, { clusterId: cluster.id, initiativeId });
    await other.person.get(proposeAgreement, { clusterId: cluster.id, initiativeId, text: 'Umowa' });
    await leaver.person.get(departMember, one(leaver));
    const seen = await obligations(leaver, leaver);
    expect(seen).toMatchObject({
      missing: [],
      items: [
        { service: 'resources', kind: 'contribution-to-confirm', id: 'id' in contribution ? contribution.id : '', owes: true, title: 'Korepetycje' },
        { service: 'initiatives', kind: 'partnership', id: initiativeId, title: 'Ogród', path: `/v1/clusters/${cluster.id}/initiatives/${initiativeId}` },
        { service: 'initiatives', kind: 'agreement-to-sign', id: initiativeId, path: `/v1/clusters/${cluster.id}/initiatives/${initiativeId}/agreement/versions/1` },
      ],
    });
    expect(await obligations(other, leaver)).toEqual(seen);
    expect(await obligations({ ...leaver, person: bed.person() }, leaver)).toEqual({ refused: 'not-found' });
    bed.clock.turn({ days: 30, minutes: 1 });
    await untilLeft(leaver);
    await bed.settle();
    // It is a partner no more; what was given waits to be confirmed still.
    const left = { missing: [], items: (seen as { items: object[] }).items.slice(0, 1) };
    expect(await obligations(leaver, leaver)).toEqual(left);
    expect(await obligations(other, leaver)).toEqual(left);
    expect((await other.person.get(listPartners, { clusterId: cluster.id, initiativeId })).items.map(({ name, state }) => [name, state])).toEqual([['Zostająca', 'partner'], ['Odchodząca', 'left']]);
  });

  it('gives, takes and confirms until it has left, and not a moment longer', async () => {
    const cluster = await clusterOf('Klaster Pożegnań', 1);
    const [leaver, other] = [await sit(cluster, 'Odchodzi'), await sit(cluster, 'Zostaje')];
    await leaver.person.get(departMember, one(leaver));
    const contribution = await give(other, leaver);
    expect(await leaver.person.call(confirmContribution, { clusterId: cluster.id, contributionId: (contribution as { id: string }).id })).toMatchObject({ state: 'confirmed' });
    expect(await give(leaver, other)).toMatchObject({ state: 'recorded' });
    bed.clock.turn({ days: 1, minutes: 1 });
    await untilLeft(leaver);
    await bed.settle();
    expect(await give(leaver, other)).toEqual({ refused: 'forbidden' });
    expect(await give(other, leaver)).toMatchObject({ refused: 'unknown-receiver' });
    expect(await leaver.person.call(listContributions, { clusterId: cluster.id })).toEqual({ refused: 'forbidden' });
    expect(await bed.rows('SELECT state FROM resources.directory_member WHERE id = $1 UNION ALL SELECT state FROM initiatives.directory_member WHERE id = $1', [leaver.member.id])).toEqual([{ state: 'left' }, { state: 'left' }]);
  });

  it('only reads while it is suspended, in every service from the very next request on', async () => {
    const cluster = await clusterOf('Klaster Przerw', 30);
    const [resting, other] = [await sit(cluster, 'Odpoczywa'), await sit(cluster, 'Działa')];
    expect(await give(resting, other)).toMatchObject({ state: 'recorded' });
    await resting.person.get(suspendMember, one(resting));
    expect(await give(resting, other)).toEqual({ refused: 'forbidden' });
    expect(await give(other, resting)).toMatchObject({ refused: 'unknown-receiver' });
    expect((await resting.person.get(listContributions, { clusterId: cluster.id })).items).toHaveLength(1);
    // It gives notice meanwhile, and is not let in again by that.
    await resting.person.get(departMember, one(resting));
    await bed.settle();
    expect(await give(resting, other)).toEqual({ refused: 'forbidden' });
    expect(await resting.person.get(reinstateMember, one(resting))).toMatchObject({ state: 'leaving' });
    expect(await give(resting, other)).toMatchObject({ state: 'recorded' });
    expect(await bed.rows('SELECT state FROM resources.directory_member WHERE id = $1', [resting.member.id])).toEqual([{ state: 'leaving' }]);
  });

  it('is told which service did not answer', async () => {
    const cluster = await clusterOf('Klaster Ciszy', 30);
    const seat = await sit(cluster, 'Pyta');
    await bed.end(resources);
    expect(await obligations(seat, seat)).toEqual({ items: [], missing: ['resources'] });
  });
});
