import type { Readable } from 'node:stream';

/**
 * Where the bytes of files are kept, each file once, known by the hash of its content. A file is received first: durable,
 * but not to be found yet. Whoever received it keeps it or discards it, so that what is refused leaves nothing behind.
 */
export interface FileStore {
  /**
   * Takes a file in. When it answers, the file has survived: it is written, and synced where the store has a disk.
   * @param content read no further than the limit; its own failure is passed on as it is, and nothing is left
   * @throws FileTooLong where it is longer than `mostBytes`
   * @throws StoreUnavailable where it cannot be written just now
   */
  receive(content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<ReceivedFile>;

  /** @throws StoreUnavailable where that cannot be told just now */
  has(sha256: string): Promise<boolean>;

  /**
   * The file, or undefined where there is none. A file that was received, and whose keeping was cut short, is there.
   * @throws StoreUnavailable where it cannot be read just now
   */
  open(sha256: string): Promise<OpenedFile | undefined>;

  /** @throws StoreUnavailable with the reason where files can be neither kept nor read just now */
  ready(): Promise<void>;

  /** Clears away what a crash left half-written, and keeps what it left received: once at a start. Answers how many it found. */
  tidy(): Promise<number>;
}

/** A file that is durable, and waits for whether it is to be kept. */
export interface ReceivedFile {
  /** SHA-256 of its content, lower-case hex. */
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  /** All of it. */
  read(): Promise<Buffer>;
  /** From here on it is found by its hash; fine where it was before. */
  keep(): Promise<void>;
  /** Leaves nothing of what was received; a file that was kept before stays. */
  discard(): Promise<void>;
}

export interface OpenedFile {
  /** Bytes. */
  readonly size: number;
  readonly content: Readable;
}

/** More was sent than is taken. */
export class FileTooLong extends Error {}

/** The store cannot do its work just now: the disk is full or not writable, the server away. Nothing was kept. */
export class StoreUnavailable extends Error {}

/** What a crash has left is looked at when it is so old that nobody works on it any more. */
export const abandonedAfterMs = 3_600_000;

const Hash = /^[0-9a-f]{64}$/;

/** A hash that may become a part of a path: nothing else ever does. */
export function demandHash(sha256: string): string {
  if (!Hash.test(sha256)) throw new Error('not a SHA-256 in lower-case hex');
  return sha256;
}

/** Does something with the store; whatever goes wrong means that it is unavailable. */
export async function available<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof StoreUnavailable ? error : new StoreUnavailable(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
