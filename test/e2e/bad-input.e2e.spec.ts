import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, generateKeyPair } from 'jose';
import { type Answer, granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** What a client gets wrong is answered precisely, and nothing of it is kept. */
describe('what Celina gets wrong', () => {
  let world: World;
  let celina: Person;
  let damian: Person;
  let cluster: Json;
  let member: string;
  let other: string;
  let contributions: string;

  beforeAll(async () => {
    world = await startWorld();
    [celina, damian] = await Promise.all([world.person('Celina'), world.person('Damian')]);
    cluster = await world.cluster('Błędne Koło');
    member = await world.join(celina, cluster, 'Koło Gospodyń');
    other = await world.join(damian, cluster, 'Gmina');
    contributions = `/v1/clusters/${cluster.id}/contributions`;
  });

  afterAll(() => world.stop());

  const good = () => ({ receiver: { memberId: other }, category: 'tutoring', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' });
  const slugOf = ({ body }: Answer) => String(body.type).split('/').at(-1);
  const kept = async () => granted(await celina.get(`${contributions}?limit=200`)).items.length as number;

  /** A problem as API.md wants it, that gives nothing away. */
  const expectProblem = (answer: Answer, status: number, slug: string, pointer?: string) => {
    expect([answer.status, answer.headers['content-type']?.split(';')[0], slugOf(answer)]).toEqual([status, 'application/problem+json', slug]);
    expect(answer.body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String), instance: expect.any(String) });
    if (pointer !== undefined) expect(answer.body.errors.map((error: Json) => error.pointer)).toContain(pointer);
    expect(answer.text).not.toMatch(/\bat .*\.(?:[jt]s|mjs):\d+|node_modules|node:internal|SELECT |INSERT /);
  };

  const refusedWithoutTrace = async (send: () => Promise<Answer>, status: number, slug: string, pointer?: string) => {
    const before = await kept();
    expectProblem(await send(), status, slug, pointer);
    expect(await kept()).toBe(before);
  };

  const raw = (body: string | Uint8Array, headers = {}) => celina.send('POST', contributions, body, { 'content-type': 'application/json', ...headers });

  const bodies: readonly (readonly [string, string | Uint8Array, number, string, string?])[] = [
    ['JSON that breaks off', '{"category": "tutoring"', 400, 'malformed-request', ''],
    ['no JSON at all', 'category=tutoring', 400, 'malformed-request', ''],
    ['a list in place of an object', '[]', 400, 'malformed-request', ''],
    ['null', 'null', 400, 'malformed-request'],
    ['a number', '7', 400, 'malformed-request', ''],
    ['nothing', '', 400, 'malformed-request'],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400, 'malformed-request', ''],
    ['nesting without end', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 400, 'malformed-request'],
    ['a body beyond 1 MiB', JSON.stringify({ description: 'x'.repeat(1_100_000) }), 413, 'payload-too-large'],
  ];
  it.each(bodies)('sends %s', (...[, body, status, slug, pointer]) => refusedWithoutTrace(() => raw(body), status, slug, pointer));

  const changes: readonly (readonly [string, object, string])[] = [
    ['an unknown field', { colour: 'green' }, ''],
    ['a field of the path in the body', { clusterId: '01a208e1-41ca-709c-9729-1582b2db26ed' }, '/clusterId'],
    ['__proto__', JSON.parse('{"__proto__": {"x": 1}}') as object, ''],
    ['a number where a text belongs', { category: 7 }, '/category'],
    ['a float as quantity', { quantity: { value: 2.5, unit: 'h' } }, '/quantity/value'],
    ['an exponent', { quantity: { value: '1e3', unit: 'h' } }, '/quantity/value'],
    ['nothing given', { quantity: { value: '0.000', unit: 'h' } }, '/quantity/value'],
    ['less than nothing', { quantity: { value: '-1', unit: 'h' } }, '/quantity/value'],
    ['too many decimals', { quantity: { value: '0.1234567', unit: 'h' } }, '/quantity/value'],
    ['NUL in a text', { description: 'a\u0000b' }, '/description'],
    ['a lone surrogate', { description: 'a\ud800b' }, '/description'],
    ['a text written backwards', { description: 'a\u202eb' }, '/description'],
    ['only spaces', { description: ' \n ' }, '/description'],
    ['too long a text', { description: 'ż'.repeat(1_001) }, '/description'],
    ['an id that is none', { receiver: { memberId: 'me' } }, '/receiver/memberId'],
    ['two receivers', { receiver: { memberId: '01a208e1-41ca-709c-9729-1582b2db26ed', initiativeId: '01a208e1-41ca-709c-9729-1582b2db26ed' } }, '/receiver'],
    ['a day that does not exist', { givenOn: '2026-02-30' }, '/givenOn'],
    ['a hash that is none', { evidence: [{ name: 'a.pdf', sha256: 'ABC' }] }, '/evidence/0/sha256'],
    ['a fraction of a grosz', { quantity: undefined, amount: { amountMinor: 0.5, currency: 'PLN' } }, '/amount/amountMinor'],
  ];
  it.each(changes)('says %s', (_, change, pointer) => refusedWithoutTrace(() => celina.post(contributions, { ...good(), ...change }), 400, 'malformed-request', pointer));

  const rules: readonly (readonly [string, object, string])[] = [
    ['a category that there is not', { category: 'alchemy' }, 'unknown-category'],
    ['kilometres of tutoring', { quantity: { value: '1', unit: 'km' } }, 'wrong-measure'],
    ['money for hours', { quantity: undefined, amount: { amountMinor: 1, currency: 'PLN' } }, 'wrong-measure'],
    ['a day to come', { givenOn: '2126-01-01' }, 'wrong-period'],
    ['an end before the beginning', { givenUntil: '2026-01-14' }, 'wrong-period'],
    ['itself as the receiver', { receiver: { memberId: 'self' } }, 'giver-is-receiver'],
    ['a receiver nobody knows', { receiver: { memberId: '01a208e1-41ca-709c-9729-1582b2db26ed' } }, 'unknown-receiver'],
    ['an initiative nobody knows', { receiver: { initiativeId: '01a208e1-41ca-709c-9729-1582b2db26ed' } }, 'unknown-receiver'],
  ];
  it.each(rules)('names %s', (_, change, slug) => {
    const body = JSON.parse(JSON.stringify({ ...good(), ...change }).replace('"self"', `"${member}"`)) as object;
    return refusedWithoutTrace(() => celina.post(contributions, body), 422, slug);
  });

  const edges: readonly (readonly [string, object])[] = [
    ['the year 0000', { givenOn: '0000-01-01' }],
    ['the year 0001', { givenOn: '0001-01-01' }],
    ['the largest number there may be', { quantity: { value: '999999999999.999999', unit: 'h' } }],
    ['emoji, diacritics and combining marks', { description: 'Zażółć gęślą jaźń 🌱 e\u0301' }],
  ];
  it.each(edges)('goes to the edge with %s and is answered, not failed', async (_, change) => {
    const answer = await celina.post(contributions, { ...good(), ...change });
    expect(answer.status).toBeLessThan(500);
    if (answer.status === 201) expect(granted(await celina.get(answer.headers['location']!))).toEqual(answer.body);
  });

  it('asks in ways that make no sense', async () => {
    expectProblem(await celina.get(`${contributions}?limit=0`), 400, 'malformed-request', '/limit');
    expectProblem(await celina.get(`${contributions}?limit=201`), 400, 'malformed-request', '/limit');
    expectProblem(await celina.get(`${contributions}?colour=green`), 400, 'malformed-request', '');
    expectProblem(await celina.get(`${contributions}?state=lost`), 400, 'malformed-request', '/state');
    expectProblem(await celina.get(`${contributions}/%00`), 400, 'malformed-request', '/contributionId');
    expectProblem(await celina.get(`${contributions}/not-an-id`), 400, 'malformed-request', '/contributionId');
    expectProblem(await celina.get(`/v1/clusters/${cluster.id}/reports/contributions?asOf=yesterday`), 400, 'malformed-request', '/asOf');
    expectProblem(await celina.get('/v1/nothing-here'), 404, 'not-found');
    expectProblem(await celina.put(contributions, {}), 404, 'not-found');
    expectProblem(await celina.send('POST', contributions, '<a/>', { 'content-type': 'application/xml' }), 415, 'unsupported-media-type');
    expectProblem(await celina.post(`${contributions}?x=1`, good()), 400, 'malformed-request');
    expectProblem(await celina.get(`${contributions}?cursor=%C4%85`), 400, 'malformed-request', '/cursor');
    expect((await celina.get(`${contributions}?cursor=made-up`)).status).toBe(200);
  });

  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00'])('asks for the report as of %s', async (asOf) => {
    expect((await celina.get(`/v1/clusters/${cluster.id}/reports/contributions?asOf=${encodeURIComponent(asOf)}`)).status).toBeLessThan(500);
  });

  it('sends headers that are none', async () => {
    expectProblem(await celina.post(contributions, good(), { 'idempotency-key': 'x'.repeat(201) }), 400, 'malformed-request');
    expectProblem(await celina.post(contributions, good(), { 'idempotency-key': 'ł' .normalize('NFKD').replace('ł', 'a b') }), 400, 'malformed-request');
    expectProblem(await celina.post(contributions, good(), { 'klaster-acting-for': 'me' }), 400, 'malformed-request');
    expectProblem(await celina.post(contributions, good(), { 'if-match': '*' }), 400, 'malformed-request');
  });

  it('speaks a language that is not HTTP', async () => {
    const { hostname, port } = new URL(world.gatewayUrl);
    const say = (text: string) =>
      new Promise<string>((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.write(text));
        let heard = '';
        socket.on('data', (data) => (heard += data.toString()));
        socket.on('close', () => resolve(heard));
        socket.on('error', () => resolve(heard));
      });
    expect(await say('HELLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
    expect(await say(`GET /v1/federation HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 [\s\S]*application\/problem\+json/);
    expect((await world.nobody().get('/v1/federation')).status).toBe(200);
  });

  it('shows tokens that are none of hers, or of nobody', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const claims = () => new SignJWT({ scope: 'read write', operator: true }).setProtectedHeader({ alg: 'ES256' }).setIssuer(world.issuerUrl).setAudience(`${world.gatewayUrl}/v1`).setSubject(celina.accountId).setIssuedAt();
    const forged = await claims().setExpirationTime('1h').sign(privateKey);
    const expired = await claims().setExpirationTime(1).sign(privateKey);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${forged.split('.')[1]}.`;
    const symmetric = await new SignJWT({ scope: 'write' }).setProtectedHeader({ alg: 'HS256' }).setSubject(celina.accountId).setExpirationTime('1h').sign(Buffer.from('a'.repeat(32)));
    const mistyped = `${celina.token!.slice(0, -1)}${celina.token!.endsWith('A') ? 'B' : 'A'}`;
    for (const token of [forged, expired, unsigned, symmetric, mistyped, 'klp_', 'x', 'ą'.normalize('NFD').charAt(0), `${celina.token} x`]) {
      const answer = await world.nobody(token).get(contributions);
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
    }
    expectProblem(await world.nobody().send('GET', contributions, undefined, { authorization: 'Basic YTpi' }), 401, 'unauthenticated');
  });

  it('takes back a token, and it opens nothing any more', async () => {
    const { id, token } = granted(await celina.post('/v1/me/tokens', { name: 'krótki' }));
    const short = world.nobody(token);
    expect((await short.get('/v1/me')).status).toBe(200);
    granted(await celina.delete(`/v1/me/tokens/${id}`));
    // The gateway may remember an answer for five seconds.
    const untilMs = Date.now() + 8_000;
    let answer = await short.get('/v1/me');
    while (answer.status !== 401 && Date.now() < untilMs) answer = await short.get('/v1/me');
    expectProblem(answer, 401, 'unauthenticated');
  }, 15_000);

  it('writes with a token for reading', async () => {
    const { token } = granted(await celina.post('/v1/me/tokens', { name: 'czytanie', scopes: ['read'] }));
    const reader = world.nobody(token);
    expect((await reader.get(contributions)).status).toBe(200);
    expectProblem(await reader.post(contributions, good()), 403, 'forbidden');
  });

  it('is answered in Polish when she asks for it', async () => {
    const polish = await celina.post(contributions, {}, { 'accept-language': 'de, pl;q=0.8, en;q=0.5' });
    expect(polish.body.title).toBe('Nie można odczytać żądania');
    expect((await celina.post(contributions, {}, { 'accept-language': 'en-GB' })).body.title).toBe('The request cannot be read');
  });
});
