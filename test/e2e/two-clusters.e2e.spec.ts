import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allOperations, fillPath, serviceNames } from '@klaster/contracts';
import { granted, type Json, type Person, startWorld, type World } from '../world/world.ts';

/** Words that stand in the other cluster's things and nowhere else. */
const canary = 'kanarekzatorski';

/** Two clusters of one federation: what is in the one is not seen from the other. */
describe('what Gosia keeps at her own table', () => {
  let world: World;
  let gosia: Person;
  let henryk: Person;
  let hers: Json;
  let his: Json;
  let theirs: Record<string, string>;

  beforeAll(async () => {
    world = await startWorld();
    let irena: Person;
    [gosia, irena, henryk] = await Promise.all([world.person('Gosia'), world.person('Irena'), world.person('Henryk')]);
    hers = await world.cluster('Zator');
    his = await world.cluster('Wyspa');
    const fields = { kind: 'person', name: `Gosia ${canary}` };
    const memberId = await world.join(gosia, hers, `Gosia ${canary}`, fields);
    const other = await world.join(irena, hers, `Irena ${canary}`, { ...fields, name: `Irena ${canary}` });
    await world.join(henryk, his, 'Wyspiarze');
    const initiative = await world.initiative({ cluster: hers, title: `Młyn ${canary}`, partners: [gosia, irena], agreement: `Umowa ${canary}` });
    const base = `/v1/clusters/${hers.id}`;
    const contribution = granted(
      await gosia.post(`${base}/contributions`, { receiver: { memberId: other }, category: 'tutoring', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15', description: canary }, { 'idempotency-key': `k-${canary}` }),
    );
    granted(await irena.post(`${base}/contributions/${contribution.id}/confirmation`));
    await world.settle();
    const [party] = granted(await gosia.get('/v1/me/memberships')).items;
    theirs = { memberId, initiativeId: initiative.id, contributionId: contribution.id, partyId: party.partyId, number: '1' };
  });

  afterAll(() => world.stop());

  // What is new in an initiative that runs is told to the whole federation, under its title.
  const told = 'initiatives.experience.search';
  const reads = [...allOperations.values()].filter(({ name, http }) => http?.method === 'GET' && name !== told);

  it('is there for herself', async () => {
    expect((await gosia.get(`/v1/clusters/${hers.id}/contributions/${theirs['contributionId']}`)).text).toContain(canary);
    expect((await gosia.get(`/v1/clusters/${hers.id}/members`)).text).toContain(canary);
    expect((await gosia.get(`/v1/clusters/${hers.id}/register/entries?limit=200`)).text).toContain(canary);
  });

  it.each(reads.map((operation) => [operation.name, operation] as const))('is in no answer to Henryk, nor to nobody: %s', async (_, operation) => {
    const path = operation.http!.path;
    const ids = { clusterId: hers.id, subject: theirs['contributionId'], tokenId: theirs['memberId'], ...theirs };
    const addresses = [fillPath(path, ids), fillPath(path, { ...ids, clusterId: his.id })];
    for (const address of new Set(addresses)) {
      const filtered = 'limit' in operation.request.shape ? [address, `${address}?limit=200`] : [address];
      for (const query of filtered) {
        for (const reader of [henryk, world.nobody()]) {
          const answer = await reader.get(query);
          expect(answer.status).toBeLessThan(500);
          expect(answer.text).not.toContain(canary);
        }
      }
    }
  });

  it('does not answer to how Henryk asks: filters, and acting for somebody of hers', async () => {
    for (const query of [`initiativeId=${theirs['initiativeId']}`, `giver=${theirs['memberId']}`]) {
      expect(granted(await henryk.get(`/v1/clusters/${his.id}/contributions?${query}`)).items).toEqual([]);
    }
    const answer = await henryk.get(`/v1/clusters/${hers.id}/contributions`, { 'klaster-acting-for': theirs['memberId']! });
    expect([answer.status, answer.text.includes(canary)]).toEqual([403, false]);
  });

  it('cannot be touched by Henryk through his own cluster', async () => {
    const base = `/v1/clusters/${his.id}`;
    const attempts = [
      await henryk.post(`${base}/contributions/${theirs['contributionId']}/confirmation`),
      await henryk.post(`${base}/contributions/${theirs['contributionId']}/reversal`, { reason: 'x' }),
      await henryk.post(`${base}/initiatives/${theirs['initiativeId']}/partners`),
      await henryk.post(`${base}/members/${theirs['memberId']}/admission`, { acceptsCharter: true }),
    ];
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const toHers = await henryk.post(`${base}/contributions`, { receiver: { memberId: theirs['memberId'] }, category: 'tutoring', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' });
    expect([toHers.status, toHers.text.includes(canary)]).toEqual([422, false]);
  });

  it.each(serviceNames)('is not seen by SQL in the role of %s while his cluster is entered, nor while none is', async (service) => {
    const admin = await world.sql('postgres');
    const { rows: tables } = await admin.query<{ name: string }>(
      `SELECT quote_ident(relname) AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'v', 'p') AND has_table_privilege($1, oid, 'SELECT')`,
      [service],
    );
    const client = await world.sql(service);
    for (const clusterId of [his.id, '']) {
      for (const account of [henryk.accountId, '']) {
        await client.query('BEGIN');
        await client.query(`SELECT set_config('klaster.cluster', $1, true), set_config('klaster.account', $2, true)`, [clusterId, account]);
        for (const { name } of tables) {
          // What belongs to the federation is seen by every cluster's services: parties and the mandates for them.
          if (service === 'membership' && name === 'party') continue;
          const { rows } = await client.query(`SELECT t::text AS shown FROM ${name} t WHERE t::text LIKE '%${canary}%' OR t::text LIKE '%${theirs['contributionId']}%' LIMIT 1`);
          expect({ service, table: name, rows }).toEqual({ service, table: name, rows: [] });
        }
        await client.query('ROLLBACK');
      }
    }
  });

  it.each(serviceNames)('is not read by the role of %s in another service’s schema', async (service) => {
    const client = await world.sql(service);
    for (const other of serviceNames.filter((name) => name !== service)) {
      await expect(client.query(`SELECT * FROM ${other}.journal`)).rejects.toThrow(/permission denied/);
    }
  });
});
