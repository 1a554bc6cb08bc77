import { hash } from 'node:crypto';
import { Envelope, type JournalEntry } from '@klaster/contracts';
import { BrokenConnection, type Cursor, type Database, moveCursor, type Origin, parkedAmong, parkEvent, readCursor, VersionConflict, type Work } from '@klaster/persistence';
import type { Log } from '../process/log.js';
import type { Metrics } from '../process/metrics.js';
import type { Reactions, Told } from './reactions.js';

export interface ShardReaderOptions {
  readonly service: string;
  readonly source: string;
  readonly shard: number;
  readonly database: Database;
  readonly reactions: Reactions;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Reads the owner's journal behind a position. */
  readonly pull: (after: number) => Promise<{ entries: readonly JournalEntry[]; head: Cursor }>;
}

/** Times that a run is tried where another replica is at work on the same rows. */
const attempts = 5;

/** The source shows another history than the one that was applied: nothing more of it is believed. */
export class JournalForked extends Error {}

const chainOf = (previous: string, envelope: string) => hash('sha256', Buffer.concat([Buffer.from(previous, 'hex'), Buffer.from(envelope)]), 'hex');

/** Follows one shard of one source: each entry is applied once and in order, whoever brings it. */
export class ShardReader {
  /** The cursor as last seen; the database decides. */
  private cursor: Cursor | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  /** A reading that has not begun yet. */
  private next: Promise<void> | undefined;
  private forked = false;

  constructor(private readonly options: ShardReaderOptions) {}

  /** Applies entries that the courier brought; reads from the owner what it did not bring. */
  take(entries: readonly JournalEntry[]): Promise<void> {
    return this.alone(async () => {
      const { position } = await this.here();
      const fresh = entries.filter((entry) => entry.position > position).sort((a, b) => a.position - b.position);
      const [first] = fresh;
      if (!first) return;
      const gapless = first.position === position + 1 && fresh.every((entry, index) => entry.position === first.position + index);
      if (gapless) await this.apply(fresh);
      else await this.pullAll();
    });
  }

  /** Reads from the owner until nothing is missing. Many who wait for it share one reading that begins after they asked. */
  catchUp(): Promise<void> {
    this.next ??= this.alone(() => {
      this.next = undefined;
      return this.pullAll();
    });
    return this.next;
  }

  /** Compares a head that the source says with what was applied. Answers whether this reader is behind. */
  async compare(head: Cursor): Promise<boolean> {
    const here = await this.here();
    if (head.position === here.position && head.chain !== here.chain) this.fork('its head');
    return head.position > here.position;
  }

  private async pullAll(): Promise<void> {
    this.cursor = undefined;
    for (;;) {
      const { position } = await this.here();
      const { entries, head } = await this.options.pull(position);
      if (head.position < position) this.fork('a head behind what was applied');
      if (entries.length === 0) return;
      this.options.metrics.pulled.inc({ source: this.options.source }, entries.length);
      await this.apply(entries);
    }
  }

  /** Applies entries in one transaction; where an event fails, one by one, parking it. What was applied already is left out. */
  private async apply(entries: readonly JournalEntry[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const from = await this.here();
      const fresh = entries.filter(({ position }) => position > from.position);
      // Nothing is new, or somebody else has moved the cursor and what is between is not here.
      if (fresh[0]?.position !== from.position + 1) return;
      const to = this.verify(from, fresh);
      const events = fresh.flatMap((entry) => this.read(entry));
      try {
        const moved = await this.commitRun(from, to, events);
        // Another replica was here: look again where the cursor stands.
        this.cursor = moved ? to : undefined;
        if (moved) this.options.metrics.applied.inc({ source: this.options.source }, fresh.length);
        if (moved) return;
      } catch (error) {
        this.cursor = undefined;
        if (error instanceof BrokenConnection || attempt >= attempts) throw error;
        if (error instanceof VersionConflict) continue;
        const [only] = events;
        if (!only) throw error;
        if (fresh.length === 1) return this.park(from, to, only, error);
        for (const entry of fresh) await this.apply([entry]);
        return;
      }
    }
  }

  /** The event of an entry, where somebody here reacts to it; otherwise it only moves the cursor. */
  private read(entry: JournalEntry): Arrived[] {
    const told = JSON.parse(entry.envelope) as { readonly type?: unknown };
    return this.options.reactions.concern(String(told.type)) ? [{ entry, envelope: Envelope.parse(told) }] : [];
  }

