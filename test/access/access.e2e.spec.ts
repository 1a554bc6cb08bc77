import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, type Operation } from '@klaster/contracts';
import { startWorld, type World } from '../world/world.ts';
import { callers, type CallerName, meet, type Scene, tryAs } from './scene.ts';
import { formatTable, readTable } from './table.ts';

const file = join(import.meta.dirname, 'access-table.md');
const rewrite = process.env['KLASTER_REWRITE_ACCESS'] === '1';

/**
 * Who may call what: every operation that has a route is tried by every kind of caller on things that exist, and the
 * outcome is compared with the checked-in table. KLASTER_REWRITE_ACCESS=1 writes the table anew, for the eyes of a reviewer.
 */
describe('who may call what', () => {
  let world: World;
  let scene: Scene;
  const found = new Map<string, Record<CallerName, string>>();
  const operations = [...allOperations.values()].filter(({ http }) => http);
  const known = readTable(readFileSync(file, 'utf8'));

  beforeAll(async () => {
    world = await startWorld();
    scene = await meet(world);
  });

  afterAll(async () => {
    if (rewrite) writeFileSync(file, formatTable(operations, found));
    await world.stop();
  });

  it('the table names every operation that has a route, and no other', () => {
    if (!rewrite) expect([...known.keys()].toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  });

  it.each(operations.map((operation) => [operation.name, operation] as const))('%s', async (...[name, operation]: readonly [string, Operation]) => {
    const outcome: Partial<Record<CallerName, string>> = {};
    // The mightiest last: what they are granted changes the things that the others were refused.
    for (const caller of callers) outcome[caller] = await tryAs(scene, caller, operation);
    found.set(name, outcome as Record<CallerName, string>);
    for (const [caller, answer] of Object.entries(outcome)) expect([caller, answer]).not.toEqual([caller, expect.stringMatching(/^5/)]);
    if (!rewrite) expect(outcome).toEqual(known.get(name));
  });
});
