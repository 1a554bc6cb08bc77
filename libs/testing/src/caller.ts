import { type Operation, type ReplyOf, type Refusal, type RequestInputOf } from '@klaster/contracts';
import type { Actor, Answer, CallOptions, OperationClient } from '@klaster/messaging';
import { newId } from '@klaster/persistence';

/** What a test says of a call; everything else has a default. */
export type CallDetails = Partial<Omit<CallOptions, 'actor'>>;

/** Somebody who calls operations as the gateway would for them. */
export class Caller {
  constructor(
    private readonly client: OperationClient,
    readonly actor: Actor | undefined,
  ) {}

  get accountId(): string {
    if (!this.actor) throw new Error('nobody has no account');
    return this.actor.accountId;
  }

  /** Calls an operation: its reply, or the refusal. */
  call<O extends Operation>(operation: O, request: RequestInputOf<O>, details: CallDetails = {}): Promise<ReplyOf<O> | Refusal> {
    return this.client.call(operation, request, this.optionsOf(details));
  }

  /** Calls an operation and insists on its reply. */
  async get<O extends Operation>(operation: O, request: RequestInputOf<O>, details: CallDetails = {}): Promise<ReplyOf<O>> {
    const answer = await this.call(operation, request, details);
    if (typeof answer === 'object' && answer !== null && 'refused' in answer) throw new Error(`${operation.name} was refused: ${JSON.stringify(answer)}`);
    return answer as ReplyOf<O>;
  }

  /** The answer as it came over the bus, with its ETag, its location and whether it was a repetition. */
  send(operation: Operation, request: object, details: CallDetails = {}): Promise<Answer> {
    return this.client.send(operation, request, this.optionsOf(details));
  }

  private optionsOf(details: CallDetails): CallOptions {
    return { requestId: newId(), ...details, actor: this.actor } as CallOptions;
  }
}
