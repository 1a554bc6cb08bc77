import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { allOperations, serviceNames } from '@klaster/contracts';
import type { ServiceDefinition } from '@klaster/service-kit';

const apps = join(import.meta.dirname, '..', '..', 'apps');

/** Under this key Nest keeps which message a method answers. */
const pattern = 'microservices:pattern';

const definitionOf = async (service: string): Promise<ServiceDefinition> => {
  // Apps are reached as programs; this looks at their tables of contents, which no program shows.
  const module = (await import(pathToFileURL(join(apps, service, 'src', `${service}.module.ts`)).href)) as Record<string, ServiceDefinition>;
  return module[service]!;
};

const handled = (handler: ServiceDefinition['operations'][number]): string => {
  const [name] = Reflect.getMetadata(pattern, (handler.prototype as { handle: object }).handle) as string[];
  return name!;
};

/** A service's table of contents and the contracts say the same. */
describe.each([...serviceNames])('the service %s', (service) => {
  it('has one handler for each of its operations, and no other', async () => {
    const { operations, name } = await definitionOf(service);
    const own = [...allOperations.values()].filter((operation) => operation.service === service && !/\.(journal|inbox|parked-events)\./.test(operation.name));
    expect(name).toBe(service);
    expect(operations.map(handled).toSorted()).toEqual(own.map((operation) => operation.name).toSorted());
  });

  it('lists every handler, reaction and timer that stands in its folders', async () => {
    const { operations, reactions = [], timers = [] } = await definitionOf(service);
    const files = readdirSync(join(apps, service, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.endsWith('.d.ts'));
    const { readFileSync } = await import('node:fs');
    const declared = files.flatMap((file) => [...readFileSync(join(apps, service, 'src', file), 'utf8').matchAll(/^@(?:Handles|ReactsTo|ReactsToEverything|OnTimer)\([^)]*\)\nexport class (\w+)/gm)].map(([, found]) => found!));
    expect(declared.toSorted()).toEqual([...operations, ...reactions, ...timers].map((type) => type.name).toSorted());
  });
});
