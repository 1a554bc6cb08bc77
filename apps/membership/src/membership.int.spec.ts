import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  admitMember, type Cluster, createCluster, declareReadiness, listMembers, listMyMemberships, listSeats, type Member, type Party, readMember, readParty, registerParty,
} from '@klaster/contracts';
import { atOnce, type Caller, outcomes, Testbed } from '@klaster/testing';
import { membership } from './membership.module.js';

/** What must hold at the table when many act at the same moment, with two replicas of the service. */
describe('membership', () => {
  let bed: Testbed;
  let operator: Caller;
  let cluster: Cluster;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    operator = bed.person({ operator: true });
    cluster = await operator.get(createCluster, { name: 'Wspólny Stół', purpose: 'Razem', municipality: 'Łódź' });
  });

  afterAll(() => bed.stop());

  const organization = (name: string) => ({ kind: 'organization', sphere: 'social', name, municipality: 'Łódź' }) as const;
  const partyOf = (person: Caller, name: string): Promise<Party> => person.get(registerParty, organization(name));

  it('has each name of a cluster once, in whatever case', async () => {
    const answers = await atOnce(10, (turn) => operator.call(createCluster, { name: turn % 2 ? 'ŻÓŁWIE' : 'żółwie', purpose: 'P', municipality: 'M' }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'cluster-name-taken': 9 });
  });

  it('lets a party declare its readiness once', async () => {
    const person = bed.person();
    const { id: partyId } = await partyOf(person, 'Raz');
    const answers = await atOnce(10, () => person.call(declareReadiness, { clusterId: cluster.id, partyId }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'already-member': 9 });
  });

  it('admits once and gives one seat of weight one', async () => {
    const person = bed.person();
    const { id: partyId } = await partyOf(person, 'Jedno miejsce');
    const { id: memberId } = await person.get(declareReadiness, { clusterId: cluster.id, partyId });
    const answers = await atOnce(20, () => person.call(admitMember, { clusterId: cluster.id, memberId, acceptsCharter: true }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'already-decided': 19 });
    expect(await bed.rows('SELECT weight FROM membership.seat WHERE member_id = $1', [memberId])).toEqual([{ weight: 1 }]);
    expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE type = 'membership.member.admitted.v1' AND subject = $1`, [memberId])).toHaveLength(1);
    const { items } = await person.get(listSeats, { clusterId: cluster.id });
    expect(items.filter((seat) => seat.memberId === memberId)).toHaveLength(1);
  });

  it('gives no second seat and no heavier one, whatever is written', async () => {
    const [seat] = await bed.rows<{ member_id: string }>('SELECT member_id FROM membership.seat LIMIT 1');
    const runtime = await bed.sql('membership');
    const within = async (text: string) => {
      await runtime.query('BEGIN');
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [cluster.id]);
      return runtime.query(text, [cluster.id, seat!.member_id]).finally(() => runtime.query('ROLLBACK'));
    };
    await expect(within('INSERT INTO seat (id, cluster_id, member_id, since) VALUES (uuidv7(), $1, $2, now())')).rejects.toThrow(/seat_member/);
    await expect(within('INSERT INTO seat (id, cluster_id, member_id, weight, since) VALUES (uuidv7(), $1, $2, 2, now())')).rejects.toThrow(/seat_weight_check/);
    await expect(runtime.query('UPDATE seat SET weight = 2')).rejects.toThrow(/permission denied/);
  });

  it('lets nobody declare or accept for a party without its mandate', async () => {
    const owner = bed.person();
    const { id: partyId } = await partyOf(owner, 'Cudza');
    expect(await bed.person().call(declareReadiness, { clusterId: cluster.id, partyId })).toEqual({ refused: 'no-mandate' });
    expect(await operator.call(declareReadiness, { clusterId: cluster.id, partyId })).toEqual({ refused: 'no-mandate' });
    const { id: memberId } = await owner.get(declareReadiness, { clusterId: cluster.id, partyId });
    expect(await operator.call(admitMember, { clusterId: cluster.id, memberId, acceptsCharter: true })).toEqual({ refused: 'not-found' });
  });

  it('shows natural persons to their table, and to nobody else', async () => {
    const person = bed.person();
    const party = await person.get(registerParty, { ...organization('Łucja Prywatna'), kind: 'person' });
    expect(await bed.person().call(readParty, { partyId: party.id })).toEqual({ refused: 'not-found' });
    expect(await person.get(readParty, { partyId: party.id })).toEqual(party);
    const { id: memberId } = await person.get(declareReadiness, { clusterId: cluster.id, partyId: party.id });
    expect(await bed.person().call(readMember, { clusterId: cluster.id, memberId })).toEqual({ refused: 'not-found' });
    expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE envelope LIKE '%Łucja%'`)).toEqual([]);
  });

  it('shows an account its memberships in all clusters, and members the members of their own', async () => {
    const person = bed.person();
    const { id: partyId } = await partyOf(person, 'Wszędzie');
    const second = await operator.get(createCluster, { name: 'Drugi Stół', purpose: 'Razem', municipality: 'Zgierz' });
    const memberships: Member[] = [];
    for (const { id: clusterId } of [cluster, second]) {
      const { id: memberId } = await person.get(declareReadiness, { clusterId, partyId });
      memberships.push(await person.get(admitMember, { clusterId, memberId, acceptsCharter: true }));
    }
    expect((await person.get(listMyMemberships, {})).items).toEqual(memberships);
    expect((await person.get(listMembers, { clusterId: second.id })).items).toEqual([memberships[1]]);
    expect(await bed.person().call(listMembers, { clusterId: second.id })).toEqual({ refused: 'forbidden' });
  });
});
