import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addTask, bringIdea, changeTask, finishTask, formInitiative, joinInitiative, listTasks, readCalendar, readTask, reopenTask, startTask, type Task,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, type Caller, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { admit, type Member } from '../testing/members.js';

/** Tasks in a service with two replicas: what races must not let tasks wait for each other. */
describe('tasks', () => {
  let bed: Testbed;
  let [one, two]: Member[] = [] as never;
  let here: { clusterId: string; initiativeId: string };
  const clusterId = newId();

  const add = (fields: object = {}, by: Caller = one!.person): Promise<Task> =>
    by.get(addTask, { ...here, title: 'Przekopać', responsible: [one!.memberId], accountable: two!.memberId, ...fields });

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    [one, two] = [await admit(bed, clusterId), await admit(bed, clusterId)];
    await bed.settle();
    const { id: initiativeId } = await one!.person.get(bringIdea, { clusterId, title: 'Ogród', summary: 'Grządki', novelty: 'Razem' });
    here = { clusterId, initiativeId };
    await one!.person.get(formInitiative, here);
    await two!.person.get(joinInitiative, here);
  });

  afterAll(() => bed.stop());

  it('are found again as they were added', async () => {
    const task = await add({ due: '2026-12-24', consulted: [two!.memberId] });
    expect(task).toMatchObject({ state: 'to-do', version: 1, due: '2026-12-24', informed: [], dependsOn: [] });
    expect(await two!.person.get(readTask, { ...here, taskId: task.id })).toEqual(task);
    expect((await two!.person.get(listTasks, here)).items).toContainEqual(task);
  });

  it('never wait for each other, whoever is quicker', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const ring = await Promise.all(['A', 'B', 'C'].map((title) => add({ title })));
      const wait = (task: Task, before: Task) =>
        one!.person.call(changeTask, { ...here, taskId: task.id, title: task.title, responsible: task.responsible, accountable: task.accountable, dependsOn: [before.id] }, { expectedVersion: 1 });
      const answers = await Promise.all(ring.map((task, index) => wait(task, ring[(index + 1) % 3]!)));
      expect(outcomes(answers)).toEqual({ granted: 2, 'task-cycle': 1 });
    }
  });

  it('are kept from waiting for themselves by the database too', async () => {
    const { id } = await add();
    // The guard finds its table by its bare name, as the service's role does.
    await expect(bed.rows(`SET LOCAL search_path = initiatives; UPDATE task SET depends_on = ARRAY[id] WHERE id = '${id}'`)).rejects.toThrow(/wait for itself/);
  });

  it('are done once by twenty at once, and after what comes before', async () => {
    const before = await add({ title: 'Przekopać' });
    const task = await add({ title: 'Posiać', dependsOn: [before.id] });
    expect(await one!.person.call(finishTask, { ...here, taskId: task.id })).toEqual({ refused: 'task-blocked', parameters: { before: 'Przekopać' } });
    await two!.person.get(startTask, { ...here, taskId: before.id });
    expect(outcomes(await atOnce(20, () => one!.person.call(finishTask, { ...here, taskId: before.id })))).toEqual({ granted: 1, 'task-wrong-state': 19 });
    // Opening the first again races with finishing the second: both can be, one after the other, and never a done task behind an open one by oversight.
    const [, finished] = await Promise.all([two!.person.call(reopenTask, { ...here, taskId: before.id }), one!.person.call(finishTask, { ...here, taskId: task.id })]);
    const states = await Promise.all([before, task].map(async ({ id: taskId }) => (await one!.person.get(readTask, { ...here, taskId })).state));
    expect(states).toEqual(['to-do', 'refused' in finished ? 'to-do' : 'done']);
  });

  it('stand in the calendar while they are open', async () => {
    const open = await add({ title: 'Kupić nasiona', due: '2027-03-01' });
    const done = await add({ title: 'Zmierzyć działkę', due: '2027-02-01' });
    await one!.person.get(finishTask, { ...here, taskId: done.id });
    const { content, mediaType } = await two!.person.get(readCalendar, here);
    expect(mediaType).toBe('text/calendar');
    expect([content.includes(open.id), content.includes(done.id)]).toEqual([true, false]);
  });
});
