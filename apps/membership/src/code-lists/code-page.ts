/** One page of a code list, in its own order; the cursor is the code of the last one answered. */
export function codePage<Entry extends { readonly code: string }>(list: readonly Entry[], { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
  const from = cursor === undefined ? 0 : list.findIndex(({ code }) => code === cursor) + 1;
  const items = list.slice(from, from + limit);
  return { items, nextCursor: from + limit < list.length ? (items.at(-1)?.code ?? null) : null };
}
