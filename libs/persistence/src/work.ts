import { federationId, type Happening, type Refusal } from '@klaster/contracts';
import type { PoolClient } from 'pg';
import type { Connections } from './connections.js';
import { BrokenConnection, failureOf, UnclearCommit, VersionConflict } from './failures.js';
import type { Rows } from './flight.js';
import { type IdempotencyRecord, rememberAnswer } from './idempotency.js';
import { appendToJournal, type NewEntry, newEntry, type Origin } from './journal.js';
import { lock, type LockMode } from './lock.js';
import { composeStatements, type Statement } from './statement.js';
import { revisionText, type Tenant, tenancy, unrevised } from './tenancy.js';
import { keepTimers, type Schedule } from './timers.js';

/** Somebody goes on with a work that has ended: its caller was refused meanwhile. Nothing may be asked or held any more. */
class WorkEnded extends Error {}

/** A statement whose failure shows in those behind it. */
const unanswered = (statement: Statement): Asked => ({ statement, resolve: () => undefined, reject: () => undefined });

/** What is written at once, as one statement; none where there is nothing. */
const composed = (writes: readonly Statement[]): Statement[] => (writes.length > 0 ? [composeStatements(writes)] : []);

/** How a work goes about it. */
export interface Manner {
  /** Nothing is taken from memory. */
  readonly afresh?: boolean;
  /** It only answers: what it remembers is checked along with what it asks. */
  readonly onlyReads?: boolean;
  /** What it writes shares a transaction with nothing else. */
  readonly alone?: boolean;
  /** What it asks may write: each flight is a transaction of its own. For background work that asks one thing. */
  readonly asksToWrite?: boolean;
}

interface Asked {
  readonly statement: Statement;
  readonly resolve: (rows: Rows) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * One operation's work in the database. What is asked in one turn of the event loop flies together, as a read-only
 * transaction of its own; what is written is gathered and flies in one transaction with the events and the
 * idempotency record. Nothing read is locked: a changed aggregate is kept only with the version that was read, and
 * uniqueness is the database's. Where that is not enough, `hold` makes one transaction of it all.
 */
export class Work {
  private readonly locks: Statement[] = [];
  private readonly writes: Statement[] = [];
  private readonly entries: NewEntry[] = [];
  /** How many of the entries are written already. */
  private written = 0;
  private readonly scheduled = new Map<string, Schedule & { readonly clusterId: string }>();
  private readonly taken = new Map<string, Refusal>();
  private asked: Asked[] = [];
  private tenant: Tenant;
  private acting: Pick<Origin, 'memberId' | 'mandateId'>;
  private held: Promise<PoolClient> | undefined;
  private reliesOn: number | undefined;
  private revision: Promise<number> | undefined;
  private failed: unknown;
  private ended = false;

  constructor(
    private readonly connections: Connections,
    private from: Origin,
    private readonly manner: Manner = {},
    private readonly timers?: ReadonlySet<string>,
  ) {
    const { clusterId = '', accountId = '' } = from;
    this.acting = from;
    this.tenant = { clusterId, accountId, callerId: accountId };
  }

  /** Who acts, and in which cluster. */
  get origin(): Origin {
    return this.from;
  }

  /** Enters a tenant: from here on row security shows rows of this cluster and this account only. What was gathered for another is written before. */
  enter(clusterId: string, accountId = ''): void {
    const gathered = this.held && clusterId !== this.tenant.clusterId ? this.gathered() : [];
    this.tenant = { ...this.tenant, clusterId, accountId };
    if (!this.held) return;
    this.flySoon();
    this.asked.push(...composed(gathered).map(unanswered), unanswered(tenancy(this.tenant, false)));
  }

  /**
   * Goes on in another cluster for the same caller: what it tells or schedules from here on without naming a cluster belongs
   * to that one.
   */
  moveTo(clusterId: string): void {
    this.from = { ...this.from, clusterId };
    this.enter(clusterId, this.tenant.accountId);
  }

  /** States for which member, by which mandate, the account acts: known once its standing is read. */
  actFor(memberId: string, mandateId: string): void {
    this.acting = { memberId, mandateId };
  }

