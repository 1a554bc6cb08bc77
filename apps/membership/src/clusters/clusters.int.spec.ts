import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { admitMember, changeCluster, type Cluster, createCluster, declareReadiness, dissolveCluster, readCluster, registerParty } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, eventually, Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';

/** Clusters that end, with two replicas of the service. */
describe('a cluster', () => {
  let bed: Testbed;
  let operator: Caller;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    operator = bed.person({ operator: true });
  });
  afterAll(() => bed.stop());

  const outcome = (answer: object) => ('refused' in answer ? String(answer.refused) : 'granted');
  const make = (): Promise<Cluster> => operator.get(createCluster, { name: `Stół ${newId()}`, purpose: 'Razem', municipality: 'Łódź' });
  const dissolve = ({ id: clusterId }: Cluster, by = operator) => by.call(dissolveCluster, { clusterId });
  const seats = ({ id }: Cluster) => bed.rows('SELECT 1 FROM membership.seat WHERE cluster_id = $1', [id]);
  const stateOf = async ({ id: clusterId }: Cluster) => (await operator.get(readCluster, { clusterId })).state;
  async function declared({ id: clusterId }: Cluster) {
    const person = bed.person();
    const { id: partyId } = await person.get(registerParty, { kind: 'organization', sphere: 'social', name: 'Członek', municipality: 'Łódź' });
    const { id: memberId } = await person.get(declareReadiness, { clusterId, partyId });
    return () => person.call(admitMember, { clusterId, memberId, acceptsCharter: true });
  }

  it('is dissolved by an operator, once, while nobody sits at its table; its record stays', async () => {
    const cluster = await make();
    await declared(cluster);
    expect(await dissolve(cluster, bed.person())).toEqual({ refused: 'forbidden' });
    const answers = await Promise.all(Array.from({ length: 5 }, () => dissolve(cluster)));
    expect(answers.map(outcome).toSorted()).toEqual([...Array.from({ length: 4 }, () => 'cluster-dissolved'), 'granted']);
    const [told] = await bed.rows<{ envelope: string }>(`SELECT envelope FROM membership.journal WHERE subject = $1 AND type = 'membership.cluster.dissolved.v1'`, [cluster.id]);
    expect(JSON.parse(told!.envelope)).toMatchObject({ clusterid: cluster.id, data: { clusterId: cluster.id, matterId: null } });
    expect(await operator.get(readCluster, { clusterId: cluster.id })).toMatchObject({ state: 'dissolved', name: cluster.name });
    expect(await operator.call(dissolveCluster, { clusterId: newId() })).toEqual({ refused: 'not-found' });
  });

  it('is dissolved as it was read, where the caller says so', async () => {
    const cluster = await make();
    await operator.get(changeCluster, { clusterId: cluster.id, purpose: 'Inaczej' }, { expectedVersion: cluster.version });
    expect(await operator.call(dissolveCluster, { clusterId: cluster.id }, { expectedVersion: cluster.version })).toEqual({ refused: 'stale-version' });
    expect(await stateOf(cluster)).toBe('forming');
  });

  it('is left to its members where somebody sits at its table', async () => {
    const cluster = await make();
    await (await declared(cluster))();
    expect(await dissolve(cluster)).toEqual({ refused: 'seats-taken' });
    expect(await stateOf(cluster)).not.toBe('dissolved');
  });

  it('is never dissolved with somebody at its table, whoever is quicker', async () => {
    for (let round = 0; round < 20; round += 1) {
      const cluster = await make();
      const admissions = await Promise.all([declared(cluster), declared(cluster)]);
      const acts = [...admissions, () => dissolve(cluster)];
      await Promise.all((round % 2 ? acts.reverse() : acts).map((act) => act()));
      expect((await seats(cluster)).length > 0).toBe((await stateOf(cluster)) !== 'dissolved');
    }
  });

  it('seats nobody while it is being dissolved', async () => {
    const cluster = await make();
    const admit = await declared(cluster);
    const dissolving = await bed.sql('membership');
    await dissolving.query('BEGIN');
    await dissolving.query(`UPDATE cluster SET state = 'dissolved' WHERE id = $1`, [cluster.id]);
    const admitted = admit();
    const isWaiting = async () => ((await bed.rows(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length > 0 ? true : undefined);
    await eventually(isWaiting, () => 'nobody waits for the dissolution');
    await dissolving.query('COMMIT');
    expect(outcome(await admitted)).not.toBe('granted');
    expect(await seats(cluster)).toEqual([]);
  });
});
