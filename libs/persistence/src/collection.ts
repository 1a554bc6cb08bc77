import { type Accepted, type Decision, isRefusal, NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { EntitySchema } from 'typeorm';
import { Table } from './table.js';
import type { Database } from './database.js';
import { VersionConflict } from './failures.js';
import type { Work } from './work.js';

/** What every aggregate has. Its version counts its events: the first event makes version 1. */
export interface Aggregate {
  readonly id: string;
  readonly version: number;
}

/** How aggregates of one kind are kept: rows by id, changed only with the version that was read, told in the journal. */
export class Collection<State extends Aggregate> {
  protected readonly table: Table<State>;

  constructor(database: Database, schema: EntitySchema<State>) {
    this.table = database.table(schema);
  }

  /** `column AS "property", …` for queries that answer whole rows. */
  get columns(): string {
    return this.table.columns;
  }

  /** The state of one aggregate, or undefined where there is none that this transaction may see. */
  async find(work: Work, id: string): Promise<State | undefined> {
    const { text, values } = this.table.selectOne(id);
    const [row] = await work.query<State>(text, values);
    return row;
  }

  /** Keeps a new aggregate. Its version is the number of its first events. */
  add(work: Work, { state, events }: Accepted<State>, clusterId?: string): State {
    const kept = { ...state, version: events.length };
    work.write(this.table.insert(kept));
    work.tell(state.id, 1, events, clusterId);
    return kept;
  }

  /** Keeps many new aggregates by one statement, in this order. */
  addAll(work: Work, accepted: readonly Accepted<State>[], clusterId?: string): State[] {
    const kept = accepted.map(({ state, events }) => ({ ...state, version: events.length }));
    if (kept.length > 0) work.write(this.table.insertAll(kept));
    for (const { state, events } of accepted) work.tell(state.id, 1, events, clusterId);
    return kept;
  }

  /** Keeps a changed aggregate where nobody changed it since `before` was read. */
  keep(work: Work, before: State, { state, events }: Accepted<State>, clusterId?: string): State {
    const kept = { ...state, version: before.version + events.length };
    work.write(this.table.update(kept, before.version));
    work.tell(state.id, before.version + 1, events, clusterId);
    return kept;
  }

  /** The same at once, in a work that is held: for a change that something else which the work writes must find done. */
  async keepAtOnce(work: Work, before: State, { state, events }: Accepted<State>, clusterId?: string): Promise<State> {
    const kept = { ...state, version: before.version + events.length };
    const { text, values } = this.table.update(kept, before.version);
    const rows = await work.query(`${text} RETURNING 1`, values);
    if (rows.length !== 1) throw new VersionConflict('changed meanwhile');
    work.tell(state.id, before.version + 1, events, clusterId);
    return kept;
  }

  /**
   * Loads, decides, keeps. `expectedVersion` is the version that the caller has read, where it named one:
   * another is refused.
   */
  async change<Slug extends string>(
    work: Work,
    id: string,
    expectedVersion: number | undefined,
    decide: (state: State) => Decision<State, Slug> | Promise<Decision<State, Slug>>,
    clusterId?: string,
  ): Promise<State | Refusal<Slug | 'not-found' | 'stale-version'>> {
    const before = await this.find(work, id);
    if (!before) return refuse(NotFound);
    if (expectedVersion !== undefined && expectedVersion !== before.version) return refuse(StaleVersion);
    const decision = await decide(before);
    return isRefusal(decision) ? decision : this.keep(work, before, decision, clusterId);
  }
}
