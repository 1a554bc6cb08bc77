import { createHash } from 'node:crypto';
import { type Happening, type ServiceName, serviceNames } from '@klaster/contracts';
import { type Actor, connectToBus, type NatsConnection, OperationClient, pairKey } from '@klaster/messaging';
import { Database, newId } from '@klaster/persistence';
import { createLog, type Log, type RunningService, type ServiceConfig, type ServiceDefinition, startService } from '@klaster/service-kit';
import type pg from 'pg';
import { Caller } from './caller.js';
import { findFreePort } from './free-port.js';
import { untilSettled } from './settled.js';
import { busPassword, TestBus } from './test-bus.js';
import { TestClock } from './test-clock.js';
import { TestDatabase } from './test-database.js';

/** A service's own key in tests, 32 bytes as hex. */
export const callKeyOf = (service: string): string => createHash('sha256').update(`test ${service}`).digest('hex');

const callKeysOf = (caller: string) => Object.fromEntries(serviceNames.map((service) => [service, pairKey(callKeyOf(service), caller)]));

export interface ServeOptions {
  readonly replicas?: number;
  readonly config?: Partial<ServiceConfig>;
  readonly log?: Log;
}

/** What happened in a service, told by a test in its stead. */
export interface Telling {
  readonly clusterId?: string;
  readonly subject: string;
  /** Version of the subject after the first of these; 1 when left out. */
  readonly version?: number;
  readonly happenings: readonly Happening[];
}

/** Ground for integration tests: a database, a bus and a clock of their own, on which services are started in this process. */
export class Testbed {
  readonly clock = new TestClock();
  private readonly running: RunningService[] = [];
  private readonly tellers = new Map<string, Database>();
  private readonly served = new Set<string>();

  private constructor(
    readonly database: TestDatabase,
    readonly bus: TestBus,
    private readonly gateway: NatsConnection,
  ) {}

  static async start(): Promise<Testbed> {
    const [database, bus] = await Promise.all([TestDatabase.create(), TestBus.start()]);
    return new Testbed(database, bus, await connectToBus({ url: bus.url, user: 'gateway', password: busPassword }));
  }

  /** Brings a service's schema up to date and starts it, several times where replicas are asked for. */
  async serve(definition: ServiceDefinition, { replicas = 1, config = {}, log = createLog(definition.name, process.env['KLASTER_TEST_LOG'] ?? 'silent') }: ServeOptions = {}): Promise<RunningService[]> {
    await this.database.migrate(definition.name, definition.migrations);
    this.served.add(definition.name);
    const started: RunningService[] = [];
    for (let replica = 1; replica <= replicas; replica += 1) {
      started.push(await startService(definition, await this.configOf(definition.name, replica, config), log, this.clock));
    }
    this.running.push(...started);
    return started;
  }

  /** A person with an account. */
  person(actor: Partial<Actor> = {}): Caller {
    return this.callerOf({ accountId: newId(), operator: false, scopes: ['read', 'write'], ...actor });
  }

  /** Somebody who is not signed in. */
  nobody(): Caller {
    return this.callerOf(undefined);
  }

  /** Calls as another process of the platform does. */
  async process(user: string): Promise<OperationClient> {
    const bus = user === 'gateway' ? this.gateway : await connectToBus({ url: this.bus.url, user, password: busPassword });
    if (bus !== this.gateway) this.running.push({ stop: () => bus.close() });
    return new OperationClient(bus, user, callKeysOf(user));
  }

  /** The bus as the gateway has it, for tests that speak beside the rules. */
  get connection(): NatsConnection {
    return this.gateway;
  }

  /** Writes events into a service's journal, as the service itself would with a change of its own. */
  async tell(service: ServiceName, { clusterId, subject, version = 1, happenings }: Telling): Promise<void> {
    let teller = this.tellers.get(service);
    if (!teller) this.tellers.set(service, (teller = await Database.open({ url: this.database.url(service), connections: 4, applicationName: 'teller' })));
    const origin = { service, clusterId, requestId: 'told-by-a-test', now: this.clock.now() };
    await teller.within(origin, async (work) => work.tell(subject, version, happenings, clusterId));
  }

  /** A connection as a role, closed at the end. */
  sql(role: string): Promise<pg.Client> {
    return this.database.sql(role);
  }

  /** Rows of a query as the superuser, whom row security does not hold. */
  async rows<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.database.admin.query<Row>(text, [...values])).rows;
  }

  /** Comes back when everything told so far is applied everywhere. */
  async settle(patienceMs?: number): Promise<void> {
    await untilSettled(this.database.admin, [...this.served], patienceMs);
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((service) => service.stop()));
    await Promise.all([...this.tellers.values()].map((teller) => teller.close()));
    await this.gateway.close();
    await Promise.all([this.database.drop(), this.bus.stop()]);
  }

  /** Starts a service once more, as after a restart: same schema, new process state. */
  async restart(definition: ServiceDefinition, service: RunningService): Promise<RunningService> {
    await this.end(service);
    const [restarted] = await this.serve(definition);
    return restarted!;
  }

  /** Stops one replica of a service. */
  async end(service: RunningService): Promise<void> {
    this.running.splice(this.running.indexOf(service), 1);
    await service.stop();
  }

  private callerOf(actor: Actor | undefined): Caller {
    return new Caller(new OperationClient(this.gateway, 'gateway', callKeysOf('gateway')), actor);
  }

  private async configOf(service: ServiceName, replica: number, config: Partial<ServiceConfig>): Promise<ServiceConfig> {
    return {
      NATS_URL: this.bus.url,
      NATS_USER: service,
      NATS_PASSWORD: busPassword,
      CALL_KEYS: callKeysOf(service),
      LOG_LEVEL: 'silent',
      KLASTER_REPLICA: String(replica),
      OTEL_EXPORTER_OTLP_ENDPOINT: undefined,
      DATABASE_URL: this.database.url(service),
      DATABASE_COURIER_URL: this.database.url(`${service}_courier`),
      DATABASE_CONNECTIONS: 16,
      CALL_KEY: callKeyOf(service),
      HEALTH_PORT: await findFreePort(),
      CONCURRENCY: 128,
      CHECK_REPLIES: true,
      ...config,
    };
  }
}
