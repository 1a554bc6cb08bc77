import { type Category, type RateTableVersion, RateTableTaken, refuse } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { Categories } from '../categories/categories.js';
import type { Counting, Published, Rates, RateTable } from './rate-table.js';

export const rateTableSchema = new EntitySchema<RateTable>({
  name: 'rate_table',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    name: { type: 'text' },
    basis: { type: 'text' },
    currency: { type: 'text' },
    openedBy: { type: 'uuid' },
    openedAt: { type: 'timestamptz' },
    versions: { type: 'int' },
  },
});

/** A version as clients see it. */
export const shownVersion = `rate_table_id AS "rateTableId", number, valid_from AS "validFrom", rates, published_by AS "publishedBy", instant(published_at) AS "publishedAt"`;

/** Rate tables and their versions. A version is only added, with the change of its table that counts it. */
@Injectable()
export class RateTables extends Collection<RateTable> {
  constructor(
    database: Database,
    private readonly categories: Categories,
  ) {
    super(database, rateTableSchema);
  }

  /** Keeps a new table with its first version. */
  open(work: Work, { table, published }: Published): RateTable {
    work.refuseWhenTaken('rate_table_name', refuse(RateTableTaken));
    addVersion(work, table.state.clusterId, published);
    return this.add(work, table);
  }

  /** Keeps a version where nobody else published one since the table was read. */
  publish(work: Work, before: RateTable, { table, published }: Published): RateTableVersion {
    addVersion(work, before.clusterId, published);
    this.keep(work, before, table);
    return published;
  }

  /** The categories of rates, in their order. */
  categoriesOf(work: Work, { rates }: Rates): Promise<(Category | undefined)[]> {
    return Promise.all(rates.map(({ category }) => this.categories.find(work, category)));
  }

  async version(work: Work, rateTableId: string, number: number): Promise<RateTableVersion | undefined> {
    const [row] = await work.query<RateTableVersion>(`SELECT ${shownVersion} FROM rate_table_version WHERE rate_table_id = $1 AND number = $2`, [rateTableId, number]);
    return row;
  }

  /** A table's currency and all its versions; remembered until somebody publishes. */
  async counting(work: Work, rateTableId: string): Promise<{ readonly currency: string; readonly versions: readonly Counting[] } | undefined> {
    const [table] = await work.recall(`rates ${rateTableId}`, () =>
      work.query<{ currency: string; versions: Counting[] }>(
        `SELECT t.currency, json_agg(json_build_object('number', v.number, 'validFrom', v.valid_from, 'rates', v.rates)) AS versions
           FROM rate_table t JOIN rate_table_version v ON v.cluster_id = t.cluster_id AND v.rate_table_id = t.id WHERE t.id = $1 GROUP BY t.currency`,
        [rateTableId],
      ),
    );
    return table;
  }
}

function addVersion(work: Work, clusterId: string, { rateTableId, number, validFrom, rates, publishedBy, publishedAt }: RateTableVersion): void {
  work.write({
    text: 'INSERT INTO rate_table_version (cluster_id, rate_table_id, number, valid_from, rates, published_by, published_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    values: [clusterId, rateTableId, number, validFrom, JSON.stringify(rates), publishedBy, publishedAt],
  });
}
