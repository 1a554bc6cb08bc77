import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../failure.ts';
import type { Account } from '../supervision/supervised-process.ts';

/** PostgreSQL refuses to run as root; these users can stand in, the first that exists. */
const candidates = ['postgres', 'klaster-postgres'] as const;
const createdUser = 'klaster-postgres';
const stateFolder = '/var/lib/klaster';

/** Where PostgreSQL's programs and data are and as whom it runs. */
export interface PostgresPlace {
  /** The folder with bin/, lib/ and share/. */
  readonly programs: string;
  readonly data: string;
  readonly account: Account | undefined;
  /** What is not as a user would expect, to be said once. */
  readonly remarks: readonly string[];
}

/**
 * Finds a place where PostgreSQL can run: in `home` as ourselves, or, for root, as an unprivileged user, who must be
 * able to reach both programs and data; what lies out of his reach (under /root) is kept under /var/lib/klaster.
 */
export function findPostgresPlace(home: string, programs: string): PostgresPlace {
  const data = join(home, 'postgres');
  if (process.getuid?.() !== 0) return { programs, data, account: undefined, remarks: [] };
  const account = findAccount();
  const remarks: string[] = [];
  const reachable = (folder: string) => spawnSync('/usr/bin/test', ['-x', folder], { ...account }).status === 0;
  const place = { programs, data };
  if (!reachable(join(programs, 'bin', 'postgres'))) place.programs = copyPrograms(programs);
  if (!reachable(home)) {
    const folder = join(stateFolder, createHash('sha256').update(home).digest('hex').slice(0, 12));
    mkdirSync(folder, { recursive: true });
    place.data = join(folder, 'postgres');
    remarks.push(`PostgreSQL does not run as root, and its user cannot enter ${home}: its data is in ${place.data}.`);
  }
  return { ...place, account, remarks };
}

/** Makes a folder the account's own, so that it can be written in. */
export function giveTo(account: Account | undefined, path: string): void {
  if (account) chownSync(path, account.uid, account.gid);
}

function findAccount(): Account {
  const known = readAccount();
  if (known) return known;
  const created = spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', createdUser], { encoding: 'utf8' });
  const account = created.status === 0 ? readAccount() : undefined;
  if (!account) throw new Failure(`PostgreSQL does not run as root and the user ${createdUser} could not be created: create it, or start Klaster as an ordinary user.`);
  return account;
}

function readAccount(): Account | undefined {
  const entries = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const entry = candidates.map((name) => entries.find(([user]) => user === name)).find((found) => found !== undefined);
  return entry && { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** Copies the programs to where everybody may run them, once for each version. */
function copyPrograms(programs: string): string {
  const version = (JSON.parse(readFileSync(join(programs, '..', 'package.json'), 'utf8')) as { version: string }).version;
  const target = join(stateFolder, `postgresql-${basename(version)}`);
  if (existsSync(target)) return target;
  mkdirSync(stateFolder, { recursive: true });
  rmSync(`${target}.new`, { recursive: true, force: true });
  cpSync(programs, `${target}.new`, { recursive: true, verbatimSymlinks: true });
  renameSync(`${target}.new`, target);
  return target;
}
