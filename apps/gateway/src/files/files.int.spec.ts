import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { operation, problem, refuse, ServedFile, Sha256 } from '@klaster/contracts';
import { DiskStore } from '@klaster/file-store';
import { createLog } from '@klaster/service-kit/process';
import { answering, atOnce, declare, eventually, standIn, Testbed } from '@klaster/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { openApiDocument } from '../documents/openapi.js';
import { type Door, openDoor, publicUrl } from '../testing/open-door.js';
import { pdfOf } from '../testing/sample-files.js';

const mostBytes = 400_000;
const Full = problem({ slug: 'folder-full', status: 409, title: { en: 'The folder is full', pl: 'Teczka jest pełna' }, detail: { en: 'Choose another one.', pl: 'Wybierz inną.' } });
const admitPaper = declare(operation({ name: 'membership.papers.admit', kind: 'command', summary: 'Whether a paper may come', access: { who: 'anyone' }, request: z.strictObject({ folder: z.string() }), reply: z.strictObject({}), problems: [Full] }));
const keepPaper = declare(
  operation({
    name: 'membership.papers.keep', summary: 'Keeps a paper', access: { who: 'anyone' },
    http: { method: 'POST', path: '/v1/folders/{folder}/papers', location: '/v1/folders/{folder}/papers/{sha256}', upload: { mostBytes, mediaTypes: ['application/pdf', 'text/plain'], admittedBy: admitPaper } },
    request: z.strictObject({ folder: z.string(), name: z.string(), sha256: Sha256, size: z.int(), mediaType: z.string() }), reply: z.strictObject({ name: z.string(), sha256: z.string(), size: z.int(), mediaType: z.string() }), problems: [Full],
  }),
);
const openPaper = declare(
  operation({
    name: 'membership.papers.open', summary: 'A paper', access: { who: 'anyone' }, http: { method: 'GET', path: '/v1/folders/{folder}/papers/{sha256}/content', download: ['application/pdf', 'text/plain'] },
    request: z.strictObject({ folder: z.string(), sha256: Sha256 }), reply: ServedFile,
  }),
);

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pdf = () => pdfOf(randomUUID());
const slugOf = async (response: Response) => [response.status, ((await response.json()) as { type: string }).type.split('/').at(-1)];

