import type { EntityMetadata } from 'typeorm';
import { insertRows, type Statement } from './statement.js';

/**
 * Reads and writes whole rows of one entity. The SQL is made once from TypeORM's mapping, so that
 * every call is the same prepared statement.
 */
export class Table<Row extends object> {
  readonly name: string;
  private readonly properties: readonly string[];
  private readonly json: ReadonlySet<string>;
  private readonly names: readonly string[];
  private readonly into: string;
  private readonly insertAllText: string;
  private readonly updateText: string;
  private readonly selectText: string;
  /** `column AS "property", …` for queries that answer whole rows. */
  readonly columns: string;

  constructor(metadata: EntityMetadata) {
    const columns = metadata.columns;
    this.name = metadata.tableName;
    this.properties = columns.map((column) => column.propertyName);
    this.json = new Set(columns.filter((column) => column.type === 'jsonb').map((column) => column.propertyName));
    this.names = columns.map((column) => column.databaseName);
    const names = this.names.map((name) => `"${name}"`);
    const places = columns.map((_, index) => `$${index + 1}`);
    this.columns = columns.map((column, index) => `${names[index]} AS "${column.propertyName}"`).join(', ');
    this.into = `${this.name} (${names.join(', ')})`;
    this.insertAllText = `INSERT INTO ${this.into} SELECT ${names.join(', ')} FROM jsonb_populate_recordset(NULL::${this.name}, $1::jsonb)`;
    const set = names.map((name, index) => `${name} = ${places[index]}`).join(', ');
    const id = places[this.properties.indexOf('id')];
    this.updateText = `UPDATE ${this.name} SET ${set} WHERE id = ${id} AND version = $${columns.length + 1}`;
    this.selectText = `SELECT ${this.columns} FROM ${this.name} WHERE id = $1`;
  }

  insert(row: Row): Statement {
    return insertRows({ into: this.into, rows: [this.valuesOf(row)] });
  }

  /** Inserts any number of rows by the same text, in this order; values are what JSON can say. */
  insertAll(rows: readonly Row[]): Statement {
    const written = (rows as readonly Record<string, unknown>[]).map((row) => Object.fromEntries(this.properties.map((property, index) => [this.names[index]!, row[property]])));
    return { text: this.insertAllText, values: [JSON.stringify(written)] };
  }

  /** Changes the row where it still has the version that was read; otherwise the transaction fails with a version conflict. */
  update(row: Row, readVersion: number): Statement {
    return { text: this.updateText, values: [...this.valuesOf(row), readVersion], expectOne: true };
  }

  selectOne(id: string): Statement {
    return { text: this.selectText, values: [id] };
  }

  private valuesOf(row: Row): unknown[] {
    const record = row as Record<string, unknown>;
    return this.properties.map((property) => {
      const value = record[property];
      return this.json.has(property) && value !== null ? JSON.stringify(value) : value;
    });
  }
}
