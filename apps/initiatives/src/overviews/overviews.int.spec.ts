import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addBudgetLine, addTask, dropTask, finishTask, listBudgetLines, listCosts, listGoals, listPartners, listTasks, nameRisk, proposeAgreement, readInitiative, readOverview, recordCost, setGoal, signAgreement, startTask,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay, daysLater } from '@klaster/service-kit';
import { standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** An initiative at one look, in a service with two replicas. */
describe('the overview', () => {
  let bed: Testbed;
  let here: InInitiative;
  let first: Member, second: Member, outsider: Member;
  const clusterId = newId();
  const day = (later: number) => daysLater(civilDay(bed.clock.now()), later);
  const look = (by: Member, at: InInitiative = here) => by.person.get(readOverview, at);

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    const members = await admitAll(bed, clusterId, 3);
    [first, second, outsider] = [members[0]!, members[1]!, members[2]!];
    here = await run(clusterId, [first, second]);
  });

  afterAll(() => bed.stop());

  it('of one that has nothing yet shows just that', async () => {
    expect(await look(outsider)).toMatchObject({
      agreement: { inForce: 1, newest: 1, missing: [] }, clusters: [], goals: [], tasks: [], taskCounts: { 'to-do': 0, doing: 0, done: 0, dropped: 0 },
      budget: { currency: 'PLN', plannedMinor: 0, spentMinor: 0, overMinor: 0, lines: [] }, costs: { entries: 0, totalMinor: 0, unsettled: 0, newest: [] }, risks: [], settlement: null, benefits: [], statements: [],
    });
    expect(await outsider.person.call(readOverview, { clusterId, initiativeId: newId() })).toEqual({ refused: 'not-found' });
  });

  it('shows the same as each of its lists', async () => {
    const task = (title: string, due?: string) => first.person.get(addTask, { ...here, title, responsible: [first.memberId], accountable: second.memberId, ...(due ? { due } : {}) });
    const [late, soon, undated, done, dropped] = [await task('Późne', day(9)), await task('Wczesne', day(2)), await task('Kiedyś'), await task('Zrobione', day(1)), await task('Porzucone')];
    await first.person.get(startTask, { ...here, taskId: late.id });
    await first.person.get(startTask, { ...here, taskId: done.id });
    await first.person.get(finishTask, { ...here, taskId: done.id });
    await first.person.get(dropTask, { ...here, taskId: dropped.id, reason: 'Niepotrzebne' });
    const line = await first.person.get(addBudgetLine, { ...here, title: 'Sadzonki', planned: { amountMinor: 10_000, currency: 'PLN' } });
    await first.person.get(addBudgetLine, { ...here, title: 'Narzędzia', planned: { amountMinor: 5_000, currency: 'PLN' } });
    const cost = (amountMinor: number, budgetLineId?: string) =>
      second.person.get(recordCost, { ...here, amount: { amountMinor, currency: 'PLN' }, incurredOn: day(0), description: 'Zakup', ...(budgetLineId ? { budgetLineId } : {}) });
    for (const amount of [9_000, 7_500]) await cost(amount, line.id);
    await cost(400);
    await first.person.get(nameRisk, { ...here, title: 'Deszcz', likelihood: 3, impact: 2, owner: second.memberId, response: 'accept' });
    const shown = await look(outsider);
    expect(shown.tasks.map(({ id }) => id)).toEqual([soon.id, late.id, undated.id, done.id, dropped.id]);
    expect(shown.taskCounts).toEqual({ 'to-do': 2, doing: 1, done: 1, dropped: 1 });
    expect(shown.budget).toMatchObject({ plannedMinor: 15_000, spentMinor: 16_500, overMinor: 1_500 });
    expect(shown.costs).toMatchObject({ entries: 3, totalMinor: 16_900, unsettled: 3 });
    expect(shown.risks).toMatchObject([{ title: 'Deszcz', state: 'open' }]);
    const [tasks, costs, lines, partners, initiative] = await Promise.all([
      outsider.person.get(listTasks, here), outsider.person.get(listCosts, here), outsider.person.get(listBudgetLines, here), outsider.person.get(listPartners, here), outsider.person.get(readInitiative, here),
    ]);
    expect(shown.tasks.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(tasks.items);
    expect([shown.costs.newest, shown.budget.lines, shown.partners, shown.initiative]).toEqual([costs.items, lines.items, partners.items, initiative]);
  });

  it('shows goals to whom they are for, as their list does', async () => {
    const aim = { title: 'Więcej', indicator: 'Drzewa', unit: 'szt.', baseline: '0', target: '7.50', due: day(9), autonomous: true };
    for (const visibleTo of ['cluster', 'partners', 'partner'] as const) await first.person.get(setGoal, { ...here, ...aim, visibleTo });
    for (const [member, count] of [[first, 3], [second, 2], [outsider, 1]] as const) {
      const { goals } = await look(member);
      expect(goals).toHaveLength(count);
      expect(goals).toEqual((await member.person.get(listGoals, here)).items);
    }
  });

  it('says whose signature the newest version of the agreement lacks', async () => {
    const { number, sha256 } = await first.person.get(proposeAgreement, { ...here, text: 'Pracujemy dłużej.' });
    await second.person.get(signAgreement, { ...here, number, sha256 });
    expect((await look(outsider)).agreement).toEqual({ inForce: 1, newest: number, missing: [first.memberId] });
  });

  it('cuts lists where they are long, and counts all the same', async () => {
    const large = await run(clusterId, [first, second]);
    const service = await bed.sql('initiatives');
    await service.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    const fill = async (count: number, description: string) =>
      service.query(
        `INSERT INTO task (id, version, cluster_id, initiative_id, title, description, responsible, accountable, consulted, informed, depends_on, state, added_by, added_at)
         SELECT uuidv7(), 1, $1, $2, 'Zadanie ' || n, $4, ARRAY[$3::uuid], $3, '{}', '{}', '{}', 'to-do', $3, now() FROM generate_series(1, $5::int) AS n`,
        [clusterId, large.initiativeId, first.memberId, description, count],
      );
    await fill(600, 'Krótko');
    const many = await look(outsider, large);
    expect([many.tasks.length, many.taskCounts['to-do']]).toEqual([500, 600]);
    await service.query('UPDATE task SET description = $2 WHERE initiative_id = $1', [large.initiativeId, 'ż'.repeat(4_000)]);
    const long = await look(outsider, large);
    expect(long.tasks.length).toBeGreaterThan(40);
    expect(long.tasks.length).toBeLessThan(60);
    expect(long.taskCounts['to-do']).toBe(600);
  });
});
