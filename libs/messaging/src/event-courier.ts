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

export interface Outgoing {
  readonly entry: JournalEntry;
  readonly eventId: string;
  readonly type: string;
}

/** An entry as the courier brought it; `ack` says that it and all before it are done with. */
export interface Incoming {
  readonly entry: JournalEntry;
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

  constructor(private readonly bus: NatsConnection) {
    this.stream = jetstream(bus, { timeout: 3_000 });
  }

  /** Hands entries over, in order, and comes back when the courier has acknowledged all of them. */
  async publish(source: string, outgoing: readonly Outgoing[]): Promise<void> {
    await Promise.all(
      outgoing.map(({ entry, eventId, type }) => {
        const marked = headers();
        marked.set(positionHeader, String(entry.position));
        marked.set(chainHeader, entry.chain);
        return this.stream.publish(eventSubject(source, entry.shard, type), entry.envelope, { msgID: eventId, headers: marked });
      }),
    );
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

const incomingOf = (message: JsMsg): Incoming => ({
  entry: {
    shard: Number(message.subject.split('.', 3)[2]),
    position: Number(message.headers?.get(positionHeader)),
    chain: message.headers?.get(chainHeader) ?? '',
    envelope: message.string(),
  },
  ack: () => message.ack(),
});
