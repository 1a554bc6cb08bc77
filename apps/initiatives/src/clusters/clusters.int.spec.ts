import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  addTask, bringIdea, changeGoal, changeIdea, changeTask, ClusterChanged, ClusterCreated, ClusterWasDissolved, dropGoal, finishTask, formInitiative, inviteCluster, joinInitiative, leaveInitiative,
  listAgreementVersions, listGoals, listInitiativeClusters, listInitiativeObligations, listInitiatives, listMeasurements, listPartners, listSharedInitiatives, listTasks, measureGoal,
  type Operation, proposeAgreement, readAgreementVersion, readCalendar, readGoal, readInitiative, readInitiativeCluster, readMeasurement, readPartner, readTask, setGoal, signAgreement, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay, daysLater } from '@klaster/service-kit';
import { atOnce, eventually, outcomes, sampleCluster, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { decideAtTable } from '../testing/decisions.js';
import { admit, type Member } from '../testing/members.js';

interface Seat extends Member {
  readonly clusterId: string;
}

/** Initiatives across clusters, in a service with two replicas: who may take part, and what each sees. */
describe('an initiative across clusters', () => {
  let bed: Testbed;
  let [anna, bartek, celina, dorota] = [] as unknown as [Seat, Seat, Seat, Seat];
  let [home, guest, third] = [newId(), newId(), newId()];
  let initiativeId: string;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const found = async (clusterId: string, name: string) => {
    const { rules } = sampleCluster({ id: clusterId, createdAt: bed.clock.now() });
    await bed.tell('membership', { clusterId, subject: clusterId, happenings: [ClusterCreated.of({ clusterId, name, charterNumber: 1, rules })] });
  };
  const sit = async (clusterId: string): Promise<Seat> => ({ ...(await admit(bed, clusterId)), clusterId });
  const decided = (clusterId: string, effect: 'initiative-acceptance' | 'initiative-departure', outcome: 'adopted' | 'rejected' | 'no-quorum' = 'adopted', id = initiativeId) =>
    decideAtTable(bed, clusterId, { effect, initiativeId: id }, outcome);
  /** Somebody acts on the initiative under the path of its own cluster. */
  const call = <O extends Operation>({ person, clusterId }: Seat, operation: O, more: object = {}) => person.call(operation, { clusterId, initiativeId, ...more } as never);
  const get = <O extends Operation>({ person, clusterId }: Seat, operation: O, more: object = {}) => person.get(operation, { clusterId, initiativeId, ...more } as never);
  const stateOf = async (clusterId: string, by = anna) => (await get(by, readInitiativeCluster, { invitedClusterId: clusterId })).state;
  const aim = () => ({ title: 'Więcej drzew', indicator: 'Drzewa', unit: 'szt.', baseline: '0', target: '100', due: daysLater(civilDay(bed.clock.now()), 60) });
  const events = async (id = initiativeId) =>
    (await bed.rows<{ type: string; cluster_id: string; subject_version: number }>('SELECT type, cluster_id, subject_version FROM initiatives.journal WHERE subject = $1 ORDER BY subject_version', [id]));

  async function brought(title = 'Aleja'): Promise<string> {
    const { id } = await anna.person.get(bringIdea, { clusterId: home, title, summary: 'Drzewa', novelty: 'Razem' });
    await anna.person.get(formInitiative, { clusterId: home, initiativeId: id });
    return id;
  }
  /** The guest takes part: it was invited, and both tables have accepted. */
  async function accepted(): Promise<void> {
    await get(anna, inviteCluster, { invitedClusterId: guest });
    await decided(home, 'initiative-acceptance');
    await decided(guest, 'initiative-acceptance');
    await bed.settle();
  }
  /** It runs with a partner of each cluster. */
  async function running(): Promise<void> {
    await accepted();
    await get(bartek, joinInitiative);
    const { number, sha256 } = await get(bartek, proposeAgreement, { text: 'Razem.' });
    for (const seat of [anna, bartek]) await get(seat, signAgreement, { number, sha256 });
    await get(bartek, startInitiative);
  }

  beforeEach(async () => {
    [home, guest, third] = [newId(), newId(), newId()];
    await Promise.all([found(home, 'Dom'), found(guest, 'Gość'), found(third, 'Trzeci')]);
    [anna, bartek, celina, dorota] = await Promise.all([sit(home), sit(guest), sit(third), sit(guest)]);
    await bed.settle();
    initiativeId = await brought();
  });

  describe('the invitation', () => {
    it('asks the cluster and the home; both are named, and those who are asked may read', async () => {
      expect(await call(bartek, readInitiative)).toEqual({ refused: 'not-found' });
      expect(await get(anna, inviteCluster, { invitedClusterId: guest })).toMatchObject({ homeClusterId: home, invitedClusterId: guest, name: 'Gość', initiativeTitle: 'Aleja', state: 'invited', invitedBy: anna.memberId, decidedAt: null });
      expect((await get(anna, listInitiativeClusters)).items).toMatchObject([{ invitedClusterId: home, state: 'invited' }, { invitedClusterId: guest, state: 'invited' }]);
      expect(await get(bartek, readInitiative)).toMatchObject({ id: initiativeId, clusterId: home });
      expect((await bartek.person.get(listSharedInitiatives, { clusterId: guest })).items).toMatchObject([{ initiativeId, homeClusterId: home, initiativeTitle: 'Aleja', state: 'invited' }]);
      expect((await anna.person.get(listSharedInitiatives, { clusterId: home })).items).toEqual([]);
      expect((await events()).map(({ type, cluster_id: id }) => [type, id])).toEqual([
        'initiative.brought.v1', 'partner.joined.v2', 'initiative.forming.v1', 'cluster.invited.v1', 'cluster.invited.v1'].map((type) => [`initiatives.${type}`, home]));
    });

    it('is refused of a cluster that there is not, or no more, and to who is no partner', async () => {
      expect(await call(anna, inviteCluster, { invitedClusterId: newId() })).toEqual({ refused: 'unknown-cluster' });
      await bed.tell('membership', { clusterId: third, subject: third, version: 2, happenings: [ClusterWasDissolved.of({ clusterId: third, matterId: null, dissolvedAt: bed.clock.now() })] });
      await bed.settle();
      expect(await call(anna, inviteCluster, { invitedClusterId: third })).toEqual({ refused: 'unknown-cluster' });
      expect(await call(await sit(home), inviteCluster, { invitedClusterId: guest })).toEqual({ refused: 'not-partner' });
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
      const matterId = await decided(guest, 'initiative-acceptance');
      // The answer is right even where nothing was heard of the decision yet.
      expect(await get(bartek, joinInitiative)).toMatchObject({ memberId: bartek.memberId, homeClusterId: guest, name: 'Podmiot', state: 'partner' });
      expect(await get(anna, readInitiativeCluster, { invitedClusterId: guest })).toMatchObject({ state: 'accepted', matterId });
      expect((await get(bartek, listPartners)).items.map(({ memberId, homeClusterId }) => [memberId, homeClusterId])).toEqual([[anna.memberId, home], [bartek.memberId, guest]]);
      const last = (await events()).at(-1)!;
      expect(last).toMatchObject({ type: 'initiatives.partner.joined.v2', cluster_id: home, subject_version: 7 });
    });

    it('of both tables is needed before it runs', async () => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      await decided(guest, 'initiative-acceptance');
      await get(bartek, joinInitiative);
      const { number, sha256 } = await get(bartek, proposeAgreement, { text: 'Razem.' });
      for (const seat of [anna, bartek]) await get(seat, signAgreement, { number, sha256 });
      for (const seat of [anna, bartek]) expect(await call(seat, startInitiative)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Dom' } });
      await decided(home, 'initiative-acceptance', 'rejected');
      await bed.settle();
      expect(await stateOf(home)).toBe('invited');
      await decided(home, 'initiative-acceptance');
      expect(await get(anna, startInitiative)).toMatchObject({ state: 'running' });
    });

    it.each(['rejected', 'no-quorum'] as const)('%s: it sees nothing any more, and can be asked again', async (outcome) => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      await get(bartek, readInitiative);
      await decided(guest, 'initiative-acceptance', outcome);
      await bed.settle();
      expect(await stateOf(guest)).toBe('declined');
      expect(await call(bartek, readInitiative)).toEqual({ refused: 'not-found' });
      expect(await get(anna, inviteCluster, { invitedClusterId: guest })).toMatchObject({ state: 'invited', matterId: null, decidedAt: null });
      expect(await get(bartek, readInitiative)).toMatchObject({ id: initiativeId });
    });

    it('about an initiative to which the cluster was not invited changes nothing, however often it is told', async () => {
      await get(anna, inviteCluster, { invitedClusterId: guest });
      const before = await events();
      for (const effect of ['initiative-acceptance', 'initiative-departure'] as const) await decided(third, effect);
      await decided(guest, 'initiative-acceptance', 'adopted', newId());
      await bed.settle();
      expect(await events()).toEqual(before);
      expect(await call(celina, readInitiative)).toEqual({ refused: 'not-found' });
    });

    it('several of them, of several clusters and at once with what the partners do: the versions have no gap', async () => {
      for (const invitedClusterId of [guest, third]) await get(anna, inviteCluster, { invitedClusterId });
      const joins = atOnce(6, async () => call(await sit(home), joinInitiative));
      await Promise.all([guest, third, home, guest, third, home].map((clusterId) => decided(clusterId, 'initiative-acceptance')));
      expect(outcomes(await joins)).toEqual({ granted: 6 });
      await bed.settle();
      expect((await get(anna, listInitiativeClusters)).items.map(({ state }) => state)).toEqual(['accepted', 'accepted', 'accepted']);
      const told = await events();
      expect(told.map(({ subject_version: version }) => version)).toEqual(told.map((_, place) => place + 1));
      expect(told.filter(({ type }) => type === 'initiatives.cluster.decided.v1')).toHaveLength(3);
      expect(await bed.rows('SELECT FROM initiatives.parked_event')).toEqual([]);
    });
  });

  describe('the departure', () => {
    const partnersOf = async (by: Seat) => (await get(by, listPartners)).items.map(({ state }) => state);

    it('of a cluster takes its partners along with the notice of the agreement, and is done when the last has left', async () => {
      await running();
      await decided(guest, 'initiative-departure');
      await bed.settle();
      expect(await stateOf(guest)).toBe('leaving');
      expect(await get(bartek, readPartner, { memberId: bartek.memberId })).toMatchObject({ state: 'leaving', leavesOn: daysLater(civilDay(bed.clock.now()), 30) });
      expect(await call(dorota, joinInitiative)).toEqual({ refused: 'clusters-undecided', parameters: { missing: 'Gość' } });
      bed.clock.turn({ days: 32 });
      await eventually(async () => ((await stateOf(guest)) === 'left' ? true : undefined), () => 'it has not left');
      expect(await partnersOf(anna)).toEqual(['partner', 'left']);
      expect((await events()).slice(-4).map(({ type }) => type)).toEqual(['cluster.decided.v1', 'partner.leaving.v1', 'partner.left.v1', 'cluster.left.v1'].map((type) => `initiatives.${type}`));
      // What it took part in it may read, to settle it.
      expect(await get(bartek, readInitiative)).toMatchObject({ state: 'running' });
    });

    it('while the partnership forms is done at once', async () => {
      await accepted();
      await get(bartek, joinInitiative);
      await decided(guest, 'initiative-departure');
      await eventually(async () => ((await stateOf(guest)) === 'left' ? true : undefined), () => 'it has not left');
      expect(await partnersOf(anna)).toEqual(['partner', 'left']);
    });

    it('of its last partner alone leaves the cluster in: others of it may join', async () => {
      await accepted();
      await get(bartek, joinInitiative);
      await get(bartek, leaveInitiative, { memberId: bartek.memberId });
      expect(await get(dorota, joinInitiative)).toMatchObject({ state: 'partner' });
      expect(await stateOf(guest)).toBe('accepted');
    });
  });

  describe('what each sees', () => {
    it('is shared alone: nothing else of the home, under no path', async () => {
      await running();
      const other = await brought('Inna');
      const [goal, task] = await Promise.all([
        anna.person.get(setGoal, { clusterId: home, initiativeId: other, ...aim() }),
        anna.person.get(addTask, { clusterId: home, initiativeId: other, title: 'Kopać', responsible: [anna.memberId], accountable: anna.memberId }),
      ]);
      const one = { clusterId: home, initiativeId: other };
      const measurement = await anna.person.get(measureGoal, { ...one, goalId: goal.id, value: '1', measuredOn: civilDay(bed.clock.now()) });
      const { number, sha256 } = await anna.person.get(proposeAgreement, { ...one, text: 'Inna.' });
      const asked: readonly (readonly [Operation, object])[] = [
        [readInitiative, {}], [formInitiative, {}], [joinInitiative, {}], [listPartners, {}], [readPartner, { memberId: anna.memberId }], [listAgreementVersions, {}], [readAgreementVersion, { number }],
        [signAgreement, { number, sha256 }], [proposeAgreement, { text: 'A' }], [startInitiative, {}], [setGoal, aim()], [listGoals, {}], [readGoal, { goalId: goal.id }], [listTasks, {}],
        [addTask, { title: 'A', responsible: [bartek.memberId], accountable: bartek.memberId }], [readCalendar, {}], [inviteCluster, { invitedClusterId: third }], [listInitiativeClusters, {}], [readInitiativeCluster, { invitedClusterId: guest }],
      ];
      for (const seat of [bartek, celina]) {
        for (const [operation, more] of asked) expect([operation.name, await seat.person.call(operation, { clusterId: seat.clusterId, initiativeId: other, ...more } as never)]).toEqual([operation.name, { refused: 'not-found' }]);
      }
      // Nor what belongs to it under the name of what is shared.
      const below: readonly (readonly [Operation, object, number?])[] = [
        [readGoal, { goalId: goal.id }], [changeGoal, { goalId: goal.id, ...aim() }, goal.version], [dropGoal, { goalId: goal.id, reason: 'Nie' }], [measureGoal, { goalId: goal.id, value: '1', measuredOn: civilDay(bed.clock.now()) }],
        [listMeasurements, { goalId: goal.id }], [readMeasurement, { goalId: goal.id, measurementId: measurement.id }],
        [readTask, { taskId: task.id }], [finishTask, { taskId: task.id }], [changeTask, { taskId: task.id, title: 'B', responsible: [bartek.memberId], accountable: bartek.memberId }, task.version],
        [readAgreementVersion, { number: 2 }], [signAgreement, { number: 2, sha256 }],
      ];
      for (const seat of [anna, bartek]) {
        for (const [operation, more, expectedVersion] of below) {
          const answer = await seat.person.call(operation, { clusterId: seat.clusterId, initiativeId, ...more } as never, expectedVersion === undefined ? {} : { expectedVersion });
          expect([operation.name, answer]).toEqual([operation.name, { refused: 'not-found' }]);
        }
      }
    });

    it('is its own list, and its own path alone', async () => {
      await running();
      const { id } = await bartek.person.get(bringIdea, { clusterId: guest, title: 'Swoja', summary: 'B', novelty: 'C' });
      expect((await bartek.person.get(listInitiatives, { clusterId: guest })).items.map(({ id: listed }) => listed)).toEqual([id]);
      expect((await celina.person.get(listInitiatives, { clusterId: third })).items).toEqual([]);
      expect((await celina.person.get(listSharedInitiatives, { clusterId: third })).items).toEqual([]);
      for (const [seat, clusterId] of [[anna, guest], [bartek, home], [celina, home], [celina, guest]] as const) {
        for (const operation of [readInitiative, listPartners, joinInitiative]) expect(await seat.person.call(operation, { clusterId, initiativeId } as never)).toEqual({ refused: 'forbidden' });
      }
    });

    it('is worked on together: goals, measurements and tasks stand at home, whoever adds them', async () => {
      await running();
      const { id: goalId } = await get(bartek, setGoal, aim());
      await get(bartek, measureGoal, { goalId, value: '5', measuredOn: civilDay(bed.clock.now()) });
      const { items: [measured] } = await get(anna, listMeasurements, { goalId });
      expect(measured).toMatchObject({ value: '5', recordedBy: bartek.memberId });
      expect(await get(bartek, readMeasurement, { goalId, measurementId: measured!.id })).toEqual(measured);
      const task = await get(bartek, addTask, { title: 'Sadzić', responsible: [bartek.memberId], accountable: anna.memberId });
      expect((await get(anna, listTasks)).items).toMatchObject([{ id: task.id, clusterId: home }]);
      expect((await events(goalId)).map(({ cluster_id: id }) => id)).toEqual([home, home]);
      expect((await bed.rows<{ cluster_id: string }>('SELECT cluster_id FROM initiatives.timer WHERE subject = $1', [goalId]))).toEqual([{ cluster_id: home }]);
      expect((await get(dorota, listGoals)).items).toMatchObject([{ id: goalId }]);
      expect(await call(dorota, setGoal, aim())).toEqual({ refused: 'not-partner' });
    });

    it('is what a partner owes, told at its own table', async () => {
      await running();
      const membership = await bed.process('membership');
      const obligations = (seat: Seat) => membership.call(listInitiativeObligations, { clusterId: seat.clusterId, memberId: seat.memberId }, { requestId: newId() });
      expect(await obligations(bartek)).toMatchObject({ items: [{ kind: 'partnership', id: initiativeId, path: `/v1/clusters/${guest}/initiatives/${initiativeId}` }] });
      expect(await obligations(anna)).toMatchObject({ items: [{ kind: 'partnership', id: initiativeId, path: `/v1/clusters/${home}/initiatives/${initiativeId}` }] });
      expect(await obligations(dorota)).toEqual({ items: [] });
    });

    it('is never mixed, whoever asks beside whom', async () => {
      await running();
      const [shared, own] = [initiativeId, new Map<Seat, string>()];
      for (const seat of [anna, bartek, celina]) own.set(seat, (await seat.person.get(bringIdea, { clusterId: seat.clusterId, title: seat.clusterId, summary: 'B', novelty: 'C' })).id);
      const wrong: unknown[] = [];
      const ask = async (turn: number) => {
        const seat = [anna, bartek, celina][turn % 3]!;
        const whose = [anna, bartek, celina][Math.floor(turn / 3) % 3]!;
        const mine = await seat.person.call(readInitiative, { clusterId: seat.clusterId, initiativeId: own.get(whose)! });
        const ours = await (turn % 2 ? seat.person.call(listPartners, { clusterId: seat.clusterId, initiativeId: shared }) : seat.person.call(setGoal, { clusterId: seat.clusterId, initiativeId: shared, ...aim() }));
        const list = await seat.person.get(listInitiatives, { clusterId: seat.clusterId });
        const right = [
          whose === seat ? 'title' in mine && mine.title === seat.clusterId : 'refused' in mine && mine.refused === 'not-found',
          seat === celina ? 'refused' in ours && ours.refused === 'not-found' : !('refused' in ours),
          list.items.every(({ clusterId }) => clusterId === seat.clusterId),
        ];
        if (right.includes(false)) wrong.push({ turn, mine, ours });
      };
      for (const wave of [0, 1]) await atOnce(90, (turn) => ask(90 * wave + turn));
      expect(wrong).toEqual([]);
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
