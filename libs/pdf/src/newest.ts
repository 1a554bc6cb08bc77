const mostKept = 16;

/**
 * Keeps the newest documents by what they are made of: to make one takes more work than all else that is asked beside it.
 * @param keyOf everything that a document depends on
 */
export function keepNewest<Sheet>(keyOf: (sheet: Sheet) => string, make: (sheet: Sheet) => Promise<Buffer | undefined>): (sheet: Sheet) => Promise<string | undefined> {
  const made = new Map<string, Promise<string | undefined>>();
  return (sheet) => {
    const key = keyOf(sheet);
    const kept = made.get(key) ?? make(sheet).then((pdf) => pdf?.toString('base64'));
    made.delete(key);
    made.set(key, kept);
    for (const oldest of [...made.keys()].slice(0, -mostKept)) made.delete(oldest);
    kept.catch(() => made.delete(key));
    return kept;
  };
}
