import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@klaster/contracts';
import { granted, sha256, startWorld, type World } from '../world/world.ts';

/** Secrets are shown once and kept as hashes; what is hashed fast is random. */
describe('the secrets of Jadwiga', () => {
  let world: World;
  const password = `hasło-${randomUUID()}`;
  const email = `jadwiga.${randomUUID()}@example.org`;
  let token: string;

  beforeAll(async () => {
    world = await startWorld();
    const form = { email, password, name: 'Jadwiga Sekretna' };
    granted(await world.nobody().post('/v1/accounts', form, { 'idempotency-key': randomUUID() }));
    const jadwiga = await world.person('Jadwiga');
    ({ token } = granted(await jadwiga.post('/v1/me/tokens', { name: 'tajny' }, { 'idempotency-key': randomUUID() })));
    await world.settle();
  });

  afterAll(() => world.stop());

  /** Every row of every table, as the superuser reads it. */
  const everything = async function* () {
    const admin = await world.sql('postgres');
    const { rows: tables } = await admin.query<{ name: string }>(
      `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text = ANY ($1)`, [serviceNames],
    );
    for (const { name } of tables) {
      const { rows } = await admin.query<{ shown: string }>(`SELECT t::text AS shown FROM ${name} t`);
      for (const { shown } of rows) yield { table: name, shown };
    }
  };
  const tablesWith = async (secret: string) => {
    const found = new Set<string>();
    for await (const { table, shown } of everything()) if (shown.includes(secret)) found.add(table);
    return [...found];
  };

  it('are in no table: not the token', async () => expect(await tablesWith(token)).toEqual([]));

  it('are in no table: not the password', async () => expect(await tablesWith(password)).toEqual([]));

  it('are in no table: no fast hash over the password, from which it could be guessed', async () => {
    const { createHash } = await import('node:crypto');
    const request = { email, password, name: 'Jadwiga Sekretna', locale: 'pl' };
    const fast = createHash('sha256').update(`identity.accounts.create\n${JSON.stringify(request)}`).digest('base64url');
    expect(await tablesWith(fast)).toEqual([]);
    expect(await tablesWith(sha256(password))).toEqual([]);
  });

  it('stay in identity: no other service knows the address or the name', async () => {
    for (const text of [email, 'Jadwiga Sekretna']) {
      expect((await tablesWith(text)).filter((table) => !table.startsWith('identity.'))).toEqual([]);
    }
  });

  it('are in no event of identity', async () => {
    const admin = await world.sql('postgres');
    const { rows } = await admin.query(`SELECT 1 FROM identity.journal WHERE envelope LIKE $1 OR envelope LIKE $2`, [`%${email}%`, '%Jadwiga%']);
    expect(rows).toEqual([]);
  });

  it('are in no log', () => {
    const home = process.env['KLASTER_TEST_HOME'] ?? world.platform?.home ?? '';
    const logs = join(home, 'logs');
    for (const file of readdirSync(logs)) {
      const text = readFileSync(join(logs, file), 'utf8');
      for (const secret of [token, password, email]) expect({ file, leaks: text.includes(secret) }).toEqual({ file, leaks: false });
    }
  });
});
