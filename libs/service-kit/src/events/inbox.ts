import { allOperations, Envelope, federationId, isRefusal, type JournalEntry, type JournalHead, readJournal, type ServiceName, shardCount, shardOf } from '@klaster/contracts';
import { type EventCourier, headsSubject, type Incoming, type OperationClient } from '@klaster/messaging';
import { countParked, type Database, listParked, newId, releaseLease, takeLease, unpark } from '@klaster/persistence';
import type { Log } from '../process/log.js';
import type { Metrics } from '../process/metrics.js';
import { Loop } from './loop.js';
import type { Reactions } from './reactions.js';
import { applyRun, ShardReader } from './shard-reader.js';

export interface InboxOptions {
  readonly service: ServiceName;
  readonly sources: readonly ServiceName[];
  /** Unique among the replicas. */
  readonly holder: string;
  readonly database: Database;
  readonly courierDatabase: Database;
  readonly courier: EventCourier;
  readonly client: OperationClient;
  readonly reactions: Reactions;
  readonly log: Log;
  readonly metrics: Metrics;
}

const leaseSeconds = 6;
/** Milliseconds for which events gather that only move the cursor: nobody here reacts to them. */
const unconcernedMs = 100;

/** What other services have told and this one has applied. One replica listens to a source at a time; each may catch up. */
export class Inbox {
  private readonly sources: readonly Source[];

  constructor(private readonly options: InboxOptions) {
    this.sources = options.sources.map((name) => new Source(name, options));
  }

  start(): void {
    for (const source of this.sources) source.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.sources.map((source) => source.stop()));
  }

  /** Applies what the sources have told of clusters and of the federation until now. */
  async catchUp(clusterIds: Iterable<string>): Promise<void> {
    const shards = [...new Set([federationId, ...clusterIds].map(shardOf))];
    await Promise.all(this.sources.map(({ name }) => this.catchUpWith(name, shards)));
  }

  /** Applies what one of the sources has told in these shards until now; nothing where it is none of them. */
  async catchUpWith(source: ServiceName, shards: readonly number[]): Promise<void> {
    const followed = this.sources.find(({ name }) => name === source);
    if (followed) await Promise.all(shards.map((shard) => followed.reader(shard).catchUp()));
  }

  /** Applies what was told while nobody listened, as far as it can be had in so many milliseconds; the rest comes later by itself. */
  async catchUpWithin(timeoutMs: number): Promise<void> {
    const all = Promise.allSettled(this.sources.flatMap(({ readers }) => readers.map((reader) => reader.catchUp())));
    let hurry: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      hurry = setTimeout(() => resolve(undefined), timeoutMs);
    });
    const results = await Promise.race([all, late]);
    clearTimeout(hurry);
    const failed = results?.find((result) => result.status === 'rejected');
    if (!results || failed) this.options.log.warn({ err: failed?.reason as unknown }, 'begins without all that other services have told');
  }

  /** Applies all parked events of a subject again, in order; stops at the first that still fails. */
  async retryParked(subject: string): Promise<{ applied: number; stillParked: number }> {
    const { database, courierDatabase, reactions, service } = this.options;
    const origin = { service, requestId: 'retry-parked', now: new Date().toISOString() };
    const rows = await listParked(courierDatabase.begin(origin), subject);
    let applied = 0;
    for (const row of rows) {
      const envelope = Envelope.parse(JSON.parse(row.envelope));
      const entry = { shard: row.shard, position: row.position, chain: row.chain, envelope: row.envelope };
      const done = await database
        .within({ ...origin, clusterId: row.clusterId }, async (work) => {
          await applyRun(reactions, [{ entry, envelope }], work);
          await unpark(work, row.source, row.eventId);
          return true;
        })
        .catch((error: unknown) => {
          this.options.log.warn({ err: error, event: row.eventId }, 'still cannot be applied');
          return false;
        });
      if (!done) break;
      applied += 1;
    }
    return { applied, stillParked: rows.length - applied };
  }
}

/** One followed service. */
class Source {
  readonly readers: readonly ShardReader[];
  private readonly lease: Loop;
  private readonly pump: Loop;
  private arrived: Incoming[] = [];
  private listening: { stop(): Promise<void> } | undefined;
  private holds = false;
  private heard: { unsubscribe(): void } | undefined;
  private previousHeads: readonly JournalHead[] = [];

