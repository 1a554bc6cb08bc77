import type pg from 'pg';
import type { PoolClient } from 'pg';
import { BrokenConnection, failureOf } from './failures.js';
import { FlightFailed, fly, type Rows } from './flight.js';
import { Recollections } from './recollections.js';
import { SharedFlights } from './shared-flights.js';
import type { Statement } from './statement.js';

/** The connections of one role, and what is known of their state. */
export class Connections {
  readonly recollections = new Recollections();
  readonly shared = new SharedFlights(this);
  private readonly spoilt = new WeakSet<PoolClient>();
  private readonly watched = new WeakSet<PoolClient>();

  constructor(
    private readonly pool: pg.Pool,
    private readonly parserOf: (oid: number) => (text: string) => unknown,
  ) {
    // At once, and not when it is taken: what ends it may stand right behind the word that it is ready.
    pool.on('connect', (client) => this.watch(client));
  }

  async take(): Promise<PoolClient> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw new BrokenConnection('no connection', { cause: failureOf(error) });
    });
    this.watch(client);
    return client;
  }

  /** A connection that is lost while it is used tells it by its statements too; without a listener it would end the process. */
  private watch(client: PoolClient): void {
    if (this.watched.has(client)) return;
    this.watched.add(client);
    client.on('error', () => this.spoilt.add(client));
  }

  /** Sends statements in one flight. Rejects with what went wrong in the database. */
  async fly(client: PoolClient, statements: readonly Statement[]): Promise<Rows[]> {
    return this.launch(client, statements).catch((error: unknown) => {
      throw error instanceof FlightFailed ? error.cause : error;
    });
  }

  /** The same; rejects with `FlightFailed`, which says where it went wrong. */
  async launch(client: PoolClient, statements: readonly Statement[]): Promise<Rows[]> {
    return fly(client, statements, this.parserOf).catch((error: unknown) => {
      // What could not even be sent leaves the connection waiting for an answer.
      if (!(error instanceof FlightFailed) || error.spoilt) this.spoilt.add(client);
      throw error;
    });
  }

  /** Returns a connection after a flight: to the pool, or out of use when it is broken or its state is not known. */
  giveBack(client: PoolClient, error?: unknown): void {
    const broken = error !== undefined && failureOf(error) instanceof BrokenConnection;
    client.release(broken || this.spoilt.has(client));
  }
}
