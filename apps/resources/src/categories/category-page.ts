import type { Category } from '@klaster/contracts';

/** One page of categories in their order; the cursor is the code of the last one answered. */
export function categoryPage(categories: readonly Category[], { kind, limit, cursor }: { readonly kind?: Category['kind'] | undefined; readonly limit: number; readonly cursor?: string | undefined }) {
  const listed = categories.filter((category) => !kind || category.kind === kind);
  const from = cursor === undefined ? 0 : listed.findIndex(({ code }) => code === cursor) + 1;
  const items = listed.slice(from, from + limit);
  return { items, nextCursor: from + limit < listed.length ? (items.at(-1)?.code ?? null) : null };
}