  constructor(
    readonly name: ServiceName,
    private readonly options: InboxOptions,
  ) {
    const { log } = options;
    this.readers = Array.from({ length: shardCount }, (_, shard) => this.createReader(shard));
    const onError = (error: unknown) => log.warn({ err: error, source: name }, 'the inbox will try again');
    this.lease = new Loop({ every: 2_000, patience: 0, act: () => this.keepLease(), onError });
    this.pump = new Loop({ every: 60_000, patience: 10, act: () => this.applyArrived(), onError });
  }

  reader(shard: number): ShardReader {
    return this.readers[shard]!;
  }

  start(): void {
    this.heard = this.options.courier.hear(headsSubject(this.name), (heads) => void this.compareHeads(heads));
    this.pump.start();
    this.lease.start();
  }

  async stop(): Promise<void> {
    this.heard?.unsubscribe();
    await this.lease.stop();
    await this.listening?.stop();
    await this.pump.stop();
    if (!this.holds) return;
    const { courierDatabase, holder } = this.options;
    await releaseLease(courierDatabase.begin(this.origin(), { asksToWrite: true }), this.leaseName, holder).catch(() => undefined);
  }

  private get leaseName(): string {
    return `inbox:${this.name}`;
  }

  private origin() {
    return { service: this.options.service, requestId: this.leaseName, now: new Date().toISOString() };
  }

  private async keepLease(): Promise<void> {
    const { courierDatabase, holder, metrics } = this.options;
    const work = courierDatabase.begin(this.origin(), { asksToWrite: true });
    const [lease, parked] = await Promise.all([takeLease(work, this.leaseName, holder, leaseSeconds), countParked(work, this.name)]);
    this.holds = lease !== undefined;
    if (this.holds) metrics.parkedNow.set({ source: this.name }, parked);
    if (this.holds && !this.listening) await this.listen();
    if (!this.holds && this.listening) await this.listening.stop();
  }

  private async listen(): Promise<void> {
    const { courier, service, reactions, log } = this.options;
    const listening = await courier.listen(this.name, service, (incoming) => {
      this.arrived.push(incoming);
      this.pump.wake(reactions.concern(incoming.type) ? undefined : unconcernedMs);
    });
    if (!listening) return;
    this.listening = listening;
    void listening.ended.then((reason) => {
      this.listening = undefined;
      log.info({ source: this.name, err: reason }, 'listening ended');
    });
  }

  private async applyArrived(): Promise<void> {
    const batch = this.arrived.splice(0, 500);
    const last = batch.at(-1);
    if (!last) return;
    const byShard = Map.groupBy(batch, ({ entry }) => entry.shard);
    for (const [shard, incoming] of byShard) await this.reader(shard).take(incoming.map(({ entry }) => entry));
    last.ack();
    if (this.arrived.length > 0) this.pump.wake();
  }

  /** The holder pulls what the courier has not brought a second after it was there. */
  private async compareHeads(heads: readonly JournalHead[]): Promise<void> {
    const before = this.previousHeads;
    this.previousHeads = heads;
    if (!this.holds) return;
    for (const head of heads) {
      const earlier = before.find(({ shard }) => shard === head.shard);
      const reader = this.reader(head.shard);
      try {
        await reader.compare(head);
        if (earlier && (await reader.compare(earlier)) && this.arrived.length === 0) await reader.catchUp();
      } catch (error) {
        this.options.log.warn({ err: error, source: this.name, shard: head.shard }, 'cannot catch up yet');
      }
    }
  }

  private createReader(shard: number): ShardReader {
    const { service, database, reactions, client, log, metrics } = this.options;
    const operation = allOperations.get(readJournal(this.name).name) as ReturnType<typeof readJournal>;
    const pull = async (after: number): Promise<{ entries: readonly JournalEntry[]; head: JournalHead }> => {
      const answer = await client.call(operation, { shard, after }, { requestId: newId(), timeoutMs: 5_000 });
      if (isRefusal(answer)) throw new Error(`${this.name} does not read out its journal: ${answer.refused}`);
      return answer;
    };
    return new ShardReader({ service, source: this.name, shard, database, reactions, log, metrics, pull });
  }
}
