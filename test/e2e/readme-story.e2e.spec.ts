import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadDemo } from '../../tools/demo/load-demo.ts';
import type { Platform } from '../../tools/platform.ts';
import { startPlatform } from '../../tools/start-platform.ts';

const root = join(import.meta.dirname, '../..');

/** The shell lines of the README's story, as they stand there. */
const story = (): string => {
  const [, lines] = /```sh story\n([\s\S]*?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? [];
  if (!lines) throw new Error('the README tells no story');
  return lines;
};

let home: string;
let platform: Platform;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'klaster-story-'));
  platform = await startPlatform({ home, throwAway: true });
  await loadDemo(platform);
}, 120_000);

afterAll(async () => {
  await platform.stop();
  rmSync(home, { recursive: true, force: true });
});

describe('what a newcomer is promised', () => {
  test('the demo federation is there: several clusters, parties of every kind, an account for scripts', async () => {
    const { accounts } = JSON.parse(readFileSync(join(home, 'demo.json'), 'utf8')) as { accounts: { token: string; represents: { clusterId: string }[] }[] };
    const clusters = new Set(accounts.flatMap(({ represents }) => represents.map(({ clusterId }) => clusterId)));
    expect(clusters.size).toBeGreaterThanOrEqual(2);
    const parties = await fetch(`${platform.gatewayUrl}/v1/parties?limit=200`, { headers: { authorization: `Bearer ${accounts[0]?.token ?? ''}` } });
    const { items } = (await parties.json()) as { items: { kind: string }[] };
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['organization', 'group']));
  });

  test('the story in the README works as written', async () => {
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', story()], { cwd: root, env: { ...process.env, KLASTER_HOME: home } });
    expect(stdout).toContain('The other side confirms');
    expect(stdout).toContain('confirmed');
    expect(stdout).toMatch(/category: 'food'/);
    expect(Number(stdout.trim().split('\n').at(-1))).toBeGreaterThan(20);
  }, 60_000);
});
