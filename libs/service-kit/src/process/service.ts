import 'reflect-metadata';
import type { Server as HttpServer } from 'node:http';
import type { ServiceName } from '@klaster/contracts';
import { type Arrival, connectToBus, EventCourier, follows, type NatsConnection, OperationClient, OperationServer } from '@klaster/messaging';
import { Database, type DatabaseOptions, migrate, type MigrateOptions, newId } from '@klaster/persistence';
import { type DynamicModule, type INestMicroservice, Module, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FollowMembers, ForgetEndedMandates, RememberAdmittedMembers, RememberGrantedMandates } from '../directory/remember-members-and-mandates.js';
import { Followers } from '../events/followers.js';
import { Inbox } from '../events/inbox.js';
import { JournalKeeper } from '../events/journal-keeper.js';
import type { Loop } from '../events/loop.js';
import { Reactions } from '../events/reactions.js';
import { type TimerHandler, timersOf } from '../timers/on-timer.js';
import { Timekeeper } from '../timers/timekeeper.js';
import { AnswerVault } from '../operations/answer-vault.js';
import type { HomeFinder } from '../operations/home-finder.js';
import { Neighbours } from '../operations/neighbours.js';
import { OperationRunner } from '../operations/operation-runner.js';
import { PassErrorsOn } from '../operations/pass-errors-on.js';
import { CourierDatabase, platformOperations } from '../operations/platform-operations.js';
import { bareFault } from './bare-fault.js';
import { Clock } from './clock.js';
import { MigrationConfig, readConfig, ServiceConfig } from './config.js';
import { housekeeping } from './housekeeping.js';
import { serveHealth } from './health.js';
import { createLog, type Log, nestLogger } from './log.js';
import { Metrics } from './metrics.js';
import { untilStopped } from './shutdown.js';
import { startTracing } from './tracing.js';

/** A service's table of contents: everything that it can do, keeps and listens to. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  /** The classes marked with @Handles, one for each operation. */
  readonly operations: readonly Type[];
  /** The classes marked with @ReactsTo. */
  readonly reactions?: readonly Type[];
  /** The classes marked with @OnTimer. */
  readonly timers?: readonly Type[];
  /** What operations and reactions are given: collections and the like. */
  readonly providers?: readonly Provider[];
  /** What is kept: the mappings of its tables. */
  readonly entities?: DatabaseOptions['entities'];
  readonly migrations: MigrateOptions['migrations'];
  /** It keeps a directory of members and mandates from membership's events. */
  readonly keepsDirectory?: boolean;
  /** Finds the cluster to which a thing belongs that is shared with the one in the request's path. */
  readonly home?: Type<HomeFinder>;
}

/** A service that starts waits so long at most for what others have told while it was away. */
const startingPatienceMs = 2_000;

/** A service that runs. */
export interface RunningService {
  stop(): Promise<void>;
}

/** The whole main.ts of a service: `migrate` as the first argument brings its schema up to date and ends; otherwise it serves. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  if (process.argv[2] === 'migrate') {
    const config = readConfig(MigrationConfig);
    await migrate({
      service: definition.name,
      adminUrl: config.DATABASE_ADMIN_URL,
      password: config.DATABASE_PASSWORD,
      courierPassword: config.DATABASE_COURIER_PASSWORD,
      migrations: definition.migrations,
    });
    return;
  }
  const config = readConfig(ServiceConfig);
  const tracing = await startTracing(definition.name, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const log = createLog(definition.name, config.LOG_LEVEL);
  const running = await startService(definition, config, log);
  log.info('ready');
  await untilStopped(log, async () => {
    await running.stop();
    await tracing?.shutdown();
  });
}

/** Starts a service and comes back when it takes requests. */
export async function startService(definition: ServiceDefinition, config: ServiceConfig, log: Log, clock = new Clock()): Promise<RunningService> {
  const timers = timersOf(definition.timers ?? []);
  const parts = await connect(definition, config, log, new Set(timers.keys()));
  const { bus, database, courierDatabase, metrics, courier, client } = parts;
  const { name } = definition;
  const holder = `${name}-${config.KLASTER_REPLICA}-${newId()}`;
  const keeper = new JournalKeeper({ service: name, holder, database: courierDatabase, courier, log, metrics });
  const sources = (follows[name] ?? []) as ServiceName[];
  const inboxOf = (...reactions: object[]) =>
    new Inbox({ service: name, sources, holder, database, courierDatabase, courier, client, reactions: new Reactions(reactions), log, metrics });
  const followers = new Followers({ service: name, client, log });
  const onCommitted = () => keeper.wake();
  const runner = new OperationRunner({
    service: name,
    database,
    clock,
    vault: new AnswerVault(config.CALL_KEY),
    checkReplies: config.CHECK_REPLIES,
    onCommitted,
    everywhere: (shards, requestId) => followers.catchUp(shards, requestId),
    // Nest makes the inbox with the service's reactions; nothing runs before it is there.
    follows: sources.length > 0,
    catchUp: (clusterIds) =>
      nest.get(Inbox).catchUp(clusterIds).then(
        () => true,
        (error: unknown) => {
          log.warn({ err: error }, 'cannot catch up with what other services have told');
          return false;
        },
      ),
    findHome: definition.home && ((work, request) => nest.get<HomeFinder>(definition.home!).find(work, request)),
  });
  const server = new OperationServer({
    service: name,
    bus,
    callKey: config.CALL_KEY,
    concurrency: config.CONCURRENCY,
    run: measured(metrics, runner.run),
    onFault: (error, arrival) => log.error(faultFields(error, arrival), 'a fault of ours'),
  });
  const nest: INestMicroservice = await NestFactory.createMicroservice(moduleOf(definition, parts, clock, inboxOf), { strategy: server, logger: nestLogger(log), abortOnError: false });
  nest.useGlobalFilters(new PassErrorsOn());
  const inbox = nest.get(Inbox);
  const handlers = new Map([...timers].map(([timer, type]) => [timer, nest.get<TimerHandler>(type)]));
  const timekeeper = new Timekeeper({ service: name, database, courierDatabase, clock, handlers, onCommitted, log, metrics });
  await inbox.catchUpWithin(startingPatienceMs);
  await nest.listen();
  // Whoever is told that it runs may ask it: the bus knows by now that it takes requests.
  await bus.flush();
  keeper.start();
  inbox.start();
  timekeeper.start();
  const tidying = housekeeping(courierDatabase, name, log);
  tidying.start();
  const health = await serveHealth({ port: config.HEALTH_PORT, metrics, ready: () => ready(bus, database) });
  return { stop: () => stop({ ...parts, nest, keeper, inbox, timekeeper, tidying, health }) };
}

