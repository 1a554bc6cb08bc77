import { type Category, categoryList } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { OwnCategory } from './category.js';

/** The federation's categories, in the order of their list. */
export const federationCategories: readonly Category[] = categoryList.map(({ code, kind, name, units }) => ({ code, kind, name, units: [...units], broader: null, clusterId: null }));

const byCode = new Map(federationCategories.map((category) => [category.code, category]));

const shown = 'code, kind, name, units, broader, cluster_id AS "clusterId"';

/** The categories that a cluster can use: the federation's and its own. */
@Injectable()
export class Categories {
  /** One of the federation's, or of the cluster's whose tenant is entered. */
  async find(work: Work, code: string): Promise<Category | undefined> {
    return byCode.get(code) ?? (await this.findOwn(work, code));
  }

  /** The cluster's own, in the order in which they were added. */
  listOwn(work: Work, clusterId: string): Promise<Category[]> {
    return work.query<Category>(`SELECT ${shown} FROM category WHERE cluster_id = $1 ORDER BY id`, [clusterId]);
  }

  /** Facts about few categories that never change: remembered. */
  private async findOwn(work: Work, code: string): Promise<Category | undefined> {
    const own = await work.recall(`category ${code}`, () => work.query<Category>(`SELECT ${shown} FROM category WHERE code = $1`, [code]));
    return own[0];
  }
}

export const ownCategorySchema = new EntitySchema<OwnCategory>({
  name: 'category',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    code: { type: 'text' },
    kind: { type: 'text' },
    name: { type: 'jsonb' },
    units: { type: 'text', array: true },
    broader: { type: 'text', nullable: true },
    addedBy: { type: 'uuid' },
    addedAt: { type: 'timestamptz' },
  },
});

/** The categories that clusters have added. */
@Injectable()
export class OwnCategories extends Collection<OwnCategory> {
  constructor(database: Database) {
    super(database, ownCategorySchema);
  }

  /** How many a cluster has; nobody adds another one until the work ends. */
  async countAlone(work: Work, clusterId: string): Promise<number> {
    work.hold();
    work.lock(`categories of ${clusterId}`, 'exclusive');
    const [row] = await work.query<{ count: number }>('SELECT count(*) AS count FROM category WHERE cluster_id = $1', [clusterId]);
    return row!.count;
  }
}
