import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiskStore } from './disk-store.js';
import { type FileStore, FileTooLong } from './file-store.js';
import { S3Store } from './s3-store.js';
import { startS3Server } from './testing/s3-server.js';

interface Started {
  readonly store: FileStore;
  /** The same place, as another process has it. */
  again(): Promise<FileStore>;
  stop(): Promise<void> | void;
}

const stores: Readonly<Record<string, () => Promise<Started>>> = {
  'a folder': async () => {
    const folder = mkdtempSync(join(tmpdir(), 'klaster-files-'));
    const again = () => Promise.resolve(new DiskStore(folder));
    return { store: await again(), again, stop: () => rmSync(folder, { recursive: true }) };
  },
  'an S3-compatible store': async () => {
    const server = await startS3Server();
    const again = () => S3Store.open(server.options);
    return { store: await again(), again, stop: () => server.stop() };
  },
};

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const most = 3_000_000;

/** As it comes from a client: in pieces. */
async function* inPieces(bytes: Uint8Array, piece = 64 * 1024) {
  for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
}

async function readAll(store: FileStore, hash: string): Promise<Buffer | undefined> {
  const opened = await store.open(hash);
  if (!opened) return undefined;
  const bytes = Buffer.concat(await opened.content.toArray());
  expect(opened.size).toBe(bytes.length);
  return bytes;
}

/** What both stores promise. */
describe.each(Object.entries(stores))('files in %s', (_, start) => {
  let started: Started;
  let store: FileStore;
  beforeAll(async () => {
    started = await start();
    ({ store } = started);
  });
  afterAll(() => started.stop());

  const receive = (bytes: Uint8Array) => store.receive(inPieces(bytes), most);

  it('are found by their hash when they are kept, by another process too', async () => {
    const bytes = randomBytes(2_000_001);
    const received = await receive(bytes);
    expect(received).toMatchObject({ sha256: sha256(bytes), size: bytes.length });
    expect((await received.read()).equals(bytes)).toBe(true);
    await received.keep();
    for (const reader of [store, await started.again()]) {
      expect(await reader.has(received.sha256)).toBe(true);
      expect((await readAll(reader, received.sha256))?.equals(bytes)).toBe(true);
    }
  });

  it('leave nothing where they are discarded', async () => {
    const received = await receive(randomBytes(1_000));
    await received.discard();
    expect([await store.has(received.sha256), await store.open(received.sha256)]).toEqual([false, undefined]);
  });

  it('stay where the same is received again and discarded', async () => {
    const bytes = randomBytes(1_000);
    await (await receive(bytes)).keep();
    await (await receive(bytes)).discard();
    expect((await readAll(store, sha256(bytes)))?.equals(bytes)).toBe(true);
  });

  it('may be kept by many at once, and discarded by others beside them', async () => {
    const bytes = randomBytes(300_000);
    const others = [await started.again(), await started.again()];
    const whole = async () => (await readAll(store, sha256(bytes)))?.equals(bytes);
    const atOnce = (andThen: () => Promise<unknown>) =>
      Promise.all(
        Array.from({ length: 24 }, async (__, turn) => {
          const received = await [store, ...others][turn % 3]!.receive(inPieces(bytes), most);
          await (turn % 4 === 0 ? received.discard() : received.keep());
          return andThen();
        }),
      );
    await atOnce(() => store.has(sha256(bytes)));
    expect(await whole()).toBe(true);
    expect(await atOnce(whole)).toEqual(Array.from({ length: 24 }, () => true));
  });

  it('are there although keeping them was cut short, because somebody may have written down that they are', async () => {
    const bytes = randomBytes(1_000);
    await receive(bytes);
    const later = await started.again();
    expect(await later.tidy()).toBe(0);
    expect((await readAll(later, sha256(bytes)))?.equals(bytes)).toBe(true);
  });

  it('are taken up to the limit and not a byte further', async () => {
    const received = await receive(randomBytes(most));
    expect(received.size).toBe(most);
    await received.discard();
    let sent = 0;
    const endless = async function* () {
      for (;;) {
        sent += 64 * 1024;
        yield randomBytes(64 * 1024);
      }
    };
    await expect(store.receive(endless(), most)).rejects.toThrow(FileTooLong);
    expect(sent).toBeLessThan(most + 2 * 64 * 1024);
  });

  it('pass on why they did not come whole, and leave nothing', async () => {
    const broken = async function* () {
      yield randomBytes(1_000);
      throw new RangeError('aborted');
    };
    await expect(store.receive(broken(), most)).rejects.toThrow(RangeError);
  });

  it('are known by nothing but a hash', async () => {
    for (const name of ['', '../secrets.json', 'A'.repeat(64), `${'a'.repeat(64)}/..`, 'incoming']) await expect(store.open(name)).rejects.toThrow('not a SHA-256');
    expect(await store.open('a'.repeat(64))).toBeUndefined();
  });

  it('can be kept just now', async () => {
    await expect(store.ready()).resolves.toBeUndefined();
  });
});
