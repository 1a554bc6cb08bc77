import type { JournalEntry, JournalHead } from '@klaster/contracts';
import { AckPolicy, DeliverPolicy, type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager, type JsMsg, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { headers, type NatsConnection, nanos, type Subscription } from '@nats-io/transport-node';

const streamOf = (source: string) => `events-${source}`;
/** The headers of an event: its place in its shard of the journal, and the chain there. */
export const positionHeader = 'Klaster-Position';
export const chainHeader = 'Klaster-Chain';

/** The subjects of events: `events.<source>.<shard>.<type>`; a text as shard stands for any of them. */
export const eventSubject = (source: string, shard: number | string, type: string): string => `events.${source}.${shard}.${type}`;
/** Where a source says its heads once a second. */
export const headsSubject = (source: string): string => `heads.${source}`;
/** Where a replica that gave places in the order wakes the one that relays. */
export const wakeSubject = (source: string): string => `wake.${source}`;

/** So many are handed over before the courier is asked whether it has them. */
const runLength = 500;

export interface Outgoing {
  readonly entry: JournalEntry;
  readonly eventId: string;
  readonly type: string;
}

/** An entry as the courier brought it; `ack` says that it and all before it are done with. */
export interface Incoming {
  readonly entry: JournalEntry;
  readonly type: string;
  ack(): void;
}

/** A consumer that listens; `ended` tells when it no longer does, and why. */
export interface Listening {
  stop(): Promise<void>;
  readonly ended: Promise<unknown>;
}

/**
 * The courier brings events from the service where they happened to those that listen: JetStream.
 * It is not the archive: what it loses is read from the owner's journal.
 */
export class EventCourier {
  private readonly stream: JetStreamClient;
  private manager: JetStreamManager | undefined;
  /** The courier's own numbers of what was handed over last: never a cursor. */
  private readonly numbers = new Map<string, number>();

  constructor(private readonly bus: NatsConnection) {
    this.stream = jetstream(bus, { timeout: 3_000 });
  }

  /** Hands entries over, in order, and comes back when the courier has all of them. Only one process hands over for a source at a time. */
  async publish(source: string, outgoing: readonly Outgoing[]): Promise<void> {
    for (let from = 0; from < outgoing.length; from += runLength) await this.publishRun(source, outgoing.slice(from, from + runLength));
  }

  /**
   * The courier stores what comes over one connection in its order and numbers it. So only the last of a run is asked to be
   * acknowledged: where its number is as far behind the last one as the run is long, all of them are there. Otherwise, and
   * where that is not known, each is asked for; what is there already is known by its id.
   */
  private async publishRun(source: string, run: readonly Outgoing[]): Promise<void> {
    const before = this.numbers.get(source);
    this.numbers.delete(source);
    if (before !== undefined) {
      for (const one of run.slice(0, -1)) {
        const { subject, headers: marked, envelope, eventId } = messageOf(source, one);
        marked.set('Nats-Msg-Id', eventId);
        this.bus.publish(subject, envelope, { headers: marked });
      }
      const number = await this.publishOne(source, run.at(-1)!);
      if (number === before + run.length) {
        this.numbers.set(source, number);
        return;
      }
    }
    this.numbers.set(source, Math.max(...(await Promise.all(run.map((one) => this.publishOne(source, one))))));
  }

  private async publishOne(source: string, one: Outgoing): Promise<number> {
    const { subject, envelope, headers: marked, eventId } = messageOf(source, one);
    return (await this.stream.publish(subject, envelope, { msgID: eventId, headers: marked })).seq;
  }

  /** Makes the source's stream where it is missing, as after its storage was lost. */
  async ensureStream(source: string): Promise<void> {
    const manager = await this.management();
    const config = {
      name: streamOf(source),
      subjects: [`events.${source}.>`],
      retention: RetentionPolicy.Limits,
      storage: StorageType.File,
      max_age: nanos(24 * 3600 * 1000),
      max_bytes: 512 * 1024 * 1024,
      duplicate_window: nanos(120_000),
      num_replicas: 1,
    };
    const exists = await manager.streams.info(config.name).then(() => true, () => false);
    if (!exists) await manager.streams.add(config);
  }

  /**
   * Listens as `consumer` to what the source publishes, from where it has acknowledged. Ends when `stop` is called or the
   * consumer is lost. Answers undefined where the source has published nothing yet.
   */
  async listen(source: string, consumer: string, take: (incoming: Incoming) => void): Promise<Listening | undefined> {
    const manager = await this.management();
    const stream = streamOf(source);
    const published = await manager.streams.info(stream).then(() => true, () => false);
    if (!published) return undefined;
    const config = {
      durable_name: consumer,
      ack_policy: AckPolicy.All,
      deliver_policy: DeliverPolicy.All,
      max_ack_pending: 20_000,
      ack_wait: nanos(30_000),
    };
    const exists = await manager.consumers.info(stream, consumer).then(() => true, () => false);
    if (!exists) await manager.consumers.add(stream, config);
    const messages = await (await this.stream.consumers.get(stream, consumer)).consume({
      max_messages: 1_000,
      idle_heartbeat: 2_000,
      callback: (message) => take(incomingOf(message)),
    });
    void this.endWhenLost(messages);
    return { stop: async () => void (await messages.close()), ended: messages.closed() };
  }

  /** Says something to whoever listens just now; nothing depends on its being heard. */
  say(subject: string, heads?: readonly JournalHead[]): void {
    if (!this.bus.isClosed()) this.bus.publish(subject, heads ? JSON.stringify(heads) : undefined);
  }

  /** Hears what is said on a subject. */
  hear(subject: string, take: (heads: readonly JournalHead[]) => void): Subscription {
    return this.bus.subscribe(subject, {
      callback: (error, message) => {
        if (!error) take(message.data.length > 0 ? message.json<JournalHead[]>() : []);
      },
    });
  }

  private async endWhenLost(messages: { status(): AsyncIterable<{ type: string }>; close(): Promise<unknown> }): Promise<void> {
    const lost = new Set(['consumer_deleted', 'consumer_not_found', 'stream_not_found', 'no_responders', 'heartbeats_missed']);
    for await (const status of messages.status()) {
      if (lost.has(status.type)) await messages.close();
    }
  }

  private async management(): Promise<JetStreamManager> {
    this.manager ??= await jetstreamManager(this.bus, { timeout: 3_000, checkAPI: false });
    return this.manager;
  }
}

const messageOf = (source: string, { entry, type, eventId }: Outgoing) => {
  const marked = headers();
  marked.set(positionHeader, String(entry.position));
  marked.set(chainHeader, entry.chain);
  return { subject: eventSubject(source, entry.shard, type), envelope: entry.envelope, headers: marked, eventId };
};

const incomingOf = (message: JsMsg): Incoming => {
  // As `eventSubject` makes it.
  const [, , shard, ...type] = message.subject.split('.');
  return {
    entry: {
      shard: Number(shard),
      position: Number(message.headers?.get(positionHeader)),
      chain: message.headers?.get(chainHeader) ?? '',
      envelope: message.string(),
    },
    type: type.join('.'),
    ack: () => message.ack(),
  };
};
