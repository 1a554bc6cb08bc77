import type { JournalEntry } from '@klaster/contracts';
import { type EventCourier, headsSubject, wakeSubject } from '@klaster/messaging';
import { countUnrelayed, type Database, type Manner, moveRelayMarks, readHeads, readUnrelayed, releaseLease, sequencePending, takeLease, VersionConflict, type Work } from '@klaster/persistence';
import type { Log } from '../process/log.js';
import type { Metrics } from '../process/metrics.js';
import { Loop } from './loop.js';

export interface JournalKeeperOptions {
  readonly service: string;
  /** Unique among the replicas. */
  readonly holder: string;
  readonly database: Database;
  readonly courier: EventCourier;
  readonly log: Log;
  readonly metrics: Metrics;
}

const leaseSeconds = 6;
const batch = 500;

/**
 * Keeps a service's journal moving: gives committed entries their places (any replica; the row lock is the election)
 * and hands them to the courier in order (one replica at a time, by lease).
 */
export class JournalKeeper {
  private epoch: number | undefined;
  private streamReady = false;
  private readonly sequencer: Loop;
  private readonly relay: Loop;
  private readonly heads: Loop;
  private readonly stops: (() => void)[] = [];

  constructor(private readonly options: JournalKeeperOptions) {
    const onError = (what: string) => (error: unknown) => options.log.warn({ err: error }, `${what} will try again`);
    // A little patience after each wake lets commits gather into one round.
    this.sequencer = new Loop({ every: 250, patience: 15, act: () => this.sequence(), onError: onError('the sequencer') });
    this.relay = new Loop({ every: 1_000, patience: 0, act: () => this.relayEntries(), onError: onError('the relay') });
    this.heads = new Loop({ every: 1_000, patience: 0, act: () => this.sayHeads(), onError: onError('the herald') });
  }

  start(): void {
    const { courier, service } = this.options;
    const heard = courier.hear(wakeSubject(service), () => this.relay.wake());
    this.stops.push(() => heard.unsubscribe());
    this.sequencer.start();
    this.relay.start();
    this.heads.start();
  }

  /** Told after every commit with events. */
  wake(): void {
    this.sequencer.wake();
  }

  async stop(): Promise<void> {
    for (const stop of this.stops) stop();
    await this.sequencer.stop();
    await this.relay.stop();
    await this.heads.stop();
    if (this.epoch !== undefined) await releaseLease(this.begin({ asksToWrite: true }), 'relay', this.options.holder).catch(() => undefined);
  }

  private async sequence(): Promise<void> {
    for (let sequenced = batch; sequenced >= batch; ) {
      sequenced = await sequencePending(this.begin({ asksToWrite: true }), batch);
      if (sequenced === 0) return;
      this.options.metrics.sequenced.inc(sequenced);
      if (this.epoch === undefined) this.options.courier.say(wakeSubject(this.options.service));
      else this.relay.wake();
    }
  }

  private async relayEntries(): Promise<void> {
    const { service, courier, metrics } = this.options;
    if (this.epoch === undefined) return;
    if (!this.streamReady) await courier.ensureStream(service);
    this.streamReady = true;
    const work = this.begin();
    const [unrelayed, entries] = await Promise.all([countUnrelayed(work), readUnrelayed(work, batch)]);
    metrics.backlog.set(unrelayed);
    if (entries.length === 0) return;
    try {
      await courier.publish(service, entries.map((entry) => ({ entry, ...idAndType(entry) })));
    } catch (error) {
      this.streamReady = false;
      throw error;
    }
    if (!(await this.moveMarks(entries))) return;
    metrics.relayed.inc(entries.length);
    metrics.backlog.dec(entries.length);
    if (unrelayed > entries.length) this.relay.wake();
  }

  /** Answers false where another replica relays meanwhile. */
  private async moveMarks(entries: readonly JournalEntry[]): Promise<boolean> {
    const work = this.begin();
    // Of each shard the last: in order, later ones come later.
    const marks = new Map(entries.map(({ shard, position }) => [shard, position]));
    moveRelayMarks(work, marks, this.epoch ?? -1);
    try {
      await work.commit();
      return true;
    } catch (error) {
      if (!(error instanceof VersionConflict)) throw error;
      this.epoch = undefined;
      return false;
    }
  }

  /** Prolongs the lease, or takes it when its holder is gone; the holder says the heads. */
  private async sayHeads(): Promise<void> {
    const { service, courier, holder } = this.options;
    const lease = await takeLease(this.begin({ asksToWrite: true }), 'relay', holder, leaseSeconds);
    const gained = lease !== undefined && this.epoch !== lease.epoch;
    this.epoch = lease?.epoch;
    if (gained) this.relay.wake();
    if (lease) courier.say(headsSubject(service), await readHeads(this.begin()));
  }

  private begin(manner?: Manner): Work {
    return this.options.database.begin({ service: this.options.service, requestId: 'journal-keeper', now: new Date().toISOString() }, manner);
  }
}

const idAndType = ({ envelope }: JournalEntry) => {
  const { id, type } = JSON.parse(envelope) as { id: string; type: string };
  return { eventId: id, type };
};
