import { z } from 'zod';
import { operation, type ServiceName } from './operation.js';

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

/** Every service reads out its journal: whoever missed events gets them from here, never from the courier alone. */
export const readJournal = <Service extends ServiceName>(service: Service) =>
  operation({
    name: `${service}.journal.read`,
    summary: 'Reads the journal in order, so that whoever missed events can catch up',
    access: { who: 'platform' },
    request: z.strictObject({
      shard: z.int().min(0).max(15),
      after: z.int().min(0),
      limit: z.int().min(1).max(500).default(500),
    }),
    reply: z.strictObject({ entries: z.array(JournalEntry), head: JournalHead }),
  });
