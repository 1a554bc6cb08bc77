import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DiskStore } from './disk-store.js';
import { abandonedAfterMs, StoreUnavailable } from './file-store.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
async function* once(bytes: Uint8Array) {
  yield bytes;
}

describe('a folder of files', () => {
  let folder: string;
  let store: DiskStore;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'klaster-files-'));
    store = new DiskStore(join(folder, 'files'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const filesOf = () => readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).toSorted();
  const age = (path: string) => utimesSync(path, new Date(), new Date(Date.now() - abandonedAfterMs - 1_000));

  it('holds a file once, under its hash, and nothing else', async () => {
    const bytes = randomBytes(100);
    for (let turn = 0; turn < 3; turn += 1) await (await store.receive(once(bytes), 1_000)).keep();
    await store.ready();
    expect(filesOf()).toEqual([sha256(bytes)]);
    expect(readFileSync(join(folder, 'files', sha256(bytes).slice(0, 2), sha256(bytes))).equals(bytes)).toBe(true);
  });

  it('shows a file as a whole or not at all, from the first moment', async () => {
    const bytes = randomBytes(500_000);
    let underWay = true;
    const keeping = Promise.all(Array.from({ length: 20 }, async () => (await store.receive(once(bytes), 1_000_000)).keep())).finally(() => (underWay = false));
    const seen = new Set<string>();
    do {
      const opened = await store.open(sha256(bytes));
      if (opened) seen.add(sha256(Buffer.concat(await opened.content.toArray())));
    } while (underWay);
    await keeping;
    expect(seen).toEqual(new Set([sha256(bytes)]));
    expect(filesOf()).toEqual([sha256(bytes)]);
  });

  it('holds nothing of what was too long, broken off or discarded', async () => {
    const broken = async function* () {
      yield randomBytes(10);
      throw new Error('aborted');
    };
    await expect(store.receive(once(randomBytes(1_001)), 1_000)).rejects.toThrow();
    await expect(store.receive(broken(), 1_000)).rejects.toThrow();
    await (await store.receive(once(randomBytes(10)), 1_000)).discard();
    expect(filesOf()).toEqual([]);
  });

  it('is cleared of what a crash left half-written, and keeps what it left whole, once that is old', async () => {
    const [old, fresh] = [randomBytes(10), randomBytes(10)];
    const incoming = join(folder, 'files', 'incoming');
    mkdirSync(incoming, { recursive: true });
    for (const name of ['old.part', 'fresh.part']) writeFileSync(join(incoming, name), 'half');
    for (const bytes of [old, fresh]) writeFileSync(join(incoming, `${sha256(bytes)}.x`), bytes);
    for (const name of ['old.part', `${sha256(old)}.x`]) age(join(incoming, name));
    expect(await store.tidy()).toBe(2);
    expect(filesOf()).toEqual(['fresh.part', sha256(old), `${sha256(fresh)}.x`].toSorted());
    expect(await store.tidy()).toBe(0);
  });

  it('says that it is unavailable where nothing can be written, and takes nothing', async () => {
    writeFileSync(join(folder, 'files'), 'no folder');
    await expect(store.receive(once(randomBytes(10)), 1_000)).rejects.toThrow(StoreUnavailable);
    await expect(store.ready()).rejects.toThrow(StoreUnavailable);
    await expect(store.open('a'.repeat(64))).rejects.toThrow(StoreUnavailable);
  });

  it('says so too when that begins between receiving and keeping', async () => {
    const bytes = randomBytes(10);
    const received = await store.receive(once(bytes), 1_000);
    writeFileSync(join(folder, 'files', sha256(bytes).slice(0, 2)), 'no folder');
    await expect(received.keep()).rejects.toThrow(StoreUnavailable);
    rmSync(join(folder, 'files', sha256(bytes).slice(0, 2)));
    expect((await store.open(sha256(bytes)))?.size).toBe(10);
  });
});
