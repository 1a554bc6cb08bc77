import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { diskObjection, Installation, isInstalled, objection, tellingLines } from './installation.mjs';

const linux = { version: 'v20.19.0', platform: 'linux', arch: 'x64', glibc: true };

test.each([
  [linux, undefined],
  [{ ...linux, version: 'v20.18.3' }, /needs Node 20\.19/],
  [{ ...linux, version: 'v18.20.0' }, /needs Node 20\.19/],
  [{ ...linux, glibc: false }, /glibc/],
  [{ ...linux, arch: 'arm64' }, /linux arm64 .* 24\.11/],
  [{ ...linux, arch: 'arm64', version: 'v24.11.0' }, undefined],
  [{ ...linux, platform: 'darwin', version: 'v25.0.0', glibc: false }, undefined],
  [{ ...linux, platform: 'win32', version: 'v24.11.0' }, /WSL/],
])('%j', (machine, expected) => {
  const line = objection(machine);
  if (expected === undefined) expect(line).toBeUndefined();
  else expect(line).toMatch(expected);
});

test('a full disk is said with both numbers', () => {
  expect(diskObjection(tmpdir(), 0, 'nothing')).toBeUndefined();
  expect(diskObjection(tmpdir(), Number.MAX_SAFE_INTEGER, 'the installation')).toMatch(/MB are free in .*the installation needs \d+ MB/);
});

test('of a failed npm only what tells why', () => {
  const lines = ['npm warn EBADENGINE {', 'npm error code EUSAGE', 'npm error', 'npm error Missing: a@1 from lock file', 'npm error Clean install a project', 'npm error Usage:'];
  expect(tellingLines(lines)).toEqual(['npm error code EUSAGE', 'npm error Missing: a@1 from lock file']);
});

describe('what is installed', () => {
  const wanted = { packages: { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' }, 'node_modules/b': { version: '1.0.0', optional: true } } };

  test('packages for other machines may be missing, nothing else', () => {
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'x' } } })).toBe(true);
    expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.1', integrity: 'y' } } })).toBe(false);
    expect(isInstalled(wanted, { packages: {} })).toBe(false);
  });

  test('a changed lockfile asks for an installation', () => {
    const root = mkdtempSync(join(tmpdir(), 'klaster-installation-'));
    try {
      mkdirSync(join(root, 'node_modules'));
      writeFileSync(join(root, 'package-lock.json'), JSON.stringify(wanted));
      const installation = new Installation(root);
      expect(installation.isCurrent()).toBe(false);
      installation.remember();
      expect(installation.isCurrent()).toBe(true);
      writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: { 'node_modules/a': { version: '2.0.0' } } }));
      expect(installation.isCurrent()).toBe(false);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
