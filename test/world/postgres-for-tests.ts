import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../tools/build.ts';
import { startDatabase } from '../../tools/embedded/start-servers.ts';
import { inheritedEnvironment } from '../../tools/environment.ts';
import { planFreePorts } from '../../tools/ports.ts';
import { openSecrets } from '../../tools/secrets.ts';
import { PidFiles } from '../../tools/supervision/pid-files.ts';
import { Supervisor } from '../../tools/supervision/supervisor.ts';

export interface ServerForTests {
  /** Its address as superuser. */
  readonly url: string;
  stop(): Promise<unknown>;
}

/** A folder for data that nobody misses; PostgreSQL's own user may enter it. */
export function makeHome(): string {
  const home = mkdtempSync(join(process.env['KLASTER_TEST_TMP'] ?? tmpdir(), 'klaster-test-'));
  chmodSync(home, 0o711);
  return home;
}

/** A PostgreSQL for integration tests: the embedded one, or one in a container where that is asked for. */
export async function startPostgres(): Promise<ServerForTests> {
  if (process.env['KLASTER_TEST_BACKEND'] === 'testcontainers') {
    const { startPostgresContainer } = await import('@klaster/testing');
    return startPostgresContainer();
  }
  const home = makeHome();
  mkdirSync(join(home, 'logs'));
  const supervisor = new Supervisor(new PidFiles(join(home, 'pids')));
  const silent = { doing: () => undefined, done: () => undefined, line: () => undefined };
  const { secrets } = openSecrets(home);
  const environment = inheritedEnvironment(process.env);
  const url = await startDatabase({ root, home, ports: await planFreePorts({}), secrets, supervisor, report: silent, throwAway: true, environment }, undefined);
  return {
    url,
    async stop() {
      await supervisor.stop(5_000);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
