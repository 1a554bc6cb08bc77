import { DataSource, DefaultNamingStrategy, type EntitySchema } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import pg from 'pg';
import { Connections } from './connections.js';
import { Table } from './table.js';
import type { Origin } from './journal.js';
import { type Manner, Work } from './work.js';

const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Properties are camelCase in code and snake_case in the database, by rule and not by hand. */
class SnakeCase extends DefaultNamingStrategy {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? snakeCase(propertyName);
  }
}

const parseInstant = (text: string) => new Date(text).toISOString();
const parseInteger = (text: string) => {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`${text} does not fit a safe integer`);
  return number;
};
/** Instants are RFC 3339 texts, civil dates and decimals stay texts, 64-bit integers are safe numbers. */
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: parseInstant,
  [pg.types.builtins.DATE]: (text) => text,
  [pg.types.builtins.INT8]: parseInteger,
};
type Parser = (text: string) => unknown;
const parserOf = (oid: number): Parser => parsers[oid] ?? (pg.types.getTypeParser(oid, 'text') as Parser);

export interface DatabaseOptions {
  /** postgres://role:password@host:port/database; the role's search_path is its service's schema. */
  readonly url: string;
  readonly entities?: readonly EntitySchema[];
  /** Connections at most. */
  readonly connections: number;
  readonly applicationName: string;
  /** Milliseconds after which the server ends a statement. */
  readonly statementTimeoutMs?: number;
  /** What may be scheduled: the names of the service's timers. Left out: anything. */
  readonly timers?: ReadonlySet<string>;
}

/** One role's way to its service's schema. Everything that touches rows goes through `begin`. */
export class Database {
  private readonly connections: Connections;
  private readonly tables = new Map<EntitySchema, Table<object>>();

  private constructor(
    readonly source: DataSource,
    private readonly pool: pg.Pool,
    private readonly timers: ReadonlySet<string> | undefined,
  ) {
    this.connections = new Connections(pool, parserOf);
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: options.url,
      entities: [...(options.entities ?? [])],
      namingStrategy: new SnakeCase(),
      applicationName: options.applicationName,
      poolSize: options.connections,
      installExtensions: false,
      extra: {
        pipeline: true,
        types: { getTypeParser: parserOf },
        min: 1,
        connectionTimeoutMillis: 5_000,
        idleTimeoutMillis: 60_000,
        statement_timeout: options.statementTimeoutMs ?? 15_000,
        idle_in_transaction_session_timeout: 20_000,
        keepAlive: true,
      },
    });
    await source.initialize();
    const pool = (source.driver as PostgresDriver).master as pg.Pool;
    // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
    pool.on('error', () => undefined);
    return new Database(source, pool, options.timers);
  }

  /** Begins a work for one origin: who acts, in which cluster. */
  begin(origin: Origin, manner: Manner = {}): Work {
    return new Work(this.connections, origin, manner, this.timers);
  }

  /** Runs `act` in one transaction on one connection and commits it; rolls back when it throws. */
  async within<Result>(origin: Origin, act: (work: Work) => Promise<Result>, manner: Manner = {}): Promise<Result> {
    const work = this.begin(origin, manner);
    work.hold();
    try {
      const result = await act(work);
      await work.commit();
      return result;
    } catch (error) {
      await work.rollback();
      throw error;
    }
  }

  /** How an entity is read and written, from its mapping. */
  table<Row extends object>(schema: EntitySchema<Row>): Table<Row> {
    const known = this.tables.get(schema as unknown as EntitySchema);
    if (known) return known as unknown as Table<Row>;
    const table = new Table<Row>(this.source.getMetadata(schema));
    this.tables.set(schema as unknown as EntitySchema, table as unknown as Table<object>);
    return table;
  }

  /** Whether the server answers. */
  async ping(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  /** Connections in use and waiting, for metrics. */
  usage(): { total: number; idle: number; waiting: number } {
    return { total: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  async close(): Promise<void> {
    await this.source.destroy();
  }
}
