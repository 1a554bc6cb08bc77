import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { abandonedAfterMs, available, demandHash, type FileStore, FileTooLong, type OpenedFile, type ReceivedFile, StoreUnavailable } from './file-store.js';

/** With less than this the disk counts as full: PostgreSQL may have its data on it too. */
const leastFreeBytes = 64 * 1024 * 1024;

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * Files in a folder, which several processes may share. Under `incoming` stand `<random>.part`, a file that is being
 * written, and `<hash>.<random>`, one that is whole and waits; under the first two digits of its hash stands what is kept.
 * A file comes to its place by renaming, so that it is there as a whole or not at all.
 */
export class DiskStore implements FileStore {
  private readonly incoming: string;

  constructor(private readonly folder: string) {
    this.incoming = join(folder, 'incoming');
  }

  async receive(content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<ReceivedFile> {
    const part = join(this.incoming, `${randomUUID()}.part`);
    const handle = await available(async () => {
      await makeFolder(this.incoming);
      return open(part, 'wx', 0o600);
    });
    try {
      const { sha256, size } = await write(handle, content, mostBytes);
      const waiting = join(this.incoming, `${sha256}.${randomUUID()}`);
      await available(async () => {
        await handle.sync();
        await rename(part, waiting);
        await syncFolder(this.incoming);
      });
      return { sha256, size, read: () => available(() => readFile(waiting)), keep: () => this.keep(sha256, waiting), discard: () => available(() => rm(waiting, { force: true })) };
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined);
      throw error;
    } finally {
      await handle.close().catch(() => undefined);
    }
  }

  async has(sha256: string): Promise<boolean> {
    const opened = await this.open(sha256);
    opened?.content.destroy();
    return opened !== undefined;
  }

  async open(sha256: string): Promise<OpenedFile | undefined> {
    const place = this.placeOf(sha256);
    return available(async () => {
      const found = await openToRead(place);
      if (found) return found;
      // Somebody was cut short between receiving and keeping, or is just about to keep it.
      for (const waiting of await this.listWaiting(sha256)) await this.keep(sha256, waiting);
      return openToRead(place);
    });
  }

  async ready(): Promise<void> {
    await available(async () => {
      const probe = join(this.incoming, `${randomUUID()}.part`);
      await makeFolder(this.incoming);
      const handle = await open(probe, 'wx', 0o600);
      try {
        await handle.writeFile('.');
        await handle.sync();
      } finally {
        await handle.close();
        await rm(probe, { force: true });
      }
      const { bavail, bsize } = await statfs(this.folder);
      if (bavail * bsize < leastFreeBytes) throw new StoreUnavailable(`fewer than ${leastFreeBytes} bytes are free in ${this.folder}`);
    });
  }

  async tidy(): Promise<number> {
    return available(async () => {
      const oldest = Date.now() - abandonedAfterMs;
      let found = 0;
      for (const name of await this.listIncoming()) {
        const path = join(this.incoming, name);
        const status = await stat(path).catch(() => undefined);
        if (!status || status.mtimeMs > oldest) continue;
        if (name.endsWith('.part')) await rm(path, { force: true });
        else await this.keep(name.split('.', 1)[0]!, path);
        found += 1;
      }
      return found;
    });
  }

  /** Durable too: the folder knows its name for good. Another replica may have kept it meanwhile, or just do so. */
  private keep(sha256: string, waiting: string): Promise<void> {
    const place = this.placeOf(sha256);
    return available(async () => {
      await makeFolder(dirname(place));
      try {
        await rename(waiting, place);
      } catch (error) {
        if (!isMissing(error) || !(await stat(place).catch(() => undefined))) throw error;
      }
      await syncFolder(dirname(place));
    });
  }

  private placeOf(sha256: string): string {
    return join(this.folder, demandHash(sha256).slice(0, 2), sha256);
  }

  private async listWaiting(sha256: string): Promise<string[]> {
    return (await this.listIncoming()).filter((name) => name.startsWith(`${sha256}.`)).map((name) => join(this.incoming, name));
  }

  private async listIncoming(): Promise<string[]> {
    return readdir(this.incoming).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
  }
}

async function write(handle: FileHandle, content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size > mostBytes) throw new FileTooLong(`more than ${mostBytes} bytes`);
    hash.update(chunk);
    await available(() => handle.writeFile(chunk));
  }
  return { sha256: hash.digest('hex'), size };
}

async function openToRead(path: string): Promise<OpenedFile | undefined> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!handle) return undefined;
  const { size } = await handle.stat();
  return { size, content: handle.createReadStream() };
}

/** Makes a folder, and those above it, where they are missing: for good. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made));
}

/** Makes a new name in a folder as durable as what it names. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
