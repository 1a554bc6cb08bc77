import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './build.ts';
import { type EmbeddedOptions, startDatabase, startBus } from './embedded/start-servers.ts';
import { type Addresses, inheritedEnvironment, migrationEnvironment, processEnvironment } from './environment.ts';
import { Failure } from './failure.ts';
import { Platform, stopMs } from './platform.ts';
import { demandFreePorts, type PortPlan, planFreePorts } from './ports.ts';
import { instanceName, isPublic, listInstances, processNames, type ProcessName, type Replicas, type ServiceName } from './processes.ts';
import { runProgram } from './run-program.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import { defaultNodeFlags } from './settings.ts';
import { PidFiles } from './supervision/pid-files.ts';
import { accepts, answersHttp } from './supervision/probes.ts';
import { lastWords, Supervisor } from './supervision/supervisor.ts';

/** Hears what is being done, what has been done, and what else is to be known. */
export interface Reporter {
  doing(text: string): void;
  done(text: string, tookMs?: number): void;
  line(text: string): void;
}

export interface PlatformOptions {
  /** Folder for data, logs and secrets; made when missing. */
  readonly home: string;
  readonly replicas?: Replicas;
  /** Ports nobody uses when left out. */
  readonly ports?: PortPlan;
  /** An existing server instead of an embedded one. */
  readonly databaseUrl?: string | undefined;
  readonly natsUrl?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly issuerUrl?: string | undefined;
  /** Variables of an S3-compatible store for files; they are kept in a folder when left out. */
  readonly fileStore?: Readonly<Record<string, string>>;
  /** Whether the data need not survive a crash; for tests, never for measurements. */
  readonly throwAway?: boolean;
  readonly nodeFlags?: readonly string[];
  readonly logLevel?: string;
  /** Variables for every process, beside the contract's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The program of a process; apps/<name>/dist/main.js when left out. */
  readonly entry?: (process: ProcessName) => string;
  /** Which processes run; all of them when left out. */
  readonly only?: readonly ProcessName[];
  /** Silent when left out. */
  readonly report?: Reporter;
  /** Ends a start that is under way, and nothing afterwards. */
  readonly signal?: AbortSignal;
}

const readyMs = 60_000;
const largestLogBytes = 20 * 1024 * 1024;
const silent: Reporter = { doing: () => undefined, done: () => undefined, line: () => undefined };
const entryOf = (process: ProcessName) => join(root, 'apps', process, 'dist', 'main.js');

/** Starts servers, migrations and processes, and answers when everything is ready. The sources must have been built. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const home = resolve(options.home);
  makeHome(home);
  const pidFiles = new PidFiles(join(home, 'pids'));
  pidFiles.claim();
  const supervisor = new Supervisor(pidFiles);
  // Between the first process and the last, giving up means stopping what has been started.
  const giveUp = () => void supervisor.stop(stopMs);
  options.signal?.addEventListener('abort', giveUp);
  try {
    return await startAll({ ...options, home }, supervisor, pidFiles);
  } catch (error) {
    await supervisor.stop(stopMs);
    pidFiles.release();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', giveUp);
  }
}

async function startAll(options: PlatformOptions, supervisor: Supervisor, pidFiles: PidFiles): Promise<Platform> {
  const { home, replicas = {}, report = silent } = options;
  const orphans = await pidFiles.clearOrphans();
  if (orphans.length > 0) report.done(`Ended what an earlier start left running: ${orphans.join(', ')}`);
  const ports = options.ports ?? (await planFreePorts(replicas));
  await demandFreePorts(ports, { postgres: !options.databaseUrl, nats: !options.natsUrl });
  const { secrets, isNew } = openSecrets(home);
  const embedded: EmbeddedOptions = {
    root,
    home,
    ports,
    secrets,
    supervisor,
    report,
    throwAway: options.throwAway ?? false,
    environment: inheritedEnvironment(process.env),
  };
  const [database, nats] = await Promise.all([startDatabase(embedded, options.databaseUrl), startBus(embedded, options.natsUrl)]);
  const addresses: Addresses = {
    database: withoutLogin(database),
    nats,
    busHasOwnUsers: options.natsUrl === undefined || new URL(nats).username === '',
    publicUrl: options.publicUrl ?? `http://127.0.0.1:${ports.http.gateway}`,
    issuerUrl: options.issuerUrl ?? `http://127.0.0.1:${ports.http.identity}`,
    files: { FILES_FOLDER: join(home, 'files'), ...options.fileStore },
  };
  const ground: Ground = { supervisor, ports, secrets, addresses, adminDatabaseUrl: database };
  await startProcesses(options, ground);
  return new Platform({ ...ground, home, isNew, pidFiles, migrate: (service) => migrate(service, options, ground) });
}

interface Ground {
  readonly supervisor: Supervisor;
  readonly ports: PortPlan;
  readonly secrets: Secrets;
  readonly addresses: Addresses;
  readonly adminDatabaseUrl: string;
}

/** Each service starts as soon as its own schema is ready; nobody waits for the others. */
async function startProcesses(options: PlatformOptions, ground: Ground): Promise<void> {
  const { report = silent, only = processNames, replicas = {}, entry = entryOf } = options;
  const missing = only.filter((process) => !existsSync(entry(process)));
  if (missing.length > 0) throw new Failure(`Not built: ${missing.join(', ')}. Run \`npm run build\`.`);
  const startedAt = Date.now();
  report.doing(`Starting ${only.join(', ')}`);
  let failure: Error | undefined;
  const startOne = async (process: ProcessName) => {
    if (process !== 'gateway') await migrate(process, options, ground);
    const instances = listInstances(replicas).filter((instance) => instance.process === process);
    await Promise.all(instances.map(({ replica }) => startInstance(process, replica, options, ground)));
  };
  // The first that fails stops the others; all have ended before its reason is passed on.
  const stopOthers = (reason: Error) => {
    failure ??= reason;
    return ground.supervisor.stop(stopMs);
  };
  await Promise.all(only.map((process) => startOne(process).catch(stopOthers)));
  if (failure) throw failure;
  report.done(only.join(', '), Date.now() - startedAt);
}

