import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readEvent, readOperation } from './arguments.ts';
import { Changes } from './changes.ts';
import { writeEvent } from './write-event.ts';
import { writeOperation } from './write-operation.ts';

const root = join(import.meta.dirname, '..', '..');
let folder: string;

/** The contracts and one service's table of contents, as they are now. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klaster-generate-'));
  cpSync(join(root, 'libs/contracts/src'), join(folder, 'libs/contracts/src'), { recursive: true });
  mkdirSync(join(folder, 'apps/membership/src'), { recursive: true });
  cpSync(join(root, 'apps/membership/src/membership.module.ts'), join(folder, 'apps/membership/src/membership.module.ts'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const text = (path: string) => readFileSync(join(folder, path), 'utf8');
const occurrences = (path: string, sought: string) => text(path).split(sought).length - 1;

function write(act: (changes: Changes) => unknown): string[] {
  const changes = new Changes(folder);
  act(changes);
  return changes.write().map(({ path, isNew }) => `${isNew ? 'new ' : ''}${path}`);
}
const operation = (...args: string[]) => write((changes) => writeOperation(changes, readOperation(['membership', ...args])));
const event = (...args: string[]) => write((changes) => writeEvent(changes, readEvent(['membership', ...args])));

test('an operation of a new collection: contract, catalogue, index, handler, spec, table of contents', () => {
  expect(operation('wagons', 'list')).toEqual([
    'new libs/contracts/src/membership/wagons.ts',
    'libs/contracts/src/index.ts',
    'libs/contracts/src/catalogue.ts',
    'new apps/membership/src/wagons/list-wagons.ts',
    'new apps/membership/src/wagons/list-wagons.spec.ts',
    'apps/membership/src/membership.module.ts',
  ]);
  expect(text('libs/contracts/src/membership/wagons.ts')).toMatch(/^import \{ z \} from 'zod';\nimport \{ operation \} from '..\/core\/operation.js';\nimport \{ Id, Instant, page, pageRequest, Version \}/);
  expect(text('libs/contracts/src/catalogue.ts')).toMatch(/import \* as wagons from '\.\/membership\/wagons\.js';/);
  expect(text('libs/contracts/src/catalogue.ts')).toMatch(/const modules: readonly object\[\] = \[[^;]*\bwagons\b[^;]*\];/);
  expect(occurrences('libs/contracts/src/index.ts', `export * from './membership/wagons.js';`)).toBe(1);
  expect(occurrences('apps/membership/src/membership.module.ts', 'ListWagons')).toBe(2);
});

test('the second one joins the first', () => {
  operation('wagons', 'list');
  expect(operation('wagons', 'couple', '--path', '/v1/clusters/{clusterId}/wagons/{wagonId}/coupling')[0]).toBe('libs/contracts/src/membership/wagons.ts');
  expect(occurrences('libs/contracts/src/membership/wagons.ts', 'export const Wagon = ')).toBe(1);
  expect(text('apps/membership/src/membership.module.ts')).toContain('ListWagons, CoupleWagon,');
  expect(text('libs/contracts/src/membership/wagons.ts')).toContain(`request: z.strictObject({ clusterId: Id, wagonId: Id }),`);
});

test('contracts of a collection go where it has some', () => {
  expect(operation('seats', 'polish', '--path', '/v1/clusters/{clusterId}/seats/{seatId}/polish')[0]).toBe('libs/contracts/src/membership/members.ts');
});

test('what is there is refused, and nothing is written', () => {
  operation('wagons', 'list');
  const before = text('libs/contracts/src/membership/wagons.ts');
  expect(() => operation('wagons', 'list')).toThrow('membership.wagons.list exists already, in libs/contracts/src/membership/wagons.ts');
  expect(() => operation('contributions', 'list')).toThrow('Contribution is the name of something else already');
  expect(() => operation('members', 'admit', '--path', '/v1/clusters/{clusterId}/x')).toThrow('membership.members.admit exists already');
  expect(text('libs/contracts/src/membership/wagons.ts')).toBe(before);
  expect(existsSync(join(folder, 'apps/membership/src/contributions'))).toBe(false);
});

test('an event comes with its sample, and its versions follow each other', () => {
  expect(event('wagon', 'coupled')).toContain('new libs/contracts/src/membership/wagons.ts');
  expect(() => event('wagon', 'coupled')).toThrow('--version 2 makes the next one');
  expect(() => event('wagon', 'coupled', '--version', '3')).toThrow('The next version of the event membership.wagon.coupled is 2');
  expect(event('wagon', 'coupled', '--version', '2')).toEqual(['libs/contracts/src/membership/wagons.ts', 'new libs/contracts/samples/membership.wagon.coupled.v2.json']);
  expect(text('libs/contracts/src/membership/wagons.ts')).toContain('export const WagonCoupledV2 = event({');
  expect(JSON.parse(text('libs/contracts/samples/membership.wagon.coupled.v1.json'))).toHaveProperty('wagonId');
});

test('an event and then the operation that tells it stand in one file', () => {
  event('wagon', 'coupled');
  operation('wagons', 'list');
  expect(text('libs/contracts/src/membership/wagons.ts').indexOf('operation({')).toBeLessThan(text('libs/contracts/src/membership/wagons.ts').indexOf('event({'));
});
