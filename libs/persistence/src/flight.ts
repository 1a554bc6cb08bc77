import pg, { type Connection, type PoolClient } from 'pg';
import { serialize } from 'pg-protocol';
import { prepareValue } from 'pg/lib/utils.js';
import { preparedName, type Statement } from './statement.js';

/** The rows that a statement answered. */
export type Rows = Record<string, unknown>[];

/** How to read a statement's rows: learnt from its first answer, so that later ones need not describe themselves. */
interface Shape {
  readonly names: readonly string[];
  readonly parsers: readonly ((text: string) => unknown)[];
}
type TypeParsers = (oid: number) => (text: string) => unknown;

/** What of pg's connection is used here. */
interface Wire {
  readonly parsedStatements: Record<string, string>;
  readonly stream: { write(bytes: Buffer): void };
  on(event: 'parseComplete', act: () => void): void;
  off(event: 'parseComplete', act: () => void): void;
}
interface RowDescription {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
}
interface DataRow {
  readonly fields: readonly (string | null)[];
}

const noRows: Shape = { names: [], parsers: [] };
const shapes = new Map<string, Shape>();

/**
 * Several statements sent at once, with one Sync behind them: outside a transaction block PostgreSQL runs them as one
 * transaction (Frontend/Backend Protocol, "Pipelining"), so that neither BEGIN nor COMMIT is sent. Each statement is
 * prepared once a connection. It rides on pg as one of its queries; measured against one pg query for each statement
 * it costs half of the processor time on both sides.
 */
class Flight extends pg.Query {
  readonly name = undefined;
  private readonly results: Rows[] = [];
  private readonly newlyPrepared: { readonly name: string; readonly text: string }[] = [];
  private gathered: Rows = [];
  private wire: Wire | undefined;
  private prepared = 0;
  private readonly countPrepared = () => {
    this.prepared += 1;
  };

  constructor(
    private readonly statements: readonly Statement[],
    private readonly parserOf: TypeParsers,
    private readonly end: (error: unknown, results: Rows[], spoilt: boolean) => void,
  ) {
    super({ text: 'flight' });
    // pg looks for a callback of its own; the ends of a flight are handled here.
    Object.assign(this, { callback: () => undefined });
  }

  override submit = (connection: Connection): undefined => {
    const wire = connection as unknown as Wire;
    this.wire = wire;
    wire.on('parseComplete', this.countPrepared);
    // One write for all of it: each write to a socket is a system call.
    wire.stream.write(Buffer.concat([...this.statements.flatMap((statement) => this.messagesOf(wire, statement)), serialize.sync()]));
    return undefined;
  };

  private messagesOf(wire: Wire, { text, values }: Statement): Buffer[] {
    const messages: Buffer[] = [];
    const name = preparedName(text);
    if (wire.parsedStatements[name] === undefined) {
      messages.push(serialize.parse({ text, name }));
      wire.parsedStatements[name] = text;
      this.newlyPrepared.push({ name, text });
    }
    messages.push(serialize.bind({ statement: name, values: values as unknown[], valueMapper: prepareValue }));
    if (!shapes.has(text)) messages.push(serialize.describe({ type: 'P', name: '' }));
    messages.push(serialize.execute());
    return messages;
  }

  private get current(): string {
    return this.statements[this.results.length]?.text ?? '';
  }

  handleRowDescription({ fields }: RowDescription): void {
    shapes.set(this.current, { names: fields.map(({ name }) => name), parsers: fields.map(({ dataTypeID }) => this.parserOf(dataTypeID)) });
  }

  handleDataRow({ fields }: DataRow): void {
    const { names, parsers } = shapes.get(this.current) ?? noRows;
    const row: Record<string, unknown> = {};
    for (let index = 0; index < fields.length; index += 1) {
      const text = fields[index];
      row[names[index] as string] = text === null || text === undefined ? null : (parsers[index] as Shape['parsers'][number])(text);
    }
    this.gathered.push(row);
  }

  handleCommandComplete(): void {
    // A statement without rows says so by describing none.
    if (!shapes.has(this.current)) shapes.set(this.current, noRows);
    this.results.push(this.gathered);
    this.gathered = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete();
  }

  handleError(error: unknown): void {
    this.wire?.off('parseComplete', this.countPrepared);
    // What stands behind the fault was not looked at; what was prepared before stays so, although the transaction failed.
    for (const { name } of this.newlyPrepared.slice(this.prepared)) delete this.wire?.parsedStatements[name];
    this.end(error, this.results, false);
  }

  handleReadyForQuery(): void {
    this.wire?.off('parseComplete', this.countPrepared);
    this.end(undefined, this.results, false);
  }
}

/** A flight that failed; `spoilt` where its connection must not be used again. */
export class FlightFailed extends Error {
  constructor(
    cause: unknown,
    /** Which of its statements failed; their number where it was the commit. */
    readonly at: number,
    readonly spoilt: boolean,
  ) {
    super('a flight failed', { cause });
  }
}

/** Sends statements in one flight and answers the rows of each. Fails as a whole. */
export function fly(client: PoolClient, statements: readonly Statement[], parserOf: TypeParsers): Promise<Rows[]> {
  return new Promise((resolve, reject) => {
    const end = (error: unknown, results: Rows[], spoilt: boolean) => (error === undefined ? resolve(results) : reject(new FlightFailed(error, results.length, spoilt)));
    client.query(new Flight(statements, parserOf, end));
  });
}
