import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  admitMember, bringIdea, castBallot, type Cluster, createCluster, declareReadiness, deliberateMatter, formInitiative, type InitiativeCluster, inviteCluster, joinInitiative, listInitiativeClusters, listPartners,
  listSharedInitiatives, type Matter, openVoting, type Operation, proposeAgreement, putMatter, readInitiative, readInitiativeCluster, readMatter, readResult, registerParty, type ServiceName, signAgreement,
  startInitiative,
} from '@klaster/contracts';
import type { ServiceDefinition } from '@klaster/service-kit';
import { type Caller, eventually, Testbed } from '@klaster/testing';

const apps = join(import.meta.dirname, '..', '..', 'apps');
const definitionOf = async (service: ServiceName): Promise<ServiceDefinition> => {
  const module = (await import(pathToFileURL(join(apps, service, 'src', `${service}.module.ts`)).href)) as Record<string, ServiceDefinition>;
  return module[service]!;
};

jest.setTimeout(90_000);

interface Seat {
  readonly person: Caller;
  readonly memberId: string;
  readonly clusterId: string;
}

/** Membership keeps the tables, initiatives what they decide about: neither reads the other's rows. */
describe('an initiative that two clusters accept', () => {
  let bed: Testbed;
  let [anna, adam, bartek, beata] = [] as unknown as [Seat, Seat, Seat, Seat];
  let initiativeId: string;

  const found = (name: string): Promise<Cluster> => bed.person({ operator: true }).get(createCluster, { name, purpose: 'Razem', municipality: 'Łódź' });
  const sit = async ({ id: clusterId }: Cluster, name: string): Promise<Seat> => {
    const person = bed.person();
    const { id: partyId } = await person.get(registerParty, { kind: 'organization', sphere: 'social', name, municipality: 'Łódź' });
    const { id: memberId } = await person.get(declareReadiness, { clusterId, partyId });
    await person.get(admitMember, { clusterId, memberId, acceptsCharter: true });
    return { person, memberId, clusterId };
  };
  const call = <O extends Operation>({ person, clusterId }: Seat, operation: O, more: object = {}) => person.call(operation, { clusterId, initiativeId, ...more } as never);
  const get = <O extends Operation>({ person, clusterId }: Seat, operation: O, more: object = {}) => person.get(operation, { clusterId, initiativeId, ...more } as never);
  const until = ({ person, clusterId }: Seat, matterId: string, state: Matter['state']) =>
    eventually(async () => ((await person.get(readMatter, { clusterId, matterId })).state === state ? true : undefined), () => `the matter is not ${state}`);
  const untilCluster = (invitedClusterId: string, state: InitiativeCluster['state']) =>
    eventually(async () => ((await get(anna, readInitiativeCluster, { invitedClusterId })).state === state ? true : undefined), () => `the cluster is not ${state}`);
  /** A resolution goes its whole way at a table: put, deliberated, voted on by all, decided when its time is over. */
  const resolve = async (seats: readonly Seat[], effect: 'initiative-acceptance' | 'initiative-departure', vote: 'yes' | 'no' = 'yes'): Promise<string> => {
    const [{ person, clusterId }] = seats as [Seat];
    const { id: matterId } = await person.get(putMatter, { clusterId, title: 'Aleja', text: 'Czy bierzemy udział?', about: { effect, initiativeId } });
    const { votingOpensAt } = await person.get(deliberateMatter, { clusterId, matterId });
    bed.clock.turn({ seconds: (Date.parse(votingOpensAt!) - Date.parse(bed.clock.now())) / 1_000 + 1 });
    await until(seats[0]!, matterId, 'voting');
    expect(await person.call(openVoting, { clusterId, matterId })).toMatchObject({ refused: 'matter-wrong-state' });
    for (const seat of seats) await seat.person.get(castBallot, { clusterId, matterId, choice: { vote } }, { expectedVersion: 1 });
    bed.clock.turn({ days: 4 });
    await until(seats[0]!, matterId, 'decided');
    expect(await person.get(readResult, { clusterId, matterId })).toMatchObject({ outcome: vote === 'yes' ? 'adopted' : 'rejected', effect: 'none', counts: { electorate: seats.length } });
    return matterId;
  };

  beforeAll(async () => {
    bed = await Testbed.start();
    for (const service of ['membership', 'initiatives', 'resources'] as const) await bed.serve(await definitionOf(service), { replicas: service === 'initiatives' ? 2 : 1 });
    const [home, guest] = [await found('Klaster Północ'), await found('Klaster Południe')];
    [anna, adam] = [await sit(home, 'Fundacja Anny'), await sit(home, 'Szkoła Adama')];
    [bartek, beata] = [await sit(guest, 'Spółdzielnia Bartka'), await sit(guest, 'Biblioteka Beaty')];
    ({ id: initiativeId } = await anna.person.get(bringIdea, { clusterId: home.id, title: 'Aleja', summary: 'Drzewa wzdłuż rzeki', novelty: 'Oba brzegi razem' }));
    await get(anna, formInitiative);
  });

  afterAll(() => bed.stop());

  it('is accepted by both, runs with partners of both, and goes on when one of them has left', async () => {
    const [home, guest] = [anna.clusterId, bartek.clusterId];
    expect(await get(anna, inviteCluster, { invitedClusterId: guest })).toMatchObject({ name: 'Klaster Południe', state: 'invited' });
    expect((await bartek.person.get(listSharedInitiatives, { clusterId: guest })).items).toMatchObject([{ initiativeId, homeClusterId: home, initiativeTitle: 'Aleja' }]);
    expect(await call(bartek, joinInitiative)).toMatchObject({ refused: 'clusters-undecided' });

    const refused = await resolve([bartek, beata], 'initiative-acceptance', 'no');
    await untilCluster(guest, 'declined');
    expect(await get(anna, readInitiativeCluster, { invitedClusterId: guest })).toMatchObject({ matterId: refused });
    expect(await call(bartek, readInitiative)).toEqual({ refused: 'not-found' });
    await get(anna, inviteCluster, { invitedClusterId: guest });

    const matterId = await resolve([bartek, beata], 'initiative-acceptance');
    // Right behind the decision: nobody waits until initiatives has heard of it.
    expect(await get(bartek, joinInitiative)).toMatchObject({ homeClusterId: guest, name: 'Spółdzielnia Bartka', state: 'partner' });
    expect(await get(bartek, readInitiativeCluster, { invitedClusterId: guest })).toMatchObject({ state: 'accepted', matterId });
    await get(adam, joinInitiative);
    const { number, sha256 } = await get(bartek, proposeAgreement, { text: 'Sadzimy razem.' });
    for (const seat of [anna, adam, bartek]) await get(seat, signAgreement, { number, sha256 });
    expect(await call(bartek, startInitiative)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Klaster Północ' } });
    await resolve([anna, adam], 'initiative-acceptance');
    expect(await get(anna, startInitiative)).toMatchObject({ state: 'running' });
    expect((await get(beata, listInitiativeClusters)).items).toMatchObject([{ invitedClusterId: home, state: 'accepted' }, { invitedClusterId: guest, state: 'accepted' }]);

    await resolve([bartek, beata], 'initiative-departure');
    await untilCluster(guest, 'leaving');
    bed.clock.turn({ days: 32 });
    await untilCluster(guest, 'left');
    expect((await get(anna, listPartners)).items.map(({ homeClusterId, state }) => [homeClusterId, state])).toEqual([[home, 'partner'], [guest, 'left'], [home, 'partner']]);
    expect(await get(bartek, readInitiative)).toMatchObject({ state: 'running' });
    expect(await bed.rows('SELECT FROM initiatives.parked_event')).toEqual([]);
    const told = await bed.rows<{ cluster_id: string; version: number }>('SELECT cluster_id, subject_version AS version FROM initiatives.journal WHERE subject = $1 ORDER BY subject_version', [initiativeId]);
    expect(told.map(({ cluster_id: id, version }) => [id, version])).toEqual(told.map((_, place) => [home, place + 1]));
  });
});
