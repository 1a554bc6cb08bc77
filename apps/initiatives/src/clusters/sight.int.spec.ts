import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  addTask, bringIdea, changeGoal, changeTask, dropGoal, finishTask, formInitiative, inviteCluster, joinInitiative, listAgreementVersions, listGoals, listInitiativeClusters, listInitiativeObligations,
  listInitiatives, listMeasurements, listPartners, listSharedInitiatives, listTasks, measureGoal, type Operation, proposeAgreement, readAgreementVersion, readCalendar, readGoal, readInitiative,
  readInitiativeCluster, readMeasurement, readPartner, readTask, setGoal, signAgreement, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay, daysLater } from '@klaster/service-kit';
import { atOnce, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { type Seat, SharedInitiative } from '../testing/shared-initiative.js';

/** What members of several clusters see of each other's, where one initiative is theirs together. */
describe('what each cluster sees', () => {
  let bed: Testbed;
  let shared: SharedInitiative;
  let { anna, bartek, celina, dorota } = {} as SharedInitiative['seats'];
  let home: string, guest: string, third: string, initiativeId: string;

  const call: SharedInitiative['call'] = (...asked) => shared.call(...asked);
  const get: SharedInitiative['get'] = (...asked) => shared.get(...asked);
  const aim = () => ({ title: 'Więcej drzew', indicator: 'Drzewa', unit: 'szt.', baseline: '0', target: '100', due: daysLater(civilDay(bed.clock.now()), 60) });

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

  it('is shared alone: nothing else of the home, under no path', async () => {
    await shared.run();
    const other = await shared.bring('Inna');
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
    await shared.run();
    const { id } = await bartek.person.get(bringIdea, { clusterId: guest, title: 'Swoja', summary: 'B', novelty: 'C' });
    expect((await bartek.person.get(listInitiatives, { clusterId: guest })).items.map(({ id: listed }) => listed)).toEqual([id]);
    expect((await celina.person.get(listInitiatives, { clusterId: third })).items).toEqual([]);
    expect((await celina.person.get(listSharedInitiatives, { clusterId: third })).items).toEqual([]);
    for (const [seat, clusterId] of [[anna, guest], [bartek, home], [celina, home], [celina, guest]] as const) {
      for (const operation of [readInitiative, listPartners, joinInitiative]) expect(await seat.person.call(operation, { clusterId, initiativeId } as never)).toEqual({ refused: 'forbidden' });
    }
  });

  it('is worked on together: goals, measurements and tasks stand at home, whoever adds them', async () => {
    await shared.run();
    const { id: goalId } = await get(bartek, setGoal, aim());
    await get(bartek, measureGoal, { goalId, value: '5', measuredOn: civilDay(bed.clock.now()) });
    const { items: [measured] } = await get(anna, listMeasurements, { goalId });
    expect(measured).toMatchObject({ value: '5', recordedBy: bartek.memberId });
    expect(await get(bartek, readMeasurement, { goalId, measurementId: measured!.id })).toEqual(measured);
    const task = await get(bartek, addTask, { title: 'Sadzić', responsible: [bartek.memberId], accountable: anna.memberId });
    expect((await get(anna, listTasks)).items).toMatchObject([{ id: task.id, clusterId: home }]);
    expect((await shared.told(goalId)).map(({ cluster_id: id }) => id)).toEqual([home, home]);
    expect((await bed.rows<{ cluster_id: string }>('SELECT cluster_id FROM initiatives.timer WHERE subject = $1', [goalId]))).toEqual([{ cluster_id: home }]);
    expect((await get(dorota, listGoals)).items).toMatchObject([{ id: goalId }]);
    expect(await call(dorota, setGoal, aim())).toEqual({ refused: 'not-partner' });
  });

  it('is what a partner owes, told at its own table', async () => {
    await shared.run();
    const membership = await bed.process('membership');
    const obligations = (seat: Seat) => membership.call(listInitiativeObligations, { clusterId: seat.clusterId, memberId: seat.memberId }, { requestId: newId() });
    expect(await obligations(bartek)).toMatchObject({ items: [{ kind: 'partnership', id: initiativeId, path: `/v1/clusters/${guest}/initiatives/${initiativeId}` }] });
    expect(await obligations(anna)).toMatchObject({ items: [{ kind: 'partnership', id: initiativeId, path: `/v1/clusters/${home}/initiatives/${initiativeId}` }] });
    expect(await obligations(dorota)).toEqual({ items: [] });
  });

  it('is never mixed, whoever asks beside whom', async () => {
    await shared.run();
    const own = new Map<Seat, string>();
    for (const seat of [anna, bartek, celina]) own.set(seat, (await seat.person.get(bringIdea, { clusterId: seat.clusterId, title: seat.clusterId, summary: 'B', novelty: 'C' })).id);
    const wrong: unknown[] = [];
    const ask = async (turn: number) => {
      const seat = [anna, bartek, celina][turn % 3]!;
      const whose = [anna, bartek, celina][Math.floor(turn / 3) % 3]!;
      const mine = await seat.person.call(readInitiative, { clusterId: seat.clusterId, initiativeId: own.get(whose)! });
      const ours = await (turn % 2 ? seat.person.call(listPartners, { clusterId: seat.clusterId, initiativeId }) : seat.person.call(setGoal, { clusterId: seat.clusterId, initiativeId, ...aim() }));
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
