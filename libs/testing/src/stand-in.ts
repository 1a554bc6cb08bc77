import { allOperations, NotFound, type Operation, refuse, type ServiceName } from '@klaster/contracts';
import { type Call, type Handler, Handles, type ServiceDefinition } from '@klaster/service-kit';
import type { Type } from '@nestjs/common';

/** The code of an operation in a stand-in. */
export type StandInHandler = (request: Record<string, never>, call: Call) => unknown;

const isPlatformOperation = ({ name }: Operation) => /^\w+\.(journal|parked-events)\./.test(name);

/**
 * A service of this name with the real journal, inbox and bus, but with no matter of its own: what a test does not give
 * it is answered with "not found". For tests of the platform itself, and as the neighbour of a service under test.
 */
export function standIn(name: ServiceName, handlers: Readonly<Record<string, StandInHandler>> = {}, rest: Partial<ServiceDefinition> = {}): ServiceDefinition {
  const operations = [...allOperations.values()].filter((operation) => operation.service === name && !isPlatformOperation(operation));
  return { migrations: [], ...rest, name, operations: operations.map((operation) => handlerOf(operation, handlers[operation.name] ?? (() => refuse(NotFound)))) };
}

function handlerOf(operation: Operation, act: StandInHandler): Type {
  class Handling {
    async handle(request: unknown, call: Call) {
      return (await act(request as Record<string, never>, call)) as never;
    }
  }
  Handles(operation)(Handling as new () => Handler<Operation>);
  return Handling;
}