@Module({})
class ServiceModule {}

/** What Nest makes of a definition: its handlers, and what they may ask for. */
function moduleOf(definition: ServiceDefinition, { database, courierDatabase, client }: Parts, clock: Clock, inboxOf: (...reactions: object[]) => Inbox): DynamicModule {
  const reactions = [...(definition.keepsDirectory ? [RememberAdmittedMembers, FollowMembers, RememberGrantedMandates, ForgetEndedMandates] : []), ...(definition.reactions ?? [])];
  return {
    module: ServiceModule,
    controllers: [...definition.operations, ...platformOperations(definition.name)],
    providers: [
      ...(definition.providers ?? []),
      ...reactions,
      ...(definition.timers ?? []),
      ...(definition.home ? [definition.home] : []),
      { provide: Database, useValue: database },
      { provide: CourierDatabase, useValue: courierDatabase },
      { provide: Clock, useValue: clock },
      { provide: OperationClient, useValue: client },
      Neighbours,
      { provide: Inbox, useFactory: inboxOf, inject: [...reactions] },
    ],
  };
}

type Parts = Awaited<ReturnType<typeof connect>>;

async function connect(definition: ServiceDefinition, config: ServiceConfig, log: Log, timers: ReadonlySet<string>) {
  const open = (url: string, connections: number) =>
    Database.open({ url, entities: definition.entities ?? [], connections, applicationName: `${definition.name}-${config.KLASTER_REPLICA}`, timers });
  const [bus, database, courierDatabase] = await Promise.all([
    connectToBus({ url: config.NATS_URL, user: config.NATS_USER, password: config.NATS_PASSWORD }),
    open(config.DATABASE_URL, config.DATABASE_CONNECTIONS),
    open(config.DATABASE_COURIER_URL, 3),
  ]);
  void watch(bus, log);
  return { bus, database, courierDatabase, metrics: new Metrics(), courier: new EventCourier(bus), client: new OperationClient(bus, definition.name, config.CALL_KEYS) };
}

const watch = async (bus: NatsConnection, log: Log) => {
  for await (const status of bus.status()) if (status.type === 'disconnect' || status.type === 'reconnect' || status.type === 'error') log.warn({ status: status.type }, 'bus');
};

const ready = async (bus: NatsConnection, database: Database) => {
  await bus.flush();
  await database.ping();
};

/** What the log says of a fault: of operations that leave no trace, only which and where it went wrong. */
const faultFields = (error: unknown, arrival: Arrival | undefined) =>
  arrival?.operation.unrecorded ? { err: bareFault(error), operation: arrival.operation.name } : { err: error, operation: arrival?.operation.name, request: arrival?.call.requestId };

const measured = (metrics: Metrics, run: OperationRunner['run']): OperationRunner['run'] => async (delivery, handle) => {
  const end = metrics.operations.startTimer({ operation: delivery.operation.name });
  const answer = await run(delivery, handle);
  end({ outcome: 'refusal' in answer ? answer.refusal.refused : 'granted' });
  return answer;
};

interface Running extends Parts {
  readonly nest: INestMicroservice;
  readonly keeper: JournalKeeper;
  readonly inbox: Inbox;
  readonly timekeeper: Timekeeper;
  readonly tidying: Loop;
  readonly health: HttpServer;
}

/** Not ready, stop taking, finish, flush, close: in this order. */
async function stop({ health, nest, timekeeper, inbox, keeper, tidying, bus, database, courierDatabase }: Running): Promise<void> {
  health.close();
  health.closeAllConnections();
  await Promise.all([nest.close(), timekeeper.stop()]);
  await inbox.stop();
  await keeper.stop();
  await tidying.stop();
  await bus.drain();
  await Promise.all([database.close(), courierDatabase.close()]);
}
