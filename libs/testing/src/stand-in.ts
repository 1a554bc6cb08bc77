import { allOperations, NotFound, type Operation, refuse, type RequestOf, type ServiceName } from '@klaster/contracts';
import { type Call, type Handler, Handles, type ServiceDefinition } from '@klaster/service-kit';
import type { Type } from '@nestjs/common';

/** The code of one operation in a stand-in. */
export interface Answering {
  readonly operation: string;
  readonly act: (request: unknown, call: Call) => unknown;
}

/** Gives an operation its code. */
export const answering = <O extends Operation>(operation: O, act: (request: RequestOf<O>, call: Call) => unknown): Answering => ({
  operation: operation.name,
  act: (request, call) => act(request as RequestOf<O>, call),
});

/** Makes an operation known in this test file alone, as if it stood in the contracts: for what the platform can do and no operation asks of it yet. */
export function declare<O extends Operation>(operation: O): O {
  (allOperations as Map<string, Operation>).set(operation.name, operation);
  return operation;
}

const isPlatformOperation = ({ name }: Operation) => /^\w+\.(journal|inbox|parked-events)\./.test(name);

/**
 * A service of this name with the real journal, inbox and bus, but with no matter of its own: what a test does not give
 * it is answered with "not found". For tests of the platform itself, and as the neighbour of a service under test.
 */
export function standIn(name: ServiceName, answers: readonly Answering[] = [], rest: Partial<ServiceDefinition> = {}): ServiceDefinition {
  const operations = [...allOperations.values()].filter((operation) => operation.service === name && !isPlatformOperation(operation));
  const actOf = (operation: Operation) => answers.find((answer) => answer.operation === operation.name)?.act ?? (() => refuse(NotFound));
  return { migrations: [], ...rest, name, operations: operations.map((operation) => handlerOf(operation, actOf(operation))) };
}

function handlerOf(operation: Operation, act: Answering['act']): Type {
  class Handling {
    async handle(request: unknown, call: Call) {
      return (await act(request, call)) as never;
    }
  }
  Handles(operation)(Handling as new () => Handler<Operation>);
  return Handling;
}
