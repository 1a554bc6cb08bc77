import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** The manners of API.md: writing safely, reading cheaply. */
describe('a client with manners', () => {
  let world: World;
  let ela: Person;
  let feliks: Person;
  let cluster: Json;
  let receiver: string;
  let contributions: string;

  beforeAll(async () => {
    world = await startWorld();
    [ela, feliks] = await Promise.all([world.person('Ela'), world.person('Feliks')]);
    cluster = await world.cluster('Dobre Maniery');
    await world.join(ela, cluster, 'Stowarzyszenie Manier');
    receiver = await world.join(feliks, cluster, 'Parafia');
    contributions = `/v1/clusters/${cluster.id}/contributions`;
  });

  afterAll(() => world.stop());

  const given = (value = '1') => ({ receiver: { memberId: receiver }, category: 'tutoring', quantity: { value, unit: 'h' }, givenOn: '2026-01-15' });
  const slugOf = ({ body }: Answer) => String(body.type).split('/').at(-1);

  it('repeats a request under its key: the same answer, done once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await ela.post(contributions, given(), key);
    const again = await ela.post(contributions, given(), key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    expect(again.text).toBe(first.text);
    for (const header of ['location', 'etag']) expect(again.headers[header]).toBe(first.headers[header]);
  });

  it('repeats it twenty times at once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ela.post(contributions, given('3'), key)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === undefined)).toHaveLength(1);
  });

  it('is told when a key stands for something else', async () => {
    const key = { 'idempotency-key': randomUUID() };
    granted(await ela.post(contributions, given(), key));
    const other = await ela.post(contributions, given('2'), key);
    expect([other.status, slugOf(other)]).toEqual([422, 'idempotency-key-reused']);
    expect((await feliks.post(contributions, { ...given('2'), giver: receiver, receiver: { memberId: receiver } }, key)).status).toBe(422);
  });

  it('signs up under the same key as a stranger did, and neither learns of the other', async () => {
    const key = { 'idempotency-key': 'sign-up-1' };
    const form = (email: string) => ({ email, password: 'bardzo tajne hasło 42', name: 'Gość' });
    const [one, two] = [`${randomUUID()}@example.org`, `${randomUUID()}@example.org`];
    const first = await world.nobody().post('/v1/accounts', form(one), key);
    const second = await world.nobody().post('/v1/accounts', form(two), key);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.email).toBe(two);
  });

  it('names the version that it changes', async () => {
    const party = granted(await ela.post('/v1/parties', { kind: 'group', sphere: 'social', name: 'Grupa', municipality: 'Łódź' }));
    const path = `/v1/parties/${party.id}`;
    const read = await ela.get(path);
    expect(read.headers['etag']).toBe(`"${party.version}"`);
    const without = await ela.patch(path, { name: 'Grupa B' });
    expect([without.status, slugOf(without)]).toEqual([428, 'version-required']);
    const changed = await ela.patch(path, { name: 'Grupa B' }, { 'if-match': read.headers['etag']! });
    expect([changed.status, changed.headers['etag'], changed.body.name]).toEqual([200, `"${party.version + 1}"`, 'Grupa B']);
    const stale = await ela.patch(path, { name: 'Grupa C' }, { 'if-match': read.headers['etag']! });
    expect([stale.status, slugOf(stale)]).toEqual([412, 'stale-version']);
    expect(granted(await ela.get(path)).name).toBe('Grupa B');
  });

  it('changes something at the same moment as ten others: one is done, the rest hear of it', async () => {
    const party = granted(await ela.post('/v1/parties', { kind: 'group', sphere: 'social', name: 'Wyścig', municipality: 'Łódź' }));
    const answers = await Promise.all(Array.from({ length: 10 }, (_, turn) => ela.patch(`/v1/parties/${party.id}`, { name: `Wyścig ${turn}` }, { 'if-match': `"${party.version}"` })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    expect(granted(await ela.get(`/v1/parties/${party.id}`)).version).toBe(party.version + 1);
  });

  it('confirms one contribution forty times at once: one is done', async () => {
    const { id } = granted(await ela.post(contributions, given()));
    const answers = await Promise.all(Array.from({ length: 40 }, () => feliks.post(`${contributions}/${id}/confirmation`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.filter(({ status }) => status !== 200).map((answer) => `${answer.status} ${slugOf(answer)}`))).toEqual(new Set(['409 already-settled']));
  });

  it('reads again only what has changed', async () => {
    for (const path of [contributions, '/v1/federation', '/v1/categories', `/v1/clusters/${cluster.id}`, `/v1/clusters/${cluster.id}/seats`]) {
      const first = await ela.get(path);
      const tag = first.headers['etag']!;
      expect(tag).toMatch(/^(W\/)?"[^"]+"$/);
      const again = await ela.get(path, { 'if-none-match': `"other", ${tag}` });
      expect([again.status, again.text, again.headers['etag']]).toEqual([304, '', tag]);
      expect((await ela.get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    }
    const before = (await ela.get(contributions)).headers['etag']!;
    granted(await ela.post(contributions, given('7')));
    expect((await ela.get(contributions, { 'if-none-match': before })).status).toBe(200);
  });

  it('pages through everything once, whatever is added meanwhile', async () => {
    const seen: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) granted(await ela.post(contributions, given(`${turn + 1}`)));
    let path: string | undefined = `${contributions}?limit=5`;
    while (path) {
      const { items, nextCursor }: Json = granted(await ela.get(path));
      seen.push(...items.map(({ id }: Json) => id));
      granted(await ela.post(contributions, given('9')));
      path = nextCursor ? `${contributions}?limit=5&cursor=${nextCursor}` : undefined;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted().toReversed());
    const all = granted(await ela.get(`${contributions}?limit=200`)).items.map(({ id }: Json) => id) as string[];
    expect(all.filter((id) => id <= seen[0]!)).toEqual(seen);
  });

  it('filters by fields', async () => {
    const { items } = granted(await ela.get(`${contributions}?kind=human&state=recorded&giver=${receiver}`));
    expect(items).toEqual([]);
    for (const { state } of granted(await ela.get(`${contributions}?state=confirmed`)).items) expect(state).toBe('confirmed');
  });

  it('says for whom it acts, where it could be several', async () => {
    const second = await world.join(ela, cluster, 'Drugie Stowarzyszenie');
    await world.settle();
    const unsaid = await ela.post(contributions, given());
    expect([unsaid.status, slugOf(unsaid)]).toEqual([403, 'choose-member']);
    const said = await ela.post(contributions, given(), { 'klaster-acting-for': second });
    expect([said.status, said.body.giver]).toEqual([201, second]);
    const foreign = await ela.post(contributions, given(), { 'klaster-acting-for': receiver });
    expect([foreign.status, slugOf(foreign)]).toEqual([403, 'forbidden']);
  });

  it('is told of its limits, and nobody may keep or frame what it reads', async () => {
    const { headers } = await ela.get('/v1/me');
    expect(headers['ratelimit']).toMatch(/^"default";r=\d+;t=\d+$/);
    expect(headers['ratelimit-policy']).toMatch(/^"default";q=\d+;w=60$/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'cache-control': 'private, no-cache' });
    expect(headers['x-powered-by']).toBeUndefined();
  });

  it('finds each problem explained where its type points', async () => {
    const { body } = await ela.get(`${contributions}/not-an-id`);
    const page = await fetch(body.type);
    expect(page.status).toBe(200);
    expect(await page.json()).toMatchObject({ status: 400, title: body.title });
  });
});
