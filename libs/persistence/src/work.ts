import { federationId, type Happening, type Instant, type Refusal, shardOf } from '@klaster/contracts';
import type { PoolClient, QueryResult } from 'pg';
import { BrokenConnection, failureOf } from './failures.js';
import { type IdempotencyRecord, rememberAnswer } from './idempotency.js';
import { type NewEntry, appendToJournal } from './journal.js';
import { newId } from './ids.js';
import { composeStatements, preparedName, type Statement } from './statement.js';

/** Who does something, in which cluster, in answer to which request: stands in every event. */
export interface Origin {
  /** The source of the events: the service's name. */
  readonly service: string;
  readonly clusterId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly memberId?: string | undefined;
  readonly mandateId?: string | undefined;
  readonly requestId: string;
  readonly now: Instant;
}

const swallow = () => undefined;

/**
 * One transaction: what is read is sent at once and pipelined; what is written is gathered and goes out
 * with the events, the idempotency record and COMMIT in a single flight.
 */
export class Work {
  private readonly writes: Statement[] = [];
  private readonly entries: NewEntry[] = [];
  private readonly taken = new Map<string, Refusal>();
  private acting: Pick<Origin, 'memberId' | 'mandateId'>;
  private ended = false;

  constructor(
    private readonly client: PoolClient,
    readonly origin: Origin,
  ) {
    this.acting = origin;
    this.send({ text: 'BEGIN', values: [] });
    if (origin.clusterId || origin.accountId) this.enter(origin.clusterId, origin.accountId);
  }

  /** Sets the tenant for this transaction: row security shows rows of this cluster and this account only. */
  enter(clusterId: string | undefined, accountId?: string): void {
    this.send({
      text: `SELECT set_config('klaster.cluster', $1, true), set_config('klaster.account', $2, true)`,
      values: [clusterId ?? '', accountId ?? ''],
    });
  }

  /** States for which member, by which mandate, the account acts: known once its standing is read. */
  actFor(memberId: string, mandateId: string): void {
    this.acting = { memberId, mandateId };
  }

  /** Sends a statement at once, behind those sent before, and answers its rows. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.send({ text, values })).rows as Row[];
  }

  /** Gathers a write for the commit. Writes of one transaction must touch different rows. */
  write(statement: Statement): void {
    this.writes.push(statement);
  }

  /** States which refusal it is when the commit breaks a unique rule of the database: that rule alone is safe from races. */
  refuseWhenTaken(constraint: string, refusal: Refusal): void {
    this.taken.set(constraint, refusal);
  }

  /** The refusal stated for a unique rule. */
  refusalFor(constraint: string): Refusal | undefined {
    return this.taken.get(constraint);
  }

  /** Writes what has happened to `subject` into the journal; `firstVersion` is the version of the first of the events. */
  tell(subject: string, firstVersion: number, happenings: readonly Happening[], clusterId = this.origin.clusterId): void {
    for (const [index, happening] of happenings.entries()) {
      this.entries.push(this.entryOf(subject, firstVersion + index, happening, clusterId ?? federationId));
    }
  }

  /** How many events the commit will tell. */
  get told(): number {
    return this.entries.length;
  }

  /** Writes everything gathered and commits, in one flight. Fails as a whole or not at all. */
  async commit(answer?: IdempotencyRecord): Promise<void> {
    const writes = [...this.writes];
    if (answer) writes.push(rememberAnswer(answer, this.origin.now));
    if (this.entries.length > 0) writes.push(...appendToJournal(this.entries));
    const written = writes.length > 0 ? this.send(composeStatements(writes)) : undefined;
    const committed = this.send({ text: 'COMMIT', values: [] });
    this.ended = true;
    try {
      await written;
      if ((await committed).command !== 'COMMIT') throw new Error('the transaction was aborted before its commit');
      this.client.release();
    } catch (error) {
      await this.giveBack(committed);
      throw failureOf(error);
    }
  }

  /** Ends a transaction that only read, without waiting for it. */
  finish(): void {
    this.ended = true;
    void this.giveBack(this.send({ text: 'COMMIT', values: [] }));
  }

  /** Ends the transaction without a trace. */
  async rollback(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await this.giveBack(this.send({ text: 'ROLLBACK', values: [] }));
  }

  /** Returns the connection to the pool, or destroys it when it no longer answers. */
  private async giveBack(last: Promise<QueryResult>): Promise<void> {
    const usable = await last.then(() => true, (error: unknown) => !(failureOf(error) instanceof BrokenConnection));
    this.client.release(usable ? undefined : true);
  }

  private send(statement: Statement): Promise<QueryResult> {
    const { text, values } = statement;
    const sent = values.length > 0 ? this.client.query({ name: preparedName(text), text, values: values as unknown[] }) : this.client.query(text);
    // Whoever needs the result awaits it; a statement behind a failed one fails too and must not count as unhandled.
    sent.catch(swallow);
    return sent;
  }

  private entryOf(subject: string, subjectVersion: number, { type, data }: Happening, clusterId: string): NewEntry {
    const { service, accountId, requestId, now } = this.origin;
    const id = newId();
    const envelope = JSON.stringify({
      specversion: '1.0',
      id,
      source: `/${service}`,
      type,
      subject,
      time: now,
      datacontenttype: 'application/json',
      clusterid: clusterId,
      subjectversion: subjectVersion,
      accountid: accountId,
      memberid: this.acting.memberId,
      mandateid: this.acting.mandateId,
      requestid: requestId,
      data,
    });
    return { id, clusterId, shard: shardOf(clusterId), subject, subjectVersion, type, envelope };
  }
}
