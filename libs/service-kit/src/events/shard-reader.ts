import { hash } from 'node:crypto';
import { Envelope, type JournalEntry } from '@klaster/contracts';
import { BrokenConnection, type Cursor, type Database, moveCursor, parkEvent, readCursor, VersionConflict, type Work } from '@klaster/persistence';
import type { Log } from '../process/log.js';
import type { Metrics } from '../process/metrics.js';
import type { Parked } from './parked.js';
import type { Reactions, Told } from './reactions.js';

export interface ShardReaderOptions {
  readonly service: string;
  readonly source: string;
  readonly shard: number;
  readonly database: Database;
  readonly reactions: Reactions;
  readonly parked: Parked;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Reads the owner's journal behind a position. */
  readonly pull: (after: number) => Promise<{ entries: readonly JournalEntry[]; head: Cursor }>;
}

/** The source shows another history than the one that was applied: nothing more of it is believed. */
export class JournalForked extends Error {}

const chainOf = (previous: string, envelope: string) => hash('sha256', Buffer.concat([Buffer.from(previous, 'hex'), Buffer.from(envelope)]), 'hex');

/** Follows one shard of one source: each entry is applied once and in order, whoever brings it. */
export class ShardReader {
  /** The cursor as last seen; the database decides. */
  private cursor: Cursor | undefined;
  private queue: Promise<unknown> = Promise.resolve();
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

  /** Reads from the owner until nothing is missing. Answers whether anything was new. */
  catchUp(): Promise<boolean> {
    return this.alone(() => this.pullAll());
  }

  /** Compares a head that the source says with what was applied. Answers whether this reader is behind. */
  async compare(head: Cursor): Promise<boolean> {
    const here = await this.here();
    if (head.position === here.position && head.chain !== here.chain) this.fork('its head');
    return head.position > here.position;
  }

  private async pullAll(): Promise<boolean> {
    this.cursor = undefined;
    for (let pulled = 0; ; ) {
      const { position } = await this.here();
      const { entries, head } = await this.options.pull(position);
      if (head.position < position) this.fork('a head behind what was applied');
      if (entries.length === 0) return pulled > 0;
      pulled += entries.length;
      this.options.metrics.pulled.inc({ source: this.options.source }, entries.length);
      await this.apply(entries);
    }
  }

  /** Applies a gapless run behind the cursor in one transaction; where an event fails, one by one, parking it. */
  private async apply(entries: readonly JournalEntry[]): Promise<void> {
    const from = await this.here();
    const to = this.verify(from, entries);
    const events = entries.map((entry) => ({ entry, envelope: Envelope.parse(JSON.parse(entry.envelope)) }));
    const { metrics, source, parked } = this.options;
    try {
      await this.commitRun(from, to, events);
    } catch (error) {
      if (error instanceof BrokenConnection) throw error;
      this.cursor = undefined;
      if (error instanceof VersionConflict) return;
      if (entries.length > 1) {
        for (const entry of entries) await this.apply([entry]);
        return;
      }
      await this.park(from, to, events[0]!, error);
    }
    metrics.applied.inc({ source }, entries.length);
    if (this.cursor === to && parked.size > 0) await parked.refresh();
  }

  private async commitRun(from: Cursor, to: Cursor, events: readonly Arrived[]): Promise<void> {
    const { source, shard, parked } = this.options;
    const moved = await this.within(async (work) => {
      if (!(await moveCursor(work, source, shard, from.position, to))) return false;
      for (const run of runsOf(events)) {
        const [{ envelope }] = run;
        work.enter(envelope.clusterid);
        const barred = run.filter((event) => parked.holds(event.envelope.subject));
        for (const event of barred) await parkEvent(work, source, event.entry, event.envelope, 'an earlier event of the same subject is parked');
        const free = barred.length > 0 ? run.filter((event) => !barred.includes(event)) : run;
        if (free.length > 0) await applyRun(this.options.reactions, free, work);
      }
      return true;
    });
    // Another replica was here: look again where the cursor stands.
    this.cursor = moved ? to : undefined;
  }

  private async park(from: Cursor, to: Cursor, { entry, envelope }: Arrived, error: unknown): Promise<void> {
    const { source, shard, log, metrics, parked } = this.options;
    log.error({ err: error, source, shard, position: entry.position, type: envelope.type }, 'an event cannot be applied and is parked');
    const moved = await this.within(async (work) => {
      if (!(await moveCursor(work, source, shard, from.position, to))) return false;
      work.enter(envelope.clusterid);
      await parkEvent(work, source, entry, envelope, String(error));
      return true;
    });
    this.cursor = moved ? to : undefined;
    parked.add(envelope.subject);
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
    this.cursor ??= await this.within((work) => readCursor(work, this.options.source, this.options.shard));
    return this.cursor;
  }

  private alone<Result>(act: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(act);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private within<Result>(act: (work: Work) => Promise<Result>): Promise<Result> {
    const { database, service, source } = this.options;
    return database.within({ service, requestId: `inbox:${source}`, now: new Date().toISOString() }, act);
  }
}

export interface Arrived {
  readonly entry: JournalEntry;
  readonly envelope: Envelope;
}

/** Cuts events into runs of one cluster and one type, in order. */
export function runsOf(events: readonly Arrived[]): [Arrived, ...Arrived[]][] {
  const runs: [Arrived, ...Arrived[]][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    if (last && last[0].envelope.type === event.envelope.type && last[0].envelope.clusterid === event.envelope.clusterid) last.push(event);
    else runs.push([event]);
  }
  return runs;
}

/** Gives a run to the reactions; the tenant must be entered. */
export async function applyRun(reactions: Reactions, run: readonly [Arrived, ...Arrived[]] | readonly Arrived[], work: Work): Promise<void> {
  const told = run.map(({ entry, envelope }): Told => ({ ...envelope, data: envelope.data, position: entry.position, shard: entry.shard, chain: entry.chain }));
  for (const reaction of reactions.of(told[0]?.type ?? '')) await reaction.apply(told, work);
}
