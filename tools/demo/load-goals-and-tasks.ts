import { addTask, finishTask, measureGoal, setGoal, startTask } from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import { dayBefore } from './load-contributions.ts';
import type { Initiatives } from './load-initiatives.ts';
import { dayAfter } from './resources/days.ts';
import type { GoalRow, TaskRow } from './rows.ts';

/** What the initiatives want to reach, and who does what by when. */
export async function loadGoalsAndTasks(ground: Ground, tables: readonly Table[], initiatives: Initiatives): Promise<void> {
  const rows = tables.flatMap((table) => table.plan.initiatives.map((row) => ({ table, row })));
  await ground.eachOf('initiatives with goals and tasks', rows, async ({ table, row: { key, goals = [], plan = [] } }) => {
    const one = { clusterId: table.id, initiativeId: initiatives.get(`${table.plan.key}/${key}`)! };
    for (const [index, goal] of goals.entries()) await loadGoal(ground, table, one, goal, `${key}/goal/${index}`);
    const taskIds: string[] = [];
    for (const [index, task] of plan.entries()) taskIds.push(await loadTask(ground, table, one, task, taskIds, `${key}/task/${index}`));
  });
}

interface One {
  readonly clusterId: string;
  readonly initiativeId: string;
}

async function loadGoal(ground: Ground, table: Table, one: One, { by, title, indicator, unit, from, to, inDays, own, measured }: GoalRow, key: string): Promise<void> {
  const client = table.clientOf(by);
  const { countedFrom } = ground.file.record;
  const aim = { title, indicator, unit, baseline: from, target: to, due: dayAfter(countedFrom, inDays) };
  const { id: goalId } = await client.call(setGoal, { ...one, ...aim, ...(own ? { autonomous: true, visibleTo: own } : {}) }, table.as(by, key));
  for (const [index, [daysAgo, value]] of measured.entries()) await client.call(measureGoal, { ...one, goalId, value, measuredOn: dayBefore(countedFrom, daysAgo) }, table.as(by, `${key}/measurement/${index}`));
}

async function loadTask(ground: Ground, table: Table, one: One, { title, by, answers, asked = [], inDays, after = [], state }: TaskRow, taskIds: readonly string[], key: string): Promise<string> {
  const client = table.clientOf(by);
  const request = {
    ...one, title, responsible: [table.memberId(by)], accountable: table.memberId(answers), consulted: asked.map((party) => table.memberId(party)), dependsOn: after.map((index) => taskIds[index]!),
    ...(inDays === undefined ? {} : { due: dayAfter(ground.file.record.countedFrom, inDays) }),
  };
  const { id: taskId } = await client.call(addTask, request, table.as(by, key));
  if (state === 'doing') await client.call(startTask, { ...one, taskId }, table.as(by, `${key}/start`));
  if (state === 'done') await client.call(finishTask, { ...one, taskId }, table.as(by, `${key}/completion`));
  return taskId;
}
