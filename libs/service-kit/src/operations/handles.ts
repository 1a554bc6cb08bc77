import type { Immutable, Operation, RefusalOf, ReplyOf, RequestOf } from '@klaster/contracts';
import { Controller } from '@nestjs/common';
import { Ctx, MessagePattern, Payload } from '@nestjs/microservices';
import type { Call } from './call.js';

/**
 * A reply that is JSON text already, as Postgres makes it: passed on without being read.
 * Whether it fits the contract is checked where replies are checked: in every test.
 */
export class JsonText {
  constructor(readonly text: string) {}
}

/** What implements an operation: request and answer are those of its contract. */
export interface Handler<O extends Operation> {
  handle(request: RequestOf<O>, call: Call): Promise<Immutable<ReplyOf<O>> | JsonText | RefusalOf<O>>;
}

/** Makes a class the implementation of an operation; it does not compile where the two differ. */
export function Handles<O extends Operation>(operation: O) {
  return (target: new (...dependencies: never[]) => Handler<O>): void => {
    const method = Object.getOwnPropertyDescriptor(target.prototype, 'handle');
    if (!method) throw new Error(`${target.name} has no method handle`);
    MessagePattern(operation.name)(target.prototype as object, 'handle', method);
    Payload()(target.prototype as object, 'handle', 0);
    Ctx()(target.prototype as object, 'handle', 1);
    Controller()(target);
  };
}
