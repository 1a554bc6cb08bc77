import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations } from '@klaster/contracts';
import { granted, type Json, startWorld, type World } from '../world/world.ts';

const root = join(import.meta.dirname, '..', '..');

/** What the linter of OpenAPI documents asks for, without what it recommends by taste. */
const rules = `extends: [minimal]
rules:
  struct: error
  no-ambiguous-paths: error
  operation-operationId-unique: error
  path-parameters-defined: error
  security-defined: error
  operation-4xx-response: error
`;

describe('the OpenAPI document', () => {
  let world: World;
  let document: Json;

  beforeAll(async () => {
    world = await startWorld();
    document = granted(await world.nobody().get('/openapi.json'));
  });

  afterAll(() => world.stop());

  it('is valid OpenAPI 3.1', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    const folder = mkdtempSync(join(tmpdir(), 'klaster-openapi-'));
    const file = join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    writeFileSync(join(folder, 'redocly.yaml'), rules);
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js'), 'lint', file, '--config', join(folder, 'redocly.yaml'), '--format', 'stylish'], {
      encoding: 'utf8', env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NODE_OPTIONS: '' }, cwd: folder,
    });
    rmSync(folder, { recursive: true, force: true });
    expect({ status, errors: status === 0 ? '' : `${stdout}${stderr}`.slice(0, 4_000) }).toEqual({ status: 0, errors: '' });
  }, 30_000);

  it('describes every operation that has a route, and no other', () => {
    const described = Object.values<Json>(document.paths).flatMap((methods) => Object.values<Json>(methods).map(({ operationId }) => operationId as string));
    expect(described.toSorted()).toEqual([...allOperations.values()].filter(({ http }) => http).map(({ name }) => name).toSorted());
  });

  it('has the AsyncAPI document of the bus beside it, as it is checked in', async () => {
    const served = granted(await world.nobody().get('/asyncapi.json'));
    expect(served).toEqual(JSON.parse(readFileSync(join(root, 'docs', 'api', 'asyncapi.json'), 'utf8')));
  });

  it('names all that it refers to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(references.filter((name) => !(name in document.components.schemas))).toEqual([]);
  });
});
