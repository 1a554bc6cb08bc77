import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

const guide = (name: string) => readFileSync(join(import.meta.dirname, '../../docs/guide', name), 'utf8');

/** What the guides show works as it stands there. */
describe('the examples of the guides', () => {
  let world: World;
  let person: Person;
  let cluster: Json;
  let other: string;

  beforeAll(async () => {
    world = await startWorld();
    const [one, two] = (await Promise.all(['Czytelniczka', 'Sąsiad'].map((name) => world.person(name)))) as [Person, Person];
    person = one;
    cluster = await world.cluster('Czytelnia');
    await world.join(person, cluster, 'Koło czytelniczek', { kind: 'group' });
    other = await world.join(two, cluster, 'Dom sąsiedzki');
  });

  afterAll(() => world.stop());

  it.each(['resources-pl.md', 'resources-en.md'])('the spreadsheet of %s is read without a fault', async (name) => {
    const [, csv] = /```csv\n([^`]+)```/.exec(guide(name))!;
    const outcome = granted(await person.post(`/v1/clusters/${cluster.id}/contributions/imports`, { csv, dryRun: true, receiver: { memberId: other } }));
    expect(outcome).toEqual({ lines: 2, recorded: 0, dryRun: true, contributions: [], faults: [] });
  });
});
