import { z } from 'zod';
import { shardCount } from './event.js';
import { operation, type ServiceName, serviceNames } from './operation.js';

/** An event in its place in a journal: what the courier carries in headers and the owner answers when asked. */
export const JournalEntry = z.strictObject({
  shard: z.int(),
  position: z.int().min(1),
  /** SHA-256(previous chain ‖ envelope), lower-case hex. */
  chain: z.string(),
  /** The envelope's exact bytes, as text: the chain is over these. */
  envelope: z.string(),
});
export type JournalEntry = z.output<typeof JournalEntry>;

/** The newest position of a shard and the chain there. */
export const JournalHead = z.strictObject({ shard: z.int(), position: z.int().min(0), chain: z.string() });
export type JournalHead = z.output<typeof JournalHead>;

const Shard = z.int().min(0).max(shardCount - 1);

/** Every service reads out its journal: whoever missed events gets them from here, never from the courier alone. */
export const readJournal = <Service extends ServiceName>(service: Service) =>
  operation({
    name: `${service}.journal.read`,
    summary: 'Reads the journal in order, so that whoever missed events can catch up',
    access: { who: 'platform' },
    request: z.strictObject({
      shard: Shard,
      after: z.int().min(0),
      limit: z.int().min(1).max(500).default(500),
    }),
    reply: z.strictObject({ entries: z.array(JournalEntry), head: JournalHead }),
  });

/**
 * Every service can be asked to catch up with one that it follows: what that has told until now is applied when it
 * answers. A query to the platform: nothing of the caller's is changed, and asking twice is as good as once.
 */
export const catchUpInbox = <Service extends ServiceName>(service: Service) =>
  operation({
    name: `${service}.inbox.catch-up`,
    summary: `Applies in ${service} what a service that it follows has told until now`,
    access: { who: 'platform' },
    request: z.strictObject({ source: z.enum(serviceNames), shards: z.array(Shard).min(1).max(shardCount) }),
    reply: z.strictObject({}),
  });
