import { ensureDatabase } from '../database.ts';
import { withRole } from '../environment.ts';
import { Failure } from '../failure.ts';
import type { PortPlan } from '../ports.ts';
import type { Secrets } from '../secrets.ts';
import { accepts } from '../supervision/probes.ts';
import type { Supervisor } from '../supervision/supervisor.ts';
import { findNatsServer } from './nats-binary.ts';
import { prepareNatsServer } from './nats-server.ts';
import { preparePostgres, superuser } from './postgres.ts';

export interface EmbeddedOptions {
  readonly root: string;
  readonly home: string;
  readonly ports: PortPlan;
  readonly secrets: Secrets;
  readonly supervisor: Supervisor;
  readonly report: { doing(text: string): void; done(text: string, tookMs?: number): void; line(text: string): void };
  readonly throwAway: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

const readyMs = 60_000;

/** Starts PostgreSQL, or takes the one that is given. Answers with the address of the platform's database as superuser. */
export async function startDatabase(options: EmbeddedOptions, given: string | undefined): Promise<string> {
  const { ports, secrets, supervisor, report } = options;
  const startedAt = Date.now();
  if (given === undefined) {
    report.doing('Starting PostgreSQL');
    const { plan, remarks } = preparePostgres({ ...options, port: ports.postgres, password: secrets.superuser });
    for (const remark of remarks) report.line(`! ${remark}`);
    await supervisor.run(plan, 'database', readyMs);
  }
  const { url, version } = await ensureDatabase(given ?? withRole(`postgres://127.0.0.1:${ports.postgres}/`, superuser, secrets.superuser));
  report.done(`PostgreSQL ${version} on ${new URL(url).host}`, Date.now() - startedAt);
  return url;
}

/** Starts nats-server, or takes the one that is given. Answers with its address. */
export async function startBus(options: EmbeddedOptions, given: string | undefined): Promise<string> {
  const { home, ports, secrets, supervisor, report, environment } = options;
  const startedAt = Date.now();
  if (given !== undefined) {
    if (!(await accepts(new URL(given).hostname, Number(new URL(given).port || 4222)))) throw new Failure(`NATS at ${new URL(given).host} cannot be reached: start it, or leave NATS_URL out.`);
    report.done(`NATS at ${new URL(given).host}`, Date.now() - startedAt);
    return given;
  }
  const { path, version } = await findNatsServer(process.env, (doing) => report.doing(doing));
  // Not at the top: this file is read before the first build, and the library is there only after it.
  const { busUsers } = await import('@klaster/messaging');
  const plan = prepareNatsServer({ binary: path, home, port: ports.nats, users: busUsers(), passwords: secrets.bus, environment });
  await supervisor.run(plan, 'bus', readyMs);
  report.done(`nats-server ${version} on 127.0.0.1:${ports.nats}`, Date.now() - startedAt);
  return `nats://127.0.0.1:${ports.nats}`;
}
