import { catchUpInbox, isRefusal, type ServiceName } from '@klaster/contracts';
import { followersOf, type OperationClient } from '@klaster/messaging';
import type { Log } from '../process/log.js';

export interface FollowersOptions {
  readonly service: ServiceName;
  readonly client: OperationClient;
  readonly log: Log;
}

/** An answer that is to hold everywhere waits for each of them so long at most. */
const timeoutMs = 2_000;

/** The services that follow this one's journal. */
export class Followers {
  private readonly operations: readonly ReturnType<typeof catchUpInbox>[];

  constructor(private readonly options: FollowersOptions) {
    this.operations = followersOf(options.service).map((follower) => catchUpInbox(follower));
  }

  /**
   * Comes back when all of them have applied what this service has told in these shards. Who does not answer in time is
   * left out: it will hear it by the events, or catch up before it serves when it starts.
   */
  async catchUp(shards: readonly number[], requestId: string): Promise<void> {
    if (shards.length > 0) await Promise.all(this.operations.map((operation) => this.ask(operation, [...shards], requestId)));
  }

  private async ask(operation: ReturnType<typeof catchUpInbox>, shards: number[], requestId: string): Promise<void> {
    const { service, client, log } = this.options;
    const answer = await client.call(operation, { source: service, shards }, { requestId, timeoutMs }).catch((error: unknown) => error);
    if (answer instanceof Error || isRefusal(answer)) log.warn({ follower: operation.service, request: requestId, err: answer }, 'a follower does not catch up; the events will bring it what was decided');
  }
}
