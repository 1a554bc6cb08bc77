import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Document, NotFound, operation, refuse } from '@klaster/contracts';
import { type Answer, OperationClient } from '@klaster/messaging';
import { createLog } from '@klaster/service-kit/process';
import { answering, declare, standIn, Testbed } from '@klaster/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { z } from 'zod';
import { openApiDocument } from '../documents/openapi.js';
import { openDoor, publicUrl } from '../testing/open-door.js';

const readPaper = declare(
  operation({
    name: 'membership.papers.read', summary: 'A paper as a file', access: { who: 'anyone' },
    http: { method: 'GET', path: '/v1/papers/{kind}', document: ['application/pdf', 'text/markdown'] },
    request: z.strictObject({ kind: z.string() }), reply: Document,
  }),
);
const castSlip = declare(
  operation({
    name: 'membership.slips.cast', summary: 'Casts a slip', access: { who: 'anyone' }, unrecorded: true,
    http: { method: 'PUT', path: '/v1/slips/{slip}' },
    request: z.strictObject({ slip: z.string(), choice: z.string() }), reply: z.strictObject({}),
  }),
);

const pdf = randomBytes(50_000);
const fileName = 'Protokół nr 7 – Łódź.pdf';
const paper = (document: Partial<Document>): Document => ({ mediaType: 'text/markdown', fileName: 'minutes.md', encoding: 'utf8', content: '# Protokół', ...document });

const papers: Readonly<Record<string, () => unknown>> = {
  pdf: () => paper({ mediaType: 'application/pdf', fileName, encoding: 'base64', content: pdf.toString('base64') }),
  markdown: () => paper({ content: '# Zażółć gęślą jaźń\n' }),
  none: () => refuse(NotFound),
  large: () => paper({ content: 'ż'.repeat(2_200_000) }),
  fitting: () => paper({ content: 'ż'.repeat(500_000) }),
  unnamed: () => paper({ mediaType: 'text/html' }),
};

/** Sends nothing and keeps what would go with it. */
class KeepingClient extends OperationClient {
  readonly kept: object[] = [];
  override send(_operation: unknown, _request: unknown, options: object): Promise<Answer> {
    this.kept.push(options);
    return Promise.resolve({ body: '{}' });
  }
}

/** Fails as a client can, with what it was to send in its mouth. */
class FailingClient extends OperationClient {
  override send(_: unknown, request: unknown): Promise<never> {
    return Promise.reject(new Error(`cannot send ${JSON.stringify(request)}`));
  }
}

describe('an operation at the public door', () => {
  let bed: Testbed;
  let logged = '';
  const opened: NestFastifyApplication[] = [];
  let url: string;

  const open = async (client: OperationClient) => {
    const application = await openDoor({ client, log: createLog('gateway', 'trace', { write: (line) => void (logged += line) }) });
    opened.push(application);
    return application.getUrl();
  };

  beforeAll(async () => {
    bed = await Testbed.start();
    const answers = [answering(readPaper, ({ kind }) => papers[kind]!()), answering(castSlip, () => ({}))];
    const log = createLog('membership', 'trace', { write: (line) => void (logged += line) });
    await bed.serve(standIn('membership', answers), { log });
    url = await open(await bed.process('gateway'));
  });

  afterAll(async () => {
    await Promise.all(opened.map((application) => application.close()));
    await bed.stop();
  });

  const read = (kind: string, headers: Record<string, string> = {}) => fetch(`${url}/v1/papers/${kind}`, { headers });
  const problemOf = async (response: Response) => [response.status, response.headers.get('content-type')?.split(';', 1)[0], ((await response.json()) as { type: string }).type.split('/').at(-1)];

  it('answers a file as its bytes, under its name', async () => {
    const response = await read('pdf');
    expect([response.status, Buffer.from(await response.arrayBuffer()).equals(pdf)]).toEqual([200, true]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-disposition': `attachment; filename="Protokol nr 7 _ Lodz.pdf"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^W\/"[\w-]+"$/),
    });
  });

  it('answers a text with its charset', async () => {
    const response = await read('markdown');
    expect([response.headers.get('content-type'), await response.text()]).toEqual(['text/markdown; charset=utf-8', '# Zażółć gęślą jaźń\n']);
  });

  it('sends a file again only when it has changed', async () => {
    const tag = (await read('pdf')).headers.get('etag')!;
    const again = await read('pdf', { 'if-none-match': `"x", ${tag}` });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await read('markdown', { 'if-none-match': tag })).status).toBe(200);
  });

  it('answers a problem as a problem where there is no file', async () => {
    expect(await problemOf(await read('none'))).toEqual([404, 'application/problem+json', 'not-found']);
    expect(await problemOf(await fetch(`${url}/v1/papers/pdf?page=2`))).toEqual([400, 'application/problem+json', 'malformed-request']);
  });

  it('answers a fault of ours, and logs which, where a file is too large for the bus; then it goes on', async () => {
    expect((await read('fitting')).status).toBe(200);
    logged = '';
    expect(await problemOf(await read('large'))).toEqual([500, 'application/problem+json', 'internal']);
    expect(logged).toMatch(/membership\.papers\.read answers 440\d{4} bytes, and the bus takes 4190208/);
    expect((await read('markdown')).status).toBe(200);
  });

  it('answers no file of a type that its route does not name', async () => {
    expect(await problemOf(await read('unnamed'))).toEqual([500, 'application/problem+json', 'internal']);
  });

  it('says in the OpenAPI document which files it answers', () => {
    const { paths, components } = openApiDocument(opened[0]!, publicUrl);
    const { content } = paths['/v1/papers/{kind}']!.get!.responses['200'] as { content: object };
    expect(Object.keys(content)).toEqual(['application/pdf', 'text/markdown']);
    expect(components?.schemas).not.toHaveProperty('Document');
    expect(JSON.stringify(paths['/v1/papers/{kind}']!.get!.responses['404'])).toContain('application/problem+json');
  });

  it('logs nothing of a request that must leave no trace, whether it goes well or not', async () => {
    const failing = await open(new FailingClient(bed.connection, 'gateway', {}));
    const cast = (at: string, choice: string) => fetch(`${at}/v1/slips/kanarek-1`, { method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': '"1"', 'user-agent': 'kanarek-2' }, body: JSON.stringify({ choice }) });
    logged = '';
    expect((await cast(url, 'kanarek-3')).status).toBe(200);
    expect((await cast(url, 'kanarek-3"')).status).toBe(200);
    expect(logged).toBe('');
    const failed = await cast(failing, 'kanarek-3');
    expect(failed.status).toBe(500);
    expect(logged).toContain('operation-endpoint.int.spec');
    for (const trace of ['kanarek', '127.0.0.1:', failed.headers.get('klaster-request-id')!]) expect(logged).not.toContain(trace);
  });

  it('lets nothing that names an account or a member through to such an operation, although the client sends it', async () => {
    const client = new KeepingClient(bed.connection, 'gateway', {});
    const signedIn = { authorization: `Bearer klp_${'a'.repeat(40)}`, 'klaster-acting-for': '01890000-0000-7000-8000-000000000001', 'idempotency-key': 'mine' };
    const response = await fetch(`${await open(client)}/v1/slips/1`, { method: 'PUT', headers: { 'content-type': 'application/json', 'if-match': '"1"', ...signedIn }, body: JSON.stringify({ choice: 'a' }) });
    expect(response.status).toBe(200);
    // Not even identity was asked whose token it is.
    expect(client.kept).toEqual([{ requestId: expect.any(String), timeoutMs: 5_000, expectedVersion: 1 }]);
  });
});
