import { type Category, categoryList } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** The federation's categories, in the order of their list. */
export const federationCategories: readonly Category[] = categoryList.map(({ code, kind, name, units }) => ({ code, kind, name, units: [...units], broader: null, clusterId: null }));

const byCode = new Map(federationCategories.map((category) => [category.code, category]));

/** The categories that a cluster can use: the federation's and its own. */
@Injectable()
export class Categories {
  /** One of the federation's, or of the cluster's whose tenant is entered. */
  async find(work: Work, code: string): Promise<Category | undefined> {
    return byCode.get(code) ?? (await this.findOwn(work, code));
  }

  /** Facts about few categories that never change: remembered. */
  private async findOwn(work: Work, code: string): Promise<Category | undefined> {
    const own = await work.recall(`category ${code}`, () =>
      work.query<Category>('SELECT code, kind, name, units, broader, cluster_id AS "clusterId" FROM category WHERE code = $1', [code]),
    );
    return own[0];
  }
}
