import { listCategories as contract, type RequestOf } from '@klaster/contracts';
import { Handles } from '@klaster/service-kit';
import { federationCategories } from './categories.js';

@Handles(contract)
export class ListCategories {
  /** In the order of the code list; the cursor is the code of the last one answered. */
  async handle({ kind, limit, cursor }: RequestOf<typeof contract>) {
    const listed = federationCategories.filter((category) => !kind || category.kind === kind);
    const from = cursor === undefined ? 0 : listed.findIndex(({ code }) => code === cursor) + 1;
    const items = listed.slice(from, from + limit);
    return { items, nextCursor: from + limit < listed.length ? (items.at(-1)?.code ?? null) : null };
  }
}