  private async commitRun(from: Cursor, to: Cursor, events: readonly Arrived[]): Promise<boolean> {
    const { source, shard, database } = this.options;
    const [first, ...others] = runsOf(events);
    if (!first) return moveCursor(database.begin(this.origin(), { asksToWrite: true }), source, shard, from.position, to);
    return this.within(async (work) => {
      const [moved, waiting] = await Promise.all([moveCursor(work, source, shard, from.position, to), this.waitingAmong(first, work)]);
      if (!moved) return false;
      await this.applyUnbarred(first, waiting, work);
      for (const run of others) await this.applyUnbarred(run, await this.waitingAmong(run, work), work);
      return true;
    });
  }

  /** Enters the run's cluster. Asked and not remembered: another replica may have parked, or retried, in the meantime. */
  private waitingAmong(run: Run, work: Work): Promise<ReadonlySet<string>> {
    work.enter(run[0].envelope.clusterid);
    return parkedAmong(work, this.options.source, run.map(({ envelope }) => envelope.subject));
  }

  private async applyUnbarred(run: Run, waiting: ReadonlySet<string>, work: Work): Promise<void> {
    const { source, reactions } = this.options;
    const barred = run.filter(({ envelope }) => waiting.has(envelope.subject));
    for (const { entry, envelope } of barred) await parkEvent(work, source, entry, envelope, 'an earlier event of the same subject is parked');
    await applyRun(reactions, barred.length > 0 ? run.filter((event) => !barred.includes(event)) : run, work);
  }

  private async park(from: Cursor, to: Cursor, { entry, envelope }: Arrived, error: unknown): Promise<void> {
    const { source, shard, log, metrics } = this.options;
    log.error({ err: error, source, shard, position: entry.position, type: envelope.type }, 'an event cannot be applied and is parked');
    const moved = await this.within(async (work) => {
      if (!(await moveCursor(work, source, shard, from.position, to))) return false;
      work.enter(envelope.clusterid);
      await parkEvent(work, source, entry, envelope, String(error));
      return true;
    });
    this.cursor = moved ? to : undefined;
    metrics.parked.inc({ source });
  }

  /** Checks the chain from the cursor to the end of the run. */
  private verify(from: Cursor, entries: readonly JournalEntry[]): Cursor {
    let chain = from.chain;
    let position = from.position;
    for (const entry of entries) {
      position += 1;
      chain = chainOf(chain, entry.envelope);
      if (entry.position !== position || entry.chain !== chain) this.fork(`position ${position}`);
    }
    return { position, chain };
  }

  private fork(where: string): never {
    const { source, shard, log, metrics } = this.options;
    if (!this.forked) log.fatal({ source, shard, where }, 'a journal shows another history than the one applied; nothing more of it is read');
    this.forked = true;
    metrics.forked.set({ source, shard }, 1);
    throw new JournalForked(`${source}/${shard}: ${where}`);
  }

  private async here(): Promise<Cursor> {
    if (this.forked) throw new JournalForked(`${this.options.source}/${this.options.shard}`);
    this.cursor ??= await readCursor(this.options.database.begin(this.origin()), this.options.source, this.options.shard);
    return this.cursor;
  }

  private alone<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(act);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private within<Result>(act: (work: Work) => Promise<Result>): Promise<Result> {
    return this.options.database.within(this.origin(), act);
  }

  private origin(): Origin {
    const { service, source } = this.options;
    return { service, requestId: `inbox:${source}`, now: new Date().toISOString() };
  }
}

export interface Arrived {
  readonly entry: JournalEntry;
  readonly envelope: Envelope;
}

/** Events of one cluster, in order. */
type Run = [Arrived, ...Arrived[]];

/** Cuts events into runs of one cluster, in order. */
export function runsOf(events: readonly Arrived[]): Run[] {
  const runs: Run[] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last && last[0].envelope.clusterid === event.envelope.clusterid) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

/** Gives a run of one cluster to the reactions, to each what it reacts to, in order; the tenant must be entered. */
export async function applyRun(reactions: Reactions, run: readonly Arrived[], work: Work): Promise<void> {
  const told = run.map(({ entry, envelope }): Told => ({ ...envelope, data: envelope.data, position: entry.position, shard: entry.shard, chain: entry.chain }));
  for (const { reaction, reactsTo } of reactions.all) {
    const concerned = reactsTo === 'everything' ? told : told.filter(({ type }) => reactsTo.has(type));
    if (concerned.length > 0) await reaction.apply(concerned, work);
  }
}
