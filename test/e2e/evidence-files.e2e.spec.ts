import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mostFileBytes } from '@klaster/contracts';
import { type Answer, granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const slugOf = ({ status, body }: Answer) => [status, String(body.type).split('/').at(-1)];

/** A page that says something, as small as a PDF can be; with bytes in it that are no text. */
const invoice = (number: string, size = 0) =>
  Buffer.concat([Buffer.from(`%PDF-1.4\n%\u00e2\u00e3\n1 0 obj << /Type /Catalog /Title (Faktura ${number}) >> endobj\n`, 'latin1'), randomBytes(size), Buffer.from('\ntrailer << /Root 1 0 R >>\n%%EOF\n')]);

/** Celina has bread delivered, and shows by the baker's invoice what it cost. */
describe('Celina shows an invoice', () => {
  let world: World;
  let celina: Person;
  let darek: Person;
  let stranger: Person;
  let cluster: Json;
  let donor: string;
  let files: string;
  let kept: Json;
  const bytes = invoice('7/2026', 60_000);
  const sha256 = hashOf(bytes);

  beforeAll(async () => {
    world = await startWorld();
    [celina, darek, stranger] = (await Promise.all(['Celina Piekarz', 'Darek Sąsiad', 'Obca Osoba'].map((name) => world.person(name)))) as [Person, Person, Person];
    const elsewhere = await world.cluster('Gdzie indziej');
    cluster = await world.cluster('Ciepły Chleb');
    donor = await world.join(celina, cluster, 'Stowarzyszenie Chleb');
    await world.join(darek, cluster, 'Koło Sąsiedzkie');
    await world.join(stranger, elsewhere, 'Podmiot skądinąd');
    await world.settle();
    files = `/v1/clusters/${cluster.id}/files`;
  });
  afterAll(() => world.stop());

  const send = (person: Person, content: Uint8Array, name = 'Faktura nr 7 – Łódź.pdf', headers: Record<string, string> = {}) =>
    person.send('POST', `${files}?name=${encodeURIComponent(name)}`, content, { 'content-type': 'application/pdf', ...headers });
  const fetched = (person: Person, hash = sha256, headers: Record<string, string> = {}) => person.get(`${files}/${hash}/content`, headers);
  const onDisk = (hash: string) => join(readHome(), 'files', hash.slice(0, 2), hash);
  const readHome = () => world.platform?.home ?? process.env['KLASTER_TEST_HOME']!;

  it('sends it, once, however often she sends it', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const answer = await send(celina, bytes, undefined, key);
    expect([answer.status, answer.headers['location']]).toEqual([201, `${files}/${sha256}`]);
    kept = answer.body;
    expect(kept).toEqual({ sha256, clusterId: cluster.id, name: 'Faktura nr 7 – Łódź.pdf', size: bytes.length, mediaType: 'application/pdf', keptBy: donor, keptAt: expect.any(String) });
    const again = await send(celina, bytes, undefined, key);
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', kept]);
    expect(slugOf(await send(celina, invoice('8/2026'), undefined, key))).toEqual([422, 'idempotency-key-reused']);
    expect((await send(celina, bytes)).body).toEqual(kept);
    expect(granted(await celina.get(answer.headers['location']!))).toEqual(kept);
    expect(granted(await celina.get(files)).items).toEqual([kept]);
    expect(readFileSync(onDisk(sha256)).equals(bytes)).toBe(true);
  });

  it('reads it herself; until it shows something, nobody else does', async () => {
    expect((await fetched(celina)).bytes.equals(bytes)).toBe(true);
    expect(slugOf(await fetched(darek))).toEqual([404, 'not-found']);
    expect(slugOf(await darek.get(`${files}/${sha256}`))).toEqual([404, 'not-found']);
    expect(granted(await darek.get(files)).items).toEqual([]);
  });

  it('is not named by its hash where all members read', async () => {
    await world.settle();
    const register = granted(await darek.get(`/v1/clusters/${cluster.id}/register/entries?limit=200`)).items as Json[];
    expect(register.map(({ type }) => type)).toContain('resources.file.kept.v1');
    expect(JSON.stringify(register)).not.toContain(sha256);
  });

  it('names it as evidence of what was given: then every member of the cluster reads the same bytes, and nobody else', async () => {
    const initiative = await world.initiative({ cluster, title: 'Chleb dla sąsiadów', partners: [celina, darek] });
    const recorded = granted(
      await celina.post(`/v1/clusters/${cluster.id}/contributions`, {
        receiver: { initiativeId: initiative.id }, category: 'donation', amount: { amountMinor: 12_345, currency: 'PLN' }, givenOn: '2026-01-15', evidence: [{ name: kept.name, sha256, size: kept.size }],
      }),
    );
    expect(recorded.evidence).toEqual([{ name: kept.name, sha256, size: bytes.length }]);
    const served = await fetched(darek);
    expect(served.bytes.equals(bytes)).toBe(true);
    expect(served.headers).toMatchObject({
      'content-type': 'application/pdf', 'content-length': String(bytes.length), etag: `"${sha256}"`, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff',
      'content-security-policy': `sandbox; default-src 'none'`, 'content-disposition': `attachment; filename="Faktura nr 7 _ Lodz.pdf"; filename*=UTF-8''${encodeURIComponent(kept.name)}`,
    });
    expect((await fetched(darek, sha256, { 'if-none-match': served.headers['etag']! })).status).toBe(304);
    expect(granted(await darek.get(`${files}/${sha256}`))).toEqual(kept);
    expect(slugOf(await fetched(stranger))).toEqual([403, 'forbidden']);
    expect(slugOf(await fetched(world.nobody()))).toEqual([401, 'unauthenticated']);
    expect(slugOf(await fetched(world.operator))).toEqual([403, 'forbidden']);
  });

  it('and what a payment out of the purse is shown by, the members read as well', async () => {
    const [purse] = granted(await celina.get(`/v1/clusters/${cluster.id}/purses`)).items as Json[];
    expect(purse).toBeUndefined();
    const { items } = granted(await celina.get(`/v1/clusters/${cluster.id}/contributions`));
    granted(await darek.post(`/v1/clusters/${cluster.id}/contributions/${items[0].id}/confirmation`));
    const [opened] = granted(await darek.get(`/v1/clusters/${cluster.id}/purses`)).items as Json[];
    const receipt = Buffer.from('Paragon: mąka, drożdże, sól. Razem 42,10 zł\n');
    granted(await send(darek, receipt, 'paragon.txt'));
    expect((await fetched(celina, hashOf(receipt))).status).toBe(404);
    granted(await darek.post(`/v1/clusters/${cluster.id}/purses/${opened.id}/payments`, { amountMinor: 4_210, payee: 'Młyn', purpose: 'Mąka', paidOn: '2026-01-16', evidence: [{ name: 'paragon.txt', sha256: hashOf(receipt) }] }));
    const served = await fetched(celina, hashOf(receipt));
    expect([served.text, served.headers['content-type']]).toEqual([receipt.toString(), 'text/plain; charset=utf-8']);
  });

  it('sends nothing that is not what it says, or too large', async () => {
    const page = Buffer.from('<!DOCTYPE html><script>alert(1)</script>');
    expect(slugOf(await send(celina, page, 'faktura.pdf'))).toEqual([415, 'file-type-refused']);
    const largest = invoice('9/2026', mostFileBytes - invoice('9/2026').length);
    expect(largest.length).toBe(mostFileBytes);
    expect(granted(await send(celina, largest))).toMatchObject({ size: mostFileBytes, sha256: hashOf(largest) });
    expect((await fetched(celina, hashOf(largest))).bytes.equals(largest)).toBe(true);
    const tooLarge = invoice('10/2026', mostFileBytes + 1 - invoice('10/2026').length);
    expect(slugOf(await send(celina, tooLarge))).toEqual([413, 'file-too-large']);
    for (const refused of [page, tooLarge]) expect(existsSync(onDisk(hashOf(refused)))).toBe(false);
    expect(readdirSync(join(readHome(), 'files', 'incoming'))).toEqual([]);
  }, 60_000);

  it('is never told that all is well where the bytes are gone, and may send them again', async () => {
    rmSync(onDisk(sha256));
    expect(slugOf(await fetched(darek))).toEqual([500, 'file-lost']);
    granted(await send(celina, bytes));
    expect((await fetched(darek)).bytes.equals(bytes)).toBe(true);
  });
});