async function migrate(process: ServiceName, options: PlatformOptions, { adminDatabaseUrl, secrets }: Ground): Promise<void> {
  const { home, entry = entryOf, logLevel = 'info' } = options;
  const environment = { ...processBase(options), ...migrationEnvironment(process, adminDatabaseUrl, secrets, logLevel) };
  const logFile = join(home, 'logs', `${process}.migrate.log`);
  const { code } = await runProgram(globalThis.process.execPath, [entry(process), 'migrate'], { folder: root, environment, logFile });
  if (code !== 0) throw new Failure(`The schema of ${process} could not be brought up to date: ${lastWords(logFile)} (more in ${logFile})`);
}

async function startInstance(process: ProcessName, replica: number, options: PlatformOptions, { supervisor, ports, secrets, addresses }: Ground): Promise<void> {
  const { home, entry = entryOf, nodeFlags = defaultNodeFlags, logLevel = 'info' } = options;
  const name = instanceName(process, replica);
  const healthPort = ports.health[name];
  if (healthPort === undefined) throw new Error(`no port is planned for ${name}`);
  const httpPort = isPublic(process) ? ports.http[process] : undefined;
  const plan = {
    name,
    command: globalThis.process.execPath,
    args: [...nodeFlags, entry(process)],
    environment: { ...processBase(options), ...processEnvironment({ process, replica, healthPort, httpPort }, addresses, secrets, logLevel), ...options.environment },
    folder: root,
    logFile: join(home, 'logs', `${name}.log`),
    isReady: async () => (await answersHttp(`http://127.0.0.1:${healthPort}/readyz`)) && (httpPort === undefined || (await accepts('127.0.0.1', httpPort))),
    stopSignal: 'SIGTERM',
    // Services lose nothing when killed, and one that hangs would not heed anything gentler.
    orphanSignal: 'SIGKILL',
  } as const;
  await supervisor.run(plan, process === 'gateway' ? 'gateway' : 'service', readyMs);
}

const processBase = ({ home }: PlatformOptions): Record<string, string> => ({
  ...inheritedEnvironment(process.env),
  NODE_ENV: 'production',
  // Compiled code is kept between starts: a process is up in two thirds of the time.
  NODE_COMPILE_CACHE: join(home, 'compiled'),
});

function withoutLogin(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.username = '';
  url.password = '';
  return url.href;
}

/** Only its owner looks in, except for root, whose PostgreSQL runs as another user and has its data inside. */
function makeHome(home: string): void {
  mkdirSync(join(home, 'logs'), { recursive: true });
  chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700);
  for (const name of ['postgres', 'nats', ...processNames]) rotate(join(home, 'logs', `${name}.log`));
}

function rotate(logFile: string): void {
  if (!existsSync(logFile) || statSync(logFile).size < largestLogBytes) return;
  rmSync(`${logFile}.1`, { force: true });
  renameSync(logFile, `${logFile}.1`);
}
