import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changeIdea, ClusterChanged, ClusterWasDissolved, inviteCluster, joinInitiative, leaveInitiative, listInitiativeClusters, listPartners, listSharedInitiatives, proposeAgreement, readInitiative,
  readInitiativeCluster, readPartner, signAgreement, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay, daysLater } from '@klaster/service-kit';
import { atOnce, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { type Seat, SharedInitiative } from '../testing/shared-initiative.js';

/** Initiatives across clusters, in a service with two replicas: how a cluster comes in, and how it leaves. */
describe('an initiative across clusters', () => {
  let bed: Testbed;
  let shared: SharedInitiative;
  let { anna, bartek, celina, dorota } = {} as SharedInitiative['seats'];
  let home: string, guest: string, third: string, initiativeId: string;

  const call: SharedInitiative['call'] = (...asked) => shared.call(...asked);
  const get: SharedInitiative['get'] = (...asked) => shared.get(...asked);
  const stateOf = async (clusterId: string) => (await get(anna, readInitiativeCluster, { invitedClusterId: clusterId })).state;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  beforeEach(async () => {
    shared = await SharedInitiative.of(bed);
    ({ anna, bartek, celina, dorota } = shared.seats);
    ({ home, guest, third, initiativeId } = shared);
  });

  describe('the invitation', () => {
    it('asks the cluster and the home; both are named, and those who are asked may read', async () => {
      expect(await call(bartek, readInitiative)).toEqual({ refused: 'not-found' });
      expect(await get(anna, inviteCluster, { invitedClusterId: guest })).toMatchObject({ homeClusterId: home, invitedClusterId: guest, name: 'Gość', initiativeTitle: 'Aleja', state: 'invited', invitedBy: anna.memberId, decidedAt: null });
      expect((await get(anna, listInitiativeClusters)).items).toMatchObject([{ invitedClusterId: home, state: 'invited' }, { invitedClusterId: guest, state: 'invited' }]);
      expect(await get(bartek, readInitiative)).toMatchObject({ id: initiativeId, clusterId: home });
      expect((await bartek.person.get(listSharedInitiatives, { clusterId: guest })).items).toMatchObject([{ initiativeId, homeClusterId: home, initiativeTitle: 'Aleja', state: 'invited' }]);
      expect((await anna.person.get(listSharedInitiatives, { clusterId: home })).items).toEqual([]);
      expect((await shared.told()).map(({ type, cluster_id: id }) => [type, id])).toEqual([
        'initiative.brought.v1', 'partner.joined.v2', 'initiative.forming.v1', 'cluster.invited.v1', 'cluster.invited.v1'].map((type) => [`initiatives.${type}`, home]));
    });

    it('is refused of a cluster that there is not, or no more, and to who is no partner', async () => {
      expect(await call(anna, inviteCluster, { invitedClusterId: newId() })).toEqual({ refused: 'unknown-cluster' });
      await bed.tell('membership', { clusterId: third, subject: third, version: 2, happenings: [ClusterWasDissolved.of({ clusterId: third, matterId: null, dissolvedAt: bed.clock.now() })] });
      await bed.settle();
      expect(await call(anna, inviteCluster, { invitedClusterId: third })).toEqual({ refused: 'unknown-cluster' });
      expect(await call(await shared.sit(home), inviteCluster, { invitedClusterId: guest })).toEqual({ refused: 'not-partner' });
    });

    it('of one cluster by many at once stands once', async () => {
      const answers = await atOnce(10, () => call(anna, inviteCluster, { invitedClusterId: guest }));
      expect(outcomes(answers)).toEqual({ granted: 1, 'cluster-invited-already': 9 });
      expect((await get(anna, listInitiativeClusters)).items).toHaveLength(2);
    });

    it('names clusters and initiatives as they are called now', async () => {
      await bed.tell('membership', { clusterId: guest, subject: guest, version: 2, happenings: [ClusterChanged.of({ clusterId: guest, name: 'Inaczej' })] });
      await bed.settle();
      expect(await get(anna, inviteCluster, { invitedClusterId: guest })).toMatchObject({ name: 'Inaczej' });
      const { version } = await get(anna, readInitiative);
      await anna.person.get(changeIdea, { clusterId: home, initiativeId, title: 'Park', summary: 'Drzewa', novelty: 'Razem' }, { expectedVersion: version });
      expect((await bartek.person.get(listSharedInitiatives, { clusterId: guest })).items).toMatchObject([{ initiativeTitle: 'Park' }]);
    });
  });

  describe('the decision', () => {
    it('lets members of the cluster join, each under its own path and for its own cluster', async () => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      expect(await call(bartek, joinInitiative)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Gość' } });
      const matterId = await shared.decide(guest, 'initiative-acceptance');
      // The answer is right even where nothing was heard of the decision yet.
      expect(await get(bartek, joinInitiative)).toMatchObject({ memberId: bartek.memberId, homeClusterId: guest, name: 'Podmiot', state: 'partner' });
      expect(await get(anna, readInitiativeCluster, { invitedClusterId: guest })).toMatchObject({ state: 'accepted', matterId });
      expect((await get(bartek, listPartners)).items.map(({ memberId, homeClusterId }) => [memberId, homeClusterId])).toEqual([[anna.memberId, home], [bartek.memberId, guest]]);
      const last = (await shared.told()).at(-1)!;
      expect(last).toMatchObject({ type: 'initiatives.partner.joined.v2', cluster_id: home, subject_version: 7 });
    });

    it('of both tables is needed before it runs', async () => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      await shared.decide(guest, 'initiative-acceptance');
      await get(bartek, joinInitiative);
      const { number, sha256 } = await get(bartek, proposeAgreement, { text: 'Razem.' });
      for (const seat of [anna, bartek]) await get(seat, signAgreement, { number, sha256 });
      for (const seat of [anna, bartek]) expect(await call(seat, startInitiative)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Dom' } });
      await shared.decide(home, 'initiative-acceptance', 'rejected');
      await bed.settle();
      expect(await stateOf(home)).toBe('invited');
      await shared.decide(home, 'initiative-acceptance');
      expect(await get(anna, startInitiative)).toMatchObject({ state: 'running' });
    });

    it.each(['rejected', 'no-quorum'] as const)('%s: it sees nothing any more, and can be asked again', async (outcome) => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      await get(bartek, readInitiative);
      await shared.decide(guest, 'initiative-acceptance', outcome);
      await bed.settle();
      expect(await stateOf(guest)).toBe('declined');
      expect(await call(bartek, readInitiative)).toEqual({ refused: 'not-found' });
      expect(await get(anna, inviteCluster, { invitedClusterId: guest })).toMatchObject({ state: 'invited', matterId: null, decidedAt: null });
      expect(await get(bartek, readInitiative)).toMatchObject({ id: initiativeId });
    });

    it('about an initiative to which the cluster was not invited changes nothing, however often it is told', async () => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      const before = await shared.told();
      for (const effect of ['initiative-acceptance', 'initiative-departure'] as const) await shared.decide(third, effect);
      await shared.decide(guest, 'initiative-acceptance', 'adopted', newId());
      await bed.settle();
      expect(await shared.told()).toEqual(before);
      expect(await call(celina, readInitiative)).toEqual({ refused: 'not-found' });
    });

    it('several of them, of several clusters and at once with what the partners do: the versions have no gap', async () => {
      for (const invitedClusterId of [guest, third]) await get(anna, inviteCluster, { invitedClusterId });
      const joins = atOnce(6, async () => call(await shared.sit(home), joinInitiative));
      await Promise.all([guest, third, home, guest, third, home].map((clusterId) => shared.decide(clusterId, 'initiative-acceptance')));
      expect(outcomes(await joins)).toEqual({ granted: 6 });
      await bed.settle();
      expect((await get(anna, listInitiativeClusters)).items.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
      const told = await shared.told();
      expect(told.map(({ subject_version: version }) => version)).toEqual(told.map((_, place) => place + 1));
      expect(told.filter(({ type }) => type === 'initiatives.cluster.decided.v1')).toHaveLength(3);
      expect(await bed.rows('SELECT FROM initiatives.parked_event')).toEqual([]);
    });
  });

  describe('the departure', () => {
    const partnersOf = async (by: Seat) => (await get(by, listPartners)).items.map(({ state }) => state);

    it('of a cluster takes its partners along with the notice of the agreement, and is done when the last has left', async () => {
      await shared.run();
      await shared.decide(guest, 'initiative-departure');
      await bed.settle();
      expect(await stateOf(guest)).toBe('leaving');
      expect(await get(bartek, readPartner, { memberId: bartek.memberId })).toMatchObject({ state: 'leaving', leavesOn: daysLater(civilDay(bed.clock.now()), 30) });
      expect(await call(dorota, joinInitiative)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Gość' } });
      bed.clock.turn({ days: 32 });
      await eventually(async () => ((await stateOf(guest)) === 'left' ? true : undefined), () => 'it has not left');
      expect(await partnersOf(anna)).toEqual(['partner', 'left']);
      expect((await shared.told()).slice(-4).map(({ type }) => type)).toEqual(['cluster.decided.v1', 'partner.leaving.v1', 'partner.left.v1', 'cluster.left.v1'].map((type) => `initiatives.${type}`));
      // What it took part in it may read, to settle it.
      expect(await get(bartek, readInitiative)).toMatchObject({ state: 'running' });
    });

    it('while the partnership forms is done at once', async () => {
      await shared.accept();
      await get(bartek, joinInitiative);
      await shared.decide(guest, 'initiative-departure');
      await eventually(async () => ((await stateOf(guest)) === 'left' ? true : undefined), () => 'it has not left');
      expect(await partnersOf(anna)).toEqual(['partner', 'left']);
    });

    it('of its last partner alone leaves the cluster in: others of it may join', async () => {
      await shared.accept();
      await get(bartek, joinInitiative);
      await get(bartek, leaveInitiative, { memberId: bartek.memberId });
      expect(await get(dorota, joinInitiative)).toMatchObject({ state: 'partner' });
      expect(await stateOf(guest)).toBe('accepted');
    });
  });

  describe('the database', () => {
    const as = async (clusterId: string) => {
      const sql = await bed.sql('initiatives');
      await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
      return sql;
    };

    it('shows an invitation to the home and to whom it is for, and lets the home alone change it', async () => {
      for (const invitedClusterId of [guest, third]) await get(anna, inviteCluster, { invitedClusterId });
      const seen = async (clusterId: string) => (await (await as(clusterId)).query<{ id: string }>('SELECT invited_cluster_id AS id FROM initiative_cluster WHERE initiative_id = $1', [initiativeId])).rows.map(({ id }) => id);
      expect(new Set(await seen(home))).toEqual(new Set([home, guest, third]));
      for (const clusterId of [guest, third]) expect(await seen(clusterId)).toEqual([clusterId]);
      expect(await seen(newId())).toEqual([]);
      const asGuest = await as(guest);
      expect((await asGuest.query(`UPDATE initiative_cluster SET state = 'accepted', decided_at = now() WHERE initiative_id = $1`, [initiativeId])).rowCount).toBe(0);
      const insert = `INSERT INTO initiative_cluster (initiative_id, cluster_id, invited_cluster_id, initiative_title, state, invited_by, invited_at) VALUES ($1, $2, $3, 'A', 'invited', $3, now())`;
      await expect(asGuest.query(insert, [initiativeId, home, newId()])).rejects.toThrow('row-level security');
      // Nor can it make itself the home of what is another's.
      await expect(asGuest.query(insert, [initiativeId, guest, newId()])).rejects.toThrow('foreign key');
      await expect((await as(home)).query(`UPDATE initiative_cluster SET state = 'declined', decided_at = now() WHERE invited_cluster_id = $1`, [home])).rejects.toThrow('check constraint');
    });
  });
});
