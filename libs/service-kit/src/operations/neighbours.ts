import type { Operation, Refusal, ReplyOf, RequestInputOf } from '@klaster/contracts';
import { OperationClient } from '@klaster/messaging';
import { newId } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

const timeoutMs = 5_000;

/** The other services, for an operation, a timer or a reaction that has to ask one of them something. */
@Injectable()
export class Neighbours {
  constructor(private readonly client: OperationClient) {}

  /**
   * Asks what is for processes alone (access `platform`), in the platform's name and for no person: answers the reply or
   * the refusal, `overloaded` where nobody is there and `timed-out` where nobody answered within 5 s. Which service asks
   * what of whom stands in messaging's permissions; what does not stand there rejects. Ask before you hold or write:
   * a transaction that waits for a neighbour keeps others waiting.
   * @param requestId of the call in which it is asked, so that the two are found together
   */
  async ask<O extends Operation>(operation: O, request: RequestInputOf<O>, requestId: string = newId()): Promise<ReplyOf<O> | Refusal> {
    if (operation.access.who !== 'platform') throw new Error(`${operation.name} is for people, not for neighbours`);
    return this.client.call(operation, request, { requestId, timeoutMs });
  }
}