  /**
   * Makes one transaction, on one connection, of everything from here to the commit: what is read can be locked and
   * what is asked may write. For background work, and for operations that must lock.
   */
  hold(): void {
    if (this.ended) throw new WorkEnded();
    if (this.held) return;
    this.held = this.connections.take();
    // Before whatever was asked in this turn and has not flown yet.
    this.flySoon();
    this.asked.unshift(...[{ text: 'BEGIN', values: [] }, tenancy(this.tenant, false), ...this.locks].map(unanswered));
  }

  /**
   * Locks a key for the transaction: `exclusive` waits for all others who hold it, `shared` for one who holds it alone.
   * The lock is taken before anything is written, by a statement of its own: what is written sees everything that the
   * holders before have committed. Where the work is held it is taken at once, before what is asked next; otherwise with
   * the commit, and only if that writes something. A lock that cannot be had without a deadlock is a `VersionConflict`.
   * @param key names the thing, such as `matter <id>`; the same for all services of the database
   */
  lock(key: string, mode: LockMode): void {
    if (this.ended) throw new WorkEnded();
    if (!this.held) {
      this.locks.push(lock(key, mode));
      return;
    }
    this.flySoon();
    this.asked.push(unanswered(lock(key, mode)));
  }

  /** Asks for rows. Questions asked without waiting in between fly together. */
  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    if (this.ended) return Promise.reject(new WorkEnded());
    return this.ask({ text, values }) as Promise<Row[]>;
  }

  /** Has something done that nobody waits for, in a work that is held: it flies with what is asked in this turn, and its failure is that of what is asked, or committed, behind it. */
  send(text: string, values: readonly unknown[]): void {
    if (!this.held) throw new Error('only a work that is held sends without asking');
    this.flySoon();
    this.asked.push(unanswered({ text, values }));
  }

  /**
   * A fact of the directory, remembered where it was asked before. Who relies on a remembered fact is told at the commit,
   * or by `stillTrue`, when the directory has changed meanwhile: as `VersionConflict`, to be tried again afresh.
   */
  async recall<Fact>(name: string, ask: () => Promise<Fact>): Promise<Fact> {
    const { recollections } = this.connections;
    // What row security shows to one tenant is no fact for another.
    const key = `${this.tenant.clusterId} ${name}`;
    if (!this.manner.afresh && recollections.has(key)) {
      this.reliesOn ??= recollections.revision;
      if (this.manner.onlyReads) this.readRevisionAhead();
      return recollections.get(key) as Fact;
    }
    // The revision is read first: a change in between makes the fact seem older than it is, never newer.
    const [revision, fact] = await Promise.all([this.readRevision(), ask()]);
    recollections.remember(revision, key, fact);
    return fact;
  }

  /** Fails with `VersionConflict` where a remembered fact that was relied on may be out of date. */
  async stillTrue(): Promise<void> {
    if (this.reliesOn === undefined) return;
    if ((await (this.revision ?? this.readRevision())) !== this.reliesOn) throw new VersionConflict('the directory changed meanwhile');
  }

  /** Asks for the revision along with what else is asked; `stillTrue` waits for it, if it comes to that: where a question beside it fails, nobody does. */
  private readRevisionAhead(): void {
    this.revision ??= this.readRevision();
    this.revision.catch(() => undefined);
  }

  private async readRevision(): Promise<number> {
    const [now] = await this.query<{ revision: number }>(revisionText);
    return now!.revision;
  }

  /** Gathers a write for the commit. Writes of one transaction must touch different rows. */
  write(statement: Statement): void {
    this.writes.push(statement);
  }

  /** States which refusal it is when the commit breaks a rule of the database, a unique, exclusion or check constraint: that rule alone is safe from races. */
  refuseWhenTaken(constraint: string, refusal: Refusal): void {
    this.taken.set(constraint, refusal);
  }

  /** The refusal stated for a rule of the database. */
  refusalFor(constraint: string): Refusal | undefined {
    return this.taken.get(constraint);
  }

  /** Writes what has happened to `subject` into the journal; `firstVersion` is the version of the first of the events. */
  tell(subject: string, firstVersion: number, happenings: readonly Happening[], clusterId = this.origin.clusterId): void {
    for (const [index, happening] of happenings.entries()) {
      this.entries.push(newEntry({ ...this.origin, ...this.acting }, clusterId ?? federationId, subject, firstVersion + index, happening));
    }
  }

