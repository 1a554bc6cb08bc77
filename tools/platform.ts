import type { SupervisedProcess } from './supervision/supervised-process.ts';
import type { Supervisor } from './supervision/supervisor.ts';
import { natsStore } from './embedded/nats-server.ts';
import { type Addresses, withRole } from './environment.ts';
import type { PidFiles } from './supervision/pid-files.ts';
import { instanceName, type ProcessName, type ServiceName } from './processes.ts';
import type { PortPlan } from './ports.ts';
import type { Secrets } from './secrets.ts';

/** What can be killed, stopped and started again: the platform's processes and the servers that came with it. */
export type Target = ProcessName | 'postgres' | 'nats';

/** Milliseconds a stop may take before what is left is killed. */
export const stopMs = 10_000;
const readyMs = 60_000;

export interface PlatformParts {
  readonly home: string;
  readonly isNew: boolean;
  readonly addresses: Addresses;
  readonly adminDatabaseUrl: string;
  readonly secrets: Secrets;
  readonly ports: PortPlan;
  readonly supervisor: Supervisor;
  readonly pidFiles: PidFiles;
  /** Brings the schema of a service up to date. */
  readonly migrate: (service: ServiceName) => Promise<void>;
}

/** A platform that runs: where it is reached, and what tests and operators may do to its processes. */
export class Platform {
  private readonly parts: PlatformParts;

  constructor(parts: PlatformParts) {
    this.parts = parts;
  }

  /** The folder with data, logs and secrets. */
  get home(): string {
    return this.parts.home;
  }

  /** Whether its data began with this start. */
  get isNew(): boolean {
    return this.parts.isNew;
  }

  get gatewayUrl(): string {
    return this.parts.addresses.publicUrl;
  }

  get issuerUrl(): string {
    return this.parts.addresses.issuerUrl;
  }

  get natsUrl(): string {
    return this.parts.addresses.nats;
  }

  /** Where JetStream keeps its files; to be touched only while `nats` is down. */
  get natsStore(): string {
    return natsStore(this.parts.home);
  }

  /** With it the first operator signs up at the issuer, once. */
  get operatorCode(): string {
    return this.parts.secrets.operatorCode;
  }

  /** All processes by name (`resources`, `resources-2`, `postgres`, `nats`): pid, state, restarts. */
  get processes(): ReadonlyMap<string, SupervisedProcess> {
    return this.parts.supervisor.processes;
  }

  /** The database as the superuser. */
  get adminDatabaseUrl(): string {
    return this.parts.adminDatabaseUrl;
  }

  /** The database as a role: a service, or `<service>_courier`. */
  databaseUrl(role: string): string {
    const password = this.parts.secrets.roles[role];
    if (!password) throw new Error(`there is no database role ${role}`);
    return withRole(this.parts.addresses.database, role, password);
  }

  /** Credentials of a process on the bus. */
  busLogin(process: ProcessName): { user: string; pass: string } {
    return { user: process, pass: this.parts.secrets.bus[process] ?? '' };
  }

  /** Where a process answers /healthz, /readyz and /metrics. */
  healthUrl(process: ProcessName, replica = 1): string {
    return `http://127.0.0.1:${this.parts.ports.health[instanceName(process, replica)]}`;
  }

  /** Sends a signal; what dies of it is started again. False when the process does not run at this moment. */
  kill(target: Target, replica = 1, signal: NodeJS.Signals = 'SIGKILL'): boolean {
    return this.parts.supervisor.signal(nameOf(target, replica), signal);
  }

  /** Ends a process and keeps it down until `bringUp`. */
  takeDown(target: Target, replica = 1, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    return this.parts.supervisor.takeDown(nameOf(target, replica), signal);
  }

  /** Starts what was taken down and waits until it is ready. */
  bringUp(target: Target, replica = 1): Promise<void> {
    return this.parts.supervisor.bringUp(nameOf(target, replica), readyMs);
  }

  /** Waits until a process is ready (again). */
  whenReady(target: Target, replica = 1): Promise<void> {
    return this.parts.supervisor.whenReady(nameOf(target, replica), readyMs);
  }

  /** Takes up what was built anew: schema first, then one replica after the other. */
  async restart(process: ProcessName): Promise<void> {
    if (process !== 'gateway') await this.parts.migrate(process);
    for (let replica = 1; this.processes.has(instanceName(process, replica)); replica += 1) {
      await this.takeDown(process, replica);
      await this.bringUp(process, replica);
    }
  }

  /** Stops everything in order: gateway, services, bus, database. */
  async stop(): Promise<void> {
    await this.parts.supervisor.stop(stopMs);
    this.parts.pidFiles.release();
  }
}

const nameOf = (target: Target, replica: number) => (target === 'postgres' || target === 'nats' ? target : instanceName(target, replica));
