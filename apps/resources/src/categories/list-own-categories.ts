import { listOwnCategories as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories, federationCategories } from './categories.js';
import { categoryPage } from './category-page.js';

@Handles(contract)
export class ListOwnCategories {
  constructor(private readonly categories: Categories) {}

  async handle(request: RequestOf<typeof contract>, { work }: Call) {
    return categoryPage([...federationCategories, ...(await this.categories.listOwn(work, request.clusterId))], request);
  }
}
