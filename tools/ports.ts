import { createServer } from 'node:net';
import { Failure } from './failure.ts';
import { instanceName, listInstances, type PublicProcess, type Replicas } from './processes.ts';

/** A port for every listener. */
export interface PortPlan {
  readonly postgres: number;
  readonly nats: number;
  /** Where the public processes serve their clients. */
  readonly http: Readonly<Record<PublicProcess, number>>;
  /** Where every instance answers /healthz, /readyz and /metrics. */
  readonly health: Readonly<Record<string, number>>;
}

const defaults = { gateway: 8080, identity: 8081, health: 9101, postgres: 15_432, nats: 14_222 };

/**
 * Free ports are taken from below 32768: above it the kernel gives ports to outgoing connections, and one of those
 * could hold the port of a service just when it is restarted.
 */
const freeFrom = 20_000;
const freeTo = 32_000;

/** The same ports at every start: the defaults and what the user set instead. */
export function planFixedPorts(replicas: Replicas, chosen: Readonly<Record<string, number>> = {}): PortPlan {
  const ports = { ...defaults, ...chosen };
  const health = listInstances(replicas).map(({ process, replica }, index) => [instanceName(process, replica), ports.health + index] as const);
  return { postgres: ports.postgres, nats: ports.nats, http: { gateway: ports.gateway, identity: ports.identity }, health: Object.fromEntries(health) };
}

/** Ports that nobody listens on, for tests and measurements beside a running platform. */
export async function planFreePorts(replicas: Replicas): Promise<PortPlan> {
  const taken = new Set<number>();
  const health: Record<string, number> = {};
  for (const { process, replica } of listInstances(replicas)) health[instanceName(process, replica)] = await findFreePort(taken);
  const http = { gateway: await findFreePort(taken), identity: await findFreePort(taken) };
  return { postgres: await findFreePort(taken), nats: await findFreePort(taken), http, health };
}

async function findFreePort(taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = freeFrom + Math.floor(Math.random() * (freeTo - freeFrom));
    if (taken.has(port) || (await objectionTo(port))) continue;
    taken.add(port);
    return port;
  }
  throw new Failure(`No free port was found between ${freeFrom} and ${freeTo}.`);
}

/** Fails with one line that names the first port somebody else holds and the setting that changes it. */
export async function demandFreePorts(plan: PortPlan, embedded: { postgres: boolean; nats: boolean }): Promise<void> {
  const wanted: [owner: string, port: number, setting: string][] = [
    ...(embedded.postgres ? [['PostgreSQL', plan.postgres, 'postgres'] as [string, number, string]] : []),
    ...(embedded.nats ? [['nats-server', plan.nats, 'nats'] as [string, number, string]] : []),
    ...Object.entries(plan.http).map(([name, port]): [string, number, string] => [name, port, name]),
    ...Object.entries(plan.health).map(([name, port]): [string, number, string] => [`health of ${name}`, port, 'health']),
  ];
  const ports = new Map<number, string>();
  for (const [owner, port, setting] of wanted) {
    const other = ports.get(port);
    if (other) throw new Failure(`Port ${port} is meant for both ${other} and ${owner}: set another, for example KLASTER_PORTS=${setting}=${port + 100}.`);
    ports.set(port, owner);
    const objection = await objectionTo(port);
    if (objection === 'EACCES') throw new Failure(`Port ${port} (${owner}) needs more rights than you have: choose one above 1023, for example KLASTER_PORTS=${setting}=${defaults[setting as keyof typeof defaults]}.`);
    if (objection) throw new Failure(`Port ${port} (${owner}) is in use by another program: stop it, or choose another with KLASTER_PORTS=${setting}=${port + 100}.`);
  }
}

/** Why this port cannot be listened on: the system's error code, or undefined when it can. */
export function objectionTo(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
