import { listCategories as contract, type RequestOf } from '@klaster/contracts';
import { Handles } from '@klaster/service-kit';
import { federationCategories } from './categories.js';
import { categoryPage } from './category-page.js';

@Handles(contract)
export class ListCategories {
  async handle(request: RequestOf<typeof contract>) {
    return categoryPage(federationCategories, request);
  }
}
