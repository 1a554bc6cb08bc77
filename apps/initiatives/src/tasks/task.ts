import {
  accept, type Decision, type Initiative, type Instant, NotPartner, refuse, type Task, TaskAdded, TaskBlocked, TaskChanged, TaskCycle, TaskMoved, TaskUnfit, TaskWrongState, TooManyTasks, WrongState,
} from '@klaster/contracts';
import { isPartner, type Partner } from '../partners/partner.js';

export type { Task };

/** What a task says. */
export type TaskTerms = Pick<Task, 'title' | 'description' | 'responsible' | 'accountable' | 'consulted' | 'informed' | 'due' | 'dependsOn'>;

/** What one task is to the others: enough to see which wait for which. */
export type Node = Pick<Task, 'id' | 'title' | 'state' | 'dependsOn'>;

/** Where the decision is made: the initiative, its partners and all its tasks, or none of them where none can matter. */
export interface Work {
  readonly initiative: Pick<Initiative, 'id' | 'clusterId' | 'state'>;
  readonly partners: readonly Partner[];
  readonly tasks: readonly Node[];
  /** How many there are. */
  readonly count: number;
}

const mostTasks = 1_000;

const beforeClosing: readonly Initiative['state'][] = ['idea', 'forming', 'running'];
const untilClosed: readonly Initiative['state'][] = [...beforeClosing, 'closing'];

/** What is over has no more tasks; what is closing ends those that it has, and takes no new ones. */
function refuseTo({ initiative: { state }, partners }: Work, memberId: string, states = untilClosed) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  return states.includes(state) ? undefined : refuse(WrongState, { state, needed: states.join(', ') });
}

/** The tasks on a way from `from` back to `from`, in their order; none where there is no such way. */
export function cycleThrough(from: string, tasks: readonly Pick<Node, 'id' | 'dependsOn'>[]): readonly string[] | undefined {
  const before = new Map(tasks.map(({ id, dependsOn }) => [id, dependsOn]));
  const cameFrom = new Map<string, string>();
  const waiting = [from];
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) {
    for (const next of before.get(task) ?? []) {
      if (next === from) return wayBack(task, from, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, task);
      waiting.push(next);
    }
  }
  return undefined;
}

function wayBack(last: string, from: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [from];
  for (let task: string | undefined = last; task !== undefined && task !== from; task = cameFrom.get(task)) way.splice(1, 0, task);
  return [...way, from];
}

function refuseTerms(id: string, terms: TaskTerms, { partners, tasks }: Work) {
  const named = [...terms.responsible, terms.accountable, ...terms.consulted, ...terms.informed];
  const known = new Map(tasks.map((task) => [task.id, task.title]));
  if (!named.every((memberId) => isPartner(partners, memberId)) || !terms.dependsOn.every((before) => before === id || known.has(before))) return refuse(TaskUnfit);
  const cycle = cycleThrough(id, [...tasks.filter((task) => task.id !== id), { id, dependsOn: terms.dependsOn }]);
  return cycle && refuse(TaskCycle, { cycle: cycle.map((task) => (task === id ? terms.title : known.get(task)!)).join(' → ') });
}

const told = ({ id: taskId, initiativeId, clusterId }: Task) => ({ taskId, initiativeId, clusterId });
const termsTold = ({ responsible, accountable, consulted, informed, due, dependsOn }: TaskTerms) => ({ responsible, accountable, consulted, informed, due, dependsOn });
const once = (ids: readonly string[]) => [...new Set(ids)];
const eachOnce = (terms: TaskTerms): TaskTerms => ({
  ...terms, responsible: once(terms.responsible), consulted: once(terms.consulted), informed: once(terms.informed), dependsOn: once(terms.dependsOn),
});

export function addTask(id: string, said: TaskTerms, work: Work, memberId: string, now: Instant): Decision<Task, 'not-partner' | 'initiative-wrong-state' | 'task-unfit' | 'task-cycle' | 'too-many-tasks'> {
  const terms = eachOnce(said);
  const refused = refuseTo(work, memberId, beforeClosing) ?? refuseTerms(id, terms, work) ?? (work.count >= mostTasks ? refuse(TooManyTasks) : undefined);
  if (refused) return refused;
  const { id: initiativeId, clusterId } = work.initiative;
  const task: Task = { id, version: 0, clusterId, initiativeId, ...terms, state: 'to-do', addedBy: memberId, addedAt: now, doneAt: null, reason: null };
  return accept(task, [TaskAdded.of({ ...told(task), ...termsTold(task), addedBy: memberId, addedAt: now })]);
}

export function changeTask(task: Task, said: TaskTerms, work: Work, memberId: string, now: Instant): Decision<Task, 'not-partner' | 'initiative-wrong-state' | 'task-unfit' | 'task-cycle' | 'task-wrong-state'> {
  const terms = eachOnce(said);
  const refused = refuseTo(work, memberId) ?? (isOver(task) ? refuse(TaskWrongState, { state: task.state }) : undefined) ?? refuseTerms(task.id, terms, work);
  if (refused) return refused;
  const changed: Task = { ...task, ...terms };
  return accept(changed, [TaskChanged.of({ ...told(task), ...termsTold(changed), changedBy: memberId, changedAt: now })]);
}

const isOver = ({ state }: Pick<Task, 'state'>) => state === 'done' || state === 'dropped';

/** From which states a task comes into another. */
const comesFrom = { doing: ['to-do'], done: ['to-do', 'doing'], 'to-do': ['doing', 'done', 'dropped'], dropped: ['to-do', 'doing'] } as const satisfies Record<Task['state'], readonly Task['state'][]>;

/** Begins a task, finishes or drops it, or opens it again. What depends on others is done after them. */
export function moveTask(task: Task, state: Task['state'], reason: string | null, work: Work, memberId: string, now: Instant): Decision<Task, 'not-partner' | 'initiative-wrong-state' | 'task-wrong-state' | 'task-blocked'> {
  const refused = refuseTo(work, memberId);
  if (refused) return refused;
  if (!(comesFrom[state] as readonly string[]).includes(task.state)) return refuse(TaskWrongState, { state: task.state });
  const open = work.tasks.filter((before) => task.dependsOn.includes(before.id) && !isOver(before));
  if (state === 'done' && open.length > 0) return refuse(TaskBlocked, { before: open.map(({ title }) => title).join(', ') });
  const moved: Task = { ...task, state, doneAt: state === 'done' ? now : null, reason };
  return accept(moved, [TaskMoved.of({ ...told(task), state, movedBy: memberId, movedAt: now })]);
}
