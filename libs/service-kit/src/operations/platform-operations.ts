import { catchUpInbox, listParkedEvents, readJournal, retryParkedEvent, type ServiceName } from '@klaster/contracts';
import { awaitSequencing, type Database, listParked, readEntries, readHeads, sequencePending } from '@klaster/persistence';
import { Inject, type Type } from '@nestjs/common';
import { Inbox } from '../events/inbox.js';
import type { Call } from './call.js';
import { Handles } from './handles.js';

/** The courier's way to the database: journal and order of all clusters, and nothing else. */
export const CourierDatabase = Symbol('CourierDatabase');

/** More than any commit leaves pending at once. */
const everything = 1_000_000;

const within = <Result>(database: Database, call: Call, act: Parameters<typeof database.within<Result>>[1]) =>
  database.within({ service: 'courier', requestId: call.requestId, now: call.now }, act);

/** The operations that every service has: it reads out its journal, catches up with others', and shows what it could not apply. */
export function platformOperations(service: ServiceName): Type[] {
  @Handles(readJournal(service))
  class ReadJournal {
    constructor(@Inject(CourierDatabase) private readonly database: Database) {}

    /** Gives places to what is pending first, so that whoever asks learns everything that was answered before. */
    handle({ shard, after, limit }: { shard: number; after: number; limit: number }, call: Call) {
      return within(this.database, call, async (work) => {
        await awaitSequencing(work, shard);
        await sequencePending(work, everything);
        const [entries, heads] = await Promise.all([readEntries(work, shard, after, limit), readHeads(work)]);
        return { entries, head: heads.find((head) => head.shard === shard)! };
      });
    }
  }

  @Handles(catchUpInbox(service))
  class CatchUpInbox {
    constructor(private readonly inbox: Inbox) {}

    /** The inbox has its own transactions. */
    async handle({ source, shards }: { source: ServiceName; shards: number[] }) {
      await this.inbox.catchUpWith(source, shards);
      return {};
    }
  }

  @Handles(listParkedEvents(service))
  class ListParkedEvents {
    constructor(@Inject(CourierDatabase) private readonly database: Database) {}

    async handle(_: object, call: Call) {
      const rows = await within(this.database, call, (work) => listParked(work));
      return { items: rows.map(({ envelope: _envelope, chain: _chain, ...row }) => row) };
    }
  }

  @Handles(retryParkedEvent(service))
  class RetryParkedEvent {
    constructor(private readonly inbox: Inbox) {}

    handle({ subject }: { subject: string }) {
      return this.inbox.retryParked(subject);
    }
  }

  return [ReadJournal, CatchUpInbox, ListParkedEvents, RetryParkedEvent];
}
