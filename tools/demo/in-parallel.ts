/**
 * Does the same with every item, so many at a time, in the order in which they stand; answers in that order too.
 * The first failure ends it: what is under way then is waited for, nothing else is begun.
 */
export async function inParallel<Item, Result>(items: readonly Item[], atOnce: number, act: (item: Item, index: number) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let failure: Error | undefined;
  let next = 0;
  const work = async () => {
    while (next < items.length && !failure) {
      const index = next;
      next += 1;
      try {
        results[index] = await act(items[index] as Item, index);
      } catch (error) {
        failure ??= error instanceof Error ? error : new Error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  if (failure) throw failure;
  return results;
}
