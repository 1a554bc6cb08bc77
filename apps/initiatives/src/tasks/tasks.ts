import { NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { Initiatives } from '../initiatives/initiatives.js';
import { KnownInitiatives } from '../initiatives/known-initiatives.js';
import { Partners } from '../partners/partners.js';
import type { Node, Task, Work as TaskWork } from './task.js';

export const taskSchema = new EntitySchema<Task>({
  name: 'task',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    initiativeId: { type: 'uuid' },
    title: { type: 'text' },
    description: { type: 'text', nullable: true },
    responsible: { type: 'uuid', array: true },
    accountable: { type: 'uuid' },
    consulted: { type: 'uuid', array: true },
    informed: { type: 'uuid', array: true },
    due: { type: 'date', nullable: true },
    dependsOn: { type: 'uuid', array: true },
    state: { type: 'text' },
    addedBy: { type: 'uuid' },
    addedAt: { type: 'timestamptz' },
    doneAt: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});

/** The lock of those who decide about tasks of an initiative. */
const tasksOf = (initiativeId: string): string => `tasks of ${initiativeId}`;

interface Held {
  readonly at: TaskWork;
  readonly memberId: string;
}

@Injectable()
export class Tasks extends Collection<Task> {
  constructor(
    database: Database,
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly known: KnownInitiatives,
  ) {
    super(database, taskSchema);
  }

  /** Keeps everybody else from deciding about tasks of an initiative until the work, which it holds, ends: also for who closes it. */
  takeAlone(work: Work, initiativeId: string): void {
    work.hold();
    work.lock(tasksOf(initiativeId), 'exclusive');
  }

  /**
   * All that a decision about tasks of an initiative needs to know. Whoever decides comes one after the other: two could
   * otherwise let tasks wait for each other, or finish one whose predecessor is just opened again.
   */
  async hold(initiativeId: string, { work, member }: Call): Promise<Held | Refusal<'not-found'>> {
    this.takeAlone(work, initiativeId);
    const [initiative, partners, tasks, { memberId }] = await Promise.all([
      this.initiatives.find(work, initiativeId),
      this.partners.of(work, initiativeId),
      work.query<Node>('SELECT id, title, state, depends_on AS "dependsOn" FROM task WHERE initiative_id = $1', [initiativeId]),
      member,
    ]);
    return initiative ? { at: { initiative, partners, tasks, count: tasks.length }, memberId } : refuse(NotFound);
  }

  /**
   * What a decision about a new task needs to know that waits for no other: beside all others who add such, because none
   * can close a circle. Whoever closes the initiative takes the lock alone.
   */
  async beside(initiativeId: string, { work, member }: Call): Promise<Held | Refusal<'not-found'>> {
    work.lock(tasksOf(initiativeId), 'shared');
    const [known, [row], { memberId }] = await Promise.all([
      this.known.find(work, initiativeId),
      work.query<{ count: number }>('SELECT count(*)::int AS count FROM task WHERE initiative_id = $1', [initiativeId]),
      member,
    ]);
    return known ? { at: { ...known, tasks: [], count: row!.count }, memberId } : refuse(NotFound);
  }

  /** All of it, with one of its tasks that is to be changed. */
  async holdOne({ initiativeId, taskId }: { readonly initiativeId: string; readonly taskId: string }, call: Call): Promise<(Held & { readonly task: Task }) | Refusal<'not-found' | 'stale-version'>> {
    const held = await this.hold(initiativeId, call);
    if ('refused' in held) return held;
    const task = await this.find(call.work, taskId);
    if (task?.initiativeId !== initiativeId) return refuse(NotFound);
    return call.expectedVersion === undefined || call.expectedVersion === task.version ? { ...held, task } : refuse(StaleVersion);
  }
}

/** `column AS "property", …` as clients see it. */
export const shownTask = `id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", title, description, responsible, accountable, consulted, informed, due, depends_on AS "dependsOn", state,
  added_by AS "addedBy", instant(added_at) AS "addedAt", instant(done_at) AS "doneAt", reason`;

/** Whoever is at work in the same transaction finds what is open and due: of one initiative, in the order of their days. */
export const dueTasks = (work: Work, initiativeId: string): Promise<Task[]> =>
  work.query<Task>(`SELECT ${shownTask} FROM task WHERE initiative_id = $1 AND state IN ('to-do', 'doing') AND due IS NOT NULL ORDER BY due, id`, [initiativeId]);
