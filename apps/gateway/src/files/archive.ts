/** A ZIP archive within some bytes, by its central directory: as programs read it that open such files. */
export interface Archive {
  /** Where it begins, and where it ends: more than the archive may stand before and behind. */
  readonly start: number;
  readonly end: number;
  readonly names: readonly string[];
}

const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const localSignature = 0x04_03_4b_50;
const endSize = 22;
const entrySize = 46;
const localSize = 30;
const longestComment = 65_535;

/**
 * Finds an archive that ends within the last 64 KiB (APPNOTE.TXT 4.3.16, 4.3.12). Undefined where there is none, or one
 * whose directory says something else than the entries that it names. Nothing is decompressed.
 */
export function findArchive(bytes: Buffer): Archive | undefined {
  for (let at = bytes.length - endSize; at >= Math.max(0, bytes.length - endSize - longestComment); at -= 1) {
    if (bytes.readUInt32LE(at) !== endSignature) continue;
    const [size, offset] = [bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
    const start = at - size - offset;
    if (start < 0) continue;
    const names = readNames(bytes, start, start + offset, at);
    if (names) return { start, end: at + endSize + bytes.readUInt16LE(at + 20), names };
  }
  return undefined;
}

/** The names in a central directory from `from` to `until`; undefined where it is none. */
function readNames(bytes: Buffer, start: number, from: number, until: number): string[] | undefined {
  const names: string[] = [];
  let at = from;
  while (at + entrySize <= until && bytes.readUInt32LE(at) === entrySignature) {
    const length = bytes.readUInt16LE(at + 28);
    const name = bytes.subarray(at + entrySize, at + entrySize + length);
    const local = start + bytes.readUInt32LE(at + 42);
    if (local + localSize + length > from || bytes.readUInt32LE(local) !== localSignature) return undefined;
    if (!bytes.subarray(local + localSize, local + localSize + bytes.readUInt16LE(local + 26)).equals(name)) return undefined;
    names.push(name.toString());
    at += entrySize + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return at === until && names.length > 0 ? names : undefined;
}
