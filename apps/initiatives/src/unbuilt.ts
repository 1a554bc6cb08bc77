import { allOperations, NotFound, type Operation, refuse } from '@klaster/contracts';
import { type Handler, Handles } from '@klaster/service-kit';
import type { Type } from '@nestjs/common';

/** Scaffolding while the service is being built: what has no handler yet answers "not found". */
export function unbuilt(...built: Type[]): Type[] {
  const handled = new Set(built.map((type) => (Reflect.getMetadata('microservices:pattern', (type.prototype as { handle: object }).handle) as string[])[0]));
  const missing = [...allOperations.values()].filter((o) => o.service === 'initiatives' && !handled.has(o.name) && !/^initiatives\.(journal|parked-events|inbox)\./.test(o.name));
  return [...built, ...missing.map(standIn)];
}

function standIn(operation: Operation): Type {
  class Missing {
    async handle() {
      return refuse(NotFound);
    }
  }
  Handles(operation)(Missing as unknown as new () => Handler<Operation>);
  return Missing;
}