  /**
   * Gathers for the commit that something is to happen to `subject` at `dueAt`, or no longer where that is null. What
   * was scheduled for it under this name before is moved; of several in one work the last counts.
   */
  schedule({ name, subject, dueAt, clusterId = this.origin.clusterId ?? federationId }: Schedule): void {
    if (this.timers && !this.timers.has(name)) throw new Error(`no timer of this service is called ${name}`);
    this.scheduled.set(`${subject} ${name}`, { name, subject, dueAt, clusterId });
  }

  /** Nothing is to be taken from memory: what was taken before has proved wrong. */
  get afresh(): boolean {
    return this.manner.afresh ?? false;
  }

  /** How many events the commit will tell. */
  get told(): number {
    return this.entries.length;
  }

  /** The shards in which it will tell them. */
  get toldShards(): number[] {
    return [...new Set(this.entries.map(({ shard }) => shard))];
  }

  /** Writes everything gathered, in one transaction and one flight. Fails as a whole or not at all. */
  async commit(answer?: IdempotencyRecord): Promise<void> {
    const writes = this.gathered(answer);
    // PostgreSQL answers COMMIT of a failed transaction with a quiet rollback.
    if (this.failed) throw failureOf(this.failed);
    if (this.held) {
      this.flySoon();
      this.asked.push(...composed(writes).map(unanswered));
      await this.ask({ text: 'COMMIT', values: [] }).catch(unclear);
      await this.giveBack(this.held);
    } else if (writes.length > 0) {
      const { shared } = this.connections;
      const commit = { tenant: this.tenant, locks: this.locks, writes };
      await (this.manner.alone ? shared.alone(commit) : shared.board(commit));
    }
    this.ended = true;
  }

  /** Everything gathered since it was asked for last. */
  private gathered(answer?: IdempotencyRecord): Statement[] {
    const writes = [...this.writes.splice(0), ...keepTimers([...this.scheduled.values()])];
    this.scheduled.clear();
    if (answer) writes.push(rememberAnswer(answer, this.origin.now));
    const entries = this.entries.slice(this.written);
    this.written = this.entries.length;
    if (entries.length > 0) writes.push(...appendToJournal(entries));
    if (this.reliesOn !== undefined && writes.length > 0) writes.push(unrevised(this.reliesOn));
    return writes;
  }

  /** Ends the work without a trace. */
  async rollback(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    if (!this.held) return;
    await this.ask({ text: 'ROLLBACK', values: [] }).catch(() => undefined);
    await this.giveBack(this.held);
  }

  private ask(statement: Statement): Promise<Rows> {
    return new Promise((resolve, reject) => {
      this.flySoon();
      this.asked.push({ statement, resolve, reject });
    });
  }

  /** Lets what is asked in this turn fly at its end. */
  private flySoon(): void {
    if (this.asked.length === 0) setImmediate(() => void this.fly());
  }

  /** Sends what was asked in this turn. */
  private async fly(): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    const statements = asked.map(({ statement }) => statement);
    try {
      const results = this.held ? await this.together(statements) : (await this.alone([tenancy(this.tenant, !this.manner.asksToWrite), ...statements])).slice(1);
      for (const [index, { resolve }] of asked.entries()) resolve(results[index] ?? []);
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  /** A flight within the transaction that is held. */
  private async together(statements: readonly Statement[]): Promise<Rows[]> {
    const client = await this.held!;
    return this.connections.fly(client, statements).catch((error: unknown) => {
      // What comes behind fails because this did.
      this.failed ??= error;
      throw failureOf(this.failed);
    });
  }

  /** A flight that is a transaction of its own. */
  private async alone(statements: readonly Statement[]): Promise<Rows[]> {
    const client = await this.connections.take();
    try {
      const results = await this.connections.fly(client, statements);
      this.connections.giveBack(client);
      return results;
    } catch (error) {
      this.connections.giveBack(client, error);
      throw failureOf(error);
    }
  }

  private async giveBack(held: Promise<PoolClient>): Promise<void> {
    const client = await held.catch(() => undefined);
    if (client) this.connections.giveBack(client, this.failed);
    this.held = undefined;
  }
}

/** A connection that goes while it commits leaves open whether it did. */
const unclear = (error: unknown): never => {
  throw error instanceof BrokenConnection ? new UnclearCommit('lost while committing', { cause: error }) : error;
};
