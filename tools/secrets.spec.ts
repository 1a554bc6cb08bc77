import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { completeSecrets, openSecrets, pairKey } from './secrets.ts';

describe('secrets', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'klaster-secrets-'));
  });
  afterEach(() => rmSync(home, { recursive: true }));

  test('are made once, for their owner alone', () => {
    const first = openSecrets(home);
    const second = openSecrets(home);
    expect(first.isNew).toBe(true);
    expect(second).toEqual({ isNew: false, secrets: first.secrets });
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(Object.keys(first.secrets.roles)).toContain('resources_courier');
    expect(first.secrets.callKeys['resources']).toMatch(/^[0-9a-f]{64}$/);
    const all = [...Object.values(first.secrets.roles), ...Object.values(first.secrets.bus), ...Object.values(first.secrets.callKeys)];
    expect(new Set(all).size).toBe(all.length);
  });

  test('what is missing is made, what is there stays', () => {
    const { secrets } = openSecrets(home);
    const { membership: lost, ...rest } = secrets.roles;
    writeFileSync(join(home, 'secrets.json'), JSON.stringify({ ...secrets, roles: rest }));
    const completed = openSecrets(home).secrets;
    expect(completed.roles).toMatchObject(rest);
    expect(completed.roles['membership']).not.toBe(lost);
    expect(completed.callKeys).toEqual(secrets.callKeys);
  });

  test('a damaged file is left alone', () => {
    writeFileSync(join(home, 'secrets.json'), '{');
    expect(() => openSecrets(home)).toThrow(/cannot be read/);
    expect(readFileSync(join(home, 'secrets.json'), 'utf8')).toBe('{');
  });
});

test('a pair of processes has a key of its own in each direction', () => {
  let count = 0;
  const { callKeys } = completeSecrets({}, () => String((count += 1)).padStart(64, '0'));
  const key = pairKey(callKeys['resources'] ?? '', 'gateway');
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(pairKey(callKeys['resources'] ?? '', 'membership')).not.toBe(key);
  expect(pairKey(callKeys['membership'] ?? '', 'gateway')).not.toBe(key);
});

test('a pair key is HMAC-SHA-256 (RFC 4231, test case 2)', () => {
  expect(pairKey(Buffer.from('Jefe').toString('hex'), 'what do ya want for nothing?')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
});
