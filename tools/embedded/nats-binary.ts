import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Failure } from '../failure.ts';
import { fetchFromDebian } from './debian-package.ts';
import { fetchRelease } from './github-release.ts';

/** The oldest nats-server whose JetStream does all that is asked of it. */
const needed = [2, 10] as const;
const cachedName = /^nats-server-(\d+)\.(\d+)\.(\d+)$/;

export interface NatsBinary {
  readonly path: string;
  readonly version: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds a nats-server, or gets one: NATS_SERVER, the PATH, what was fetched before, Debian's packages (no root
 * needed), the project's own release. `report` hears what takes long.
 */
export async function findNatsServer(environment: Environment, report: (doing: string) => void): Promise<NatsBinary> {
  const named = environment['NATS_SERVER'];
  if (named) {
    const version = readVersion(named);
    if (version && isRecent(version)) return { path: named, version };
    throw new Failure(`NATS_SERVER names ${named}, which ${version ? `is ${version}, older than ${needed.join('.')}` : 'is not a nats-server that runs here'}.`);
  }
  const cache = join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'klaster');
  return findOnPath(environment['PATH'] ?? '') ?? findCached(cache) ?? (await fetchOnce(cache, report));
}

function findOnPath(path: string): NatsBinary | undefined {
  // Debian keeps it in /usr/sbin, which is not on an ordinary user's PATH.
  for (const folder of [...path.split(delimiter), '/usr/local/sbin', '/usr/sbin']) {
    const candidate = join(folder, 'nats-server');
    const version = folder !== '' && existsSync(candidate) ? readVersion(candidate) : undefined;
    if (version && isRecent(version)) return { path: candidate, version };
  }
  return undefined;
}

function findCached(cache: string): NatsBinary | undefined {
  if (!existsSync(cache)) return undefined;
  const versions = readdirSync(cache)
    .map((name) => cachedName.exec(name)?.slice(1).map(Number))
    .filter((version) => version !== undefined)
    .sort((one, other) => other[0]! - one[0]! || other[1]! - one[1]! || other[2]! - one[2]!);
  for (const version of versions) {
    const path = join(cache, `nats-server-${version.join('.')}`);
    if (isRecent(version.join('.')) && readVersion(path)) return { path, version: version.join('.') };
  }
  return undefined;
}

async function fetchOnce(cache: string, report: (doing: string) => void): Promise<NatsBinary> {
  mkdirSync(cache, { recursive: true });
  const workshop = mkdtempSync(join(tmpdir(), 'klaster-nats-'));
  const reasons: string[] = [];
  try {
    for (const source of [() => fetchFromDebian(workshop, report), () => fetchRelease(workshop, report)]) {
      try {
        return keep(cache, await source());
      } catch (error) {
        reasons.push((error as Error).message);
      }
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
  throw new Failure(`No nats-server could be had (${reasons.join('; ')}): install one of version ${needed.join('.')} or newer, or give its path as NATS_SERVER.`);
}

/** Moves a fetched program into the cache under its version, whole or not at all. */
function keep(cache: string, fetched: string): NatsBinary {
  chmodSync(fetched, 0o755);
  const version = readVersion(fetched);
  if (!version) throw new Error('the nats-server that came does not run here');
  if (!isRecent(version)) throw new Error(`the nats-server that came is ${version}`);
  const path = join(cache, `nats-server-${version}`);
  copyFileSync(fetched, `${path}.${process.pid}`);
  renameSync(`${path}.${process.pid}`, path);
  return { path, version };
}

function readVersion(binary: string): string | undefined {
  const { status, stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? /v?(\d+\.\d+\.\d+)/.exec(stdout)?.[1] : undefined;
}

export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > needed[0] || (major === needed[0] && minor >= needed[1]);
}