describe('files at the public door', () => {
  let bed: Testbed;
  const folder = mkdtempSync(join(tmpdir(), 'klaster-files-'));
  let url: string;
  let logged = '';
  let kept: ServedFile[] = [];
  const opened: NestFastifyApplication[] = [];
  const sockets: Socket[] = [];
  /** What the service says of a folder: nothing, or when a paper may come no more. */
  const rules: Record<string, (turn: 'admit' | 'keep') => object | undefined | Promise<undefined>> = {
    full: () => refuse(Full),
    narrow: (turn) => (turn === 'keep' ? refuse(Full) : undefined),
  };

  beforeAll(async () => {
    bed = await Testbed.start();
    const answers = [
      answering(admitPaper, async (request) => (await rules[request.folder]?.('admit')) ?? {}),
      answering(keepPaper, async ({ folder: _, ...file }) => {
        const refusal = await rules[_]?.('keep');
        if (!refusal) kept.push(file);
        return refusal ?? file;
      }),
      answering(openPaper, ({ sha256 }) => kept.find((file) => file.sha256 === sha256)!),
    ];
    await bed.serve(standIn('membership', answers));
    url = await open({ most: 60 });
  }, 60_000);
  afterAll(async () => {
    await Promise.all(opened.map((application) => application.close()));
    rmSync(folder, { recursive: true });
    await bed.stop();
  });

  beforeEach(() => {
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    [kept, logged] = [[], ''];
  });
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
  });

  const open = async (door: Partial<Door> = {}) => {
    const client = await bed.process('gateway');
    const log = createLog('gateway', 'info', { write: (line) => void (logged += line) });
    const application = await openDoor({ client, log, store: new DiskStore(folder), ...door });
    opened.push(application);
    return application.getUrl();
  };
  const send = (body: Uint8Array | ReadableStream | null, { into = 'a', query = 'name=x.pdf', headers = {}, at = url }: { into?: string; query?: string; headers?: Record<string, string>; at?: string } = {}) =>
    fetch(`${at}/v1/folders/${into}/papers?${query}`, { method: 'POST', body, headers, ...(body instanceof ReadableStream ? { duplex: 'half' } : {}) } as RequestInit);
  const read = ({ sha256 }: { sha256: string }, headers: Record<string, string> = {}) => fetch(`${url}/v1/folders/a/papers/${sha256}/content`, { headers });
  const onDisk = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
  /** The beginning of an upload whose rest never comes. */
  const begin = (at = url) => {
    const socket = connect(Number(new URL(at).port), '127.0.0.1');
    sockets.push(socket);
    let heard = '';
    socket.setEncoding('utf8').on('data', (text: string) => void (heard += text)).on('error', () => undefined);
    socket.write(['POST /v1/folders/a/papers?name=x.pdf HTTP/1.1', 'host: x', 'content-length: 1000', '', '%PDF-'].join('\r\n'));
    return { socket, heard: () => heard };
  };
  const underWay = (count: number) => eventually(async () => (onDisk().length >= count ? true : undefined), () => `${onDisk().length} files are on their way`);
  const gone = () => eventually(async () => (onDisk().length === 0 ? true : undefined), () => `there are still ${onDisk().join(', ')}`);

  it('a file comes as it is, whatever it is called, and goes as it came', async () => {
    for (const type of ['application/pdf', 'application/json', 'text/html', 'multipart/form-data', 'x', ';;']) {
      const bytes = pdf();
      const answer = await send(bytes, { query: `name=${encodeURIComponent('Faktura – Łódź.html')}`, headers: { 'content-type': type } });
      const file = { name: 'Faktura – Łódź.html', sha256: hashOf(bytes), size: bytes.length, mediaType: 'application/pdf' };
      expect([answer.status, await answer.json(), answer.headers.get('location')]).toEqual([201, file, `/v1/folders/a/papers/${file.sha256}`]);
      const served = await read(file);
      expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
      expect(Object.fromEntries(served.headers)).toMatchObject({
        'content-type': 'application/pdf', 'content-length': String(bytes.length), etag: `"${file.sha256}"`, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff',
        'content-security-policy': `sandbox; default-src 'none'`, 'content-disposition': `attachment; filename="Faktura _ Lodz.html"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      });
      expect((await read(file, { 'if-none-match': `W/"${file.sha256}"` })).status).toBe(304);
    }
  });

  it('what a file is, the gateway finds; no client says it', async () => {
    const bytes = pdf();
    for (const claim of [`sha256=${'a'.repeat(64)}`, 'size=5', 'mediaType=text/html']) expect(await slugOf(await send(bytes, { query: `name=x.pdf&${claim}` }))).toEqual([400, 'malformed-request']);
    expect(onDisk()).toEqual([]);
    const claim = Buffer.from(JSON.stringify({ name: 'x.pdf', sha256: 'a'.repeat(64), size: 5, mediaType: 'application/pdf' }));
    const answer = await send(claim, { headers: { 'content-type': 'application/json' } });
    expect(await answer.json()).toEqual({ name: 'x.pdf', sha256: hashOf(claim), size: claim.length, mediaType: 'text/plain' });
  });

  it('leaves nothing behind where it is refused', async () => {
    const long = Buffer.concat([Buffer.from('%PDF-'), randomBytes(mostBytes)]);
    const piecewise = ReadableStream.from([long.subarray(0, 300_000), long.subarray(300_000)]);
    const refused: readonly (readonly [Promise<Response>, number, string])[] = [
      [send(Buffer.from('<html>')), 415, 'file-type-refused'],
      [send(long), 413, 'file-too-large'],
      [send(piecewise), 413, 'file-too-large'],
      [send(Buffer.alloc(0)), 400, 'malformed-request'],
      [send(null), 400, 'malformed-request'],
      [send(pdf(), { query: '' }), 400, 'malformed-request'],
      [send(pdf(), { into: 'full' }), 409, 'folder-full'],
      [send(pdf(), { into: 'narrow' }), 409, 'folder-full'],
    ];
    for (const [answer, status, slug] of refused) expect(await slugOf(await answer)).toEqual([status, slug]);
    const { socket } = begin();
    await underWay(1);
    socket.destroy();
    await gone();
    expect(kept).toEqual([]);
  });

  it('the same key and file give the same answer, also when there is no more room; another file is refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    let full = false;
    rules['filling'] = () => (full ? refuse(Full) : undefined);
    const bytes = pdf();
    const answers = await Promise.all([send(bytes, { into: 'filling', headers }), send(bytes, { into: 'filling', headers })]);
    full = true;
    answers.push(await send(bytes, { into: 'filling', headers }));
    expect(new Set(await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`))).size).toBe(1);
    expect(answers.filter(({ headers: shown }) => shown.get('idempotency-replayed') === 'true')).toHaveLength(2);
    expect(await slugOf(await send(bytes, { into: 'filling' }))).toEqual([409, 'folder-full']);
    expect(await slugOf(await send(pdf(), { into: 'filling', headers: { 'idempotency-key': randomUUID() } }))).toEqual([409, 'folder-full']);
    expect(onDisk()).toEqual([hashOf(bytes)]);
  });

  it('is kept where the service may have written down that it is there', async () => {
    const at = await open({ timeoutMs: 300 });
    const { promise, resolve } = Promise.withResolvers<undefined>();
    rules['hanging'] = (turn) => (turn === 'keep' ? promise : undefined);
    const bytes = pdf();
    expect(await slugOf(await send(bytes, { into: 'hanging', at }))).toEqual([504, 'timed-out']);
    resolve(undefined);
    expect(onDisk()).toEqual([hashOf(bytes)]);
  });

  it('a client that is slow is given up, and holds no place meanwhile that others need', async () => {
    const at = await open({ most: 3, patienceMs: 1_500 });
    const slow = begin(at);
    await underWay(1);
    // One place of three for one caller.
    const crowded = await send(pdf(), { at });
    expect([...(await slugOf(crowded)), crowded.headers.get('retry-after')]).toEqual([503, 'overloaded', '1']);
    expect((await fetch(`${at}/problems`)).status).toBe(200);
    await eventually(async () => (slow.heard().includes('file-too-slow') ? true : undefined), slow.heard);
    expect(slow.heard()).toMatch(/^HTTP\/1\.1 408 /);
    await gone();
    expect((await send(pdf(), { at })).status).toBe(201);
  });

  it('takes so many at a time and no more, and all of them in the end', async () => {
    const at = await open({ most: 6 });
    const files = Array.from({ length: 40 }, pdf);
    const sendUntilTaken = async (bytes: Buffer): Promise<number> => {
      const { status } = await send(bytes, { at });
      return status === 503 ? sendUntilTaken(bytes) : status;
    };
    expect(await atOnce(files.length, (turn) => sendUntilTaken(files[turn]!))).toEqual(files.map(() => 201));
    expect(onDisk().toSorted()).toEqual(files.map(hashOf).toSorted());
  });

  it('says that it cannot keep files where it cannot, and acknowledges nothing', async () => {
    const at = await open({ store: new DiskStore(join(folder, 'occupied')) });
    writeFileSync(join(folder, 'occupied'), 'no folder');
    const answer = await send(pdf(), { at });
    expect([...(await slugOf(answer)), answer.headers.get('retry-after'), kept]).toEqual([503, 'file-store-unavailable', '30', []]);
    expect(logged).toContain('files cannot be kept');
  });

  it.each([['gone', (path: string) => rmSync(path)], ['shorter than it was', (path: string) => truncateSync(path)]])('is never answered as if it were there where it is %s', async (_, spoil) => {
    const bytes = pdf();
    const file = (await (await send(bytes)).json()) as ServedFile;
    spoil(join(folder, file.sha256.slice(0, 2), file.sha256));
    const lost = await read(file);
    expect([...(await slugOf(lost)), lost.headers.get('etag')]).toEqual([500, 'file-lost', null]);
    expect(logged).toContain(file.sha256);
    expect((await send(bytes)).status).toBe(201);
    expect((await read(file)).status).toBe(200);
  });

  it('no other route takes a file', async () => {
    for (const type of ['application/vnd.klaster.file', 'application/pdf']) {
      const answer = await fetch(`${url}/v1/clusters`, { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(pdf()) });
      expect(await slugOf(answer)).toEqual([415, 'unsupported-media-type']);
    }
  });

  it('says in the OpenAPI document that the body is the file', () => {
    const { paths } = openApiDocument(opened[0]!, publicUrl);
    const { requestBody, parameters, responses } = paths['/v1/folders/{folder}/papers']!.post!;
    expect(requestBody).toMatchObject({ required: true, content: { '*/*': { schema: { type: 'string', format: 'binary' } } } });
    expect((parameters as { name: string }[]).map(({ name }) => name)).toEqual(['folder', 'name', 'Idempotency-Key']);
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(['201', '408', '503']));
    expect(Object.keys((paths['/v1/folders/{folder}/papers/{sha256}/content']!.get!.responses['200'] as { content: object }).content)).toEqual(['application/pdf', 'text/plain']);
  });
});
