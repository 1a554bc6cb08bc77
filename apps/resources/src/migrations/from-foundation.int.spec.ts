import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { confirmContribution, listContributions, readContribution } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, eventually, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Foundation1763800000000 } from './1763800000000-foundation.js';

/** Contributions of the first version, of two clusters, become those of this version. */
describe('data of the first version', () => {
  let bed: Testbed;
  let person: Caller;
  const since = '2026-01-05T09:00:00.000Z';
  const [cluster, other] = [newId(), newId()] as [string, string];
  const [giver, receiver, initiative] = [newId(), newId(), newId()] as [string, string, string];
  const entries = { waiting: newId(), confirmed: newId(), voided: newId(), knowledge: newId(), hall: newId(), elsewhere: newId() };

  beforeAll(async () => {
    bed = await Testbed.start();
    person = bed.person();
    await bed.database.migrate('resources', [Foundation1763800000000]);
    const runtime = await bed.sql('resources');
    const enter = (clusterId: string) => runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    const entry = (id: string, clusterId: string, fields: Record<string, unknown> = {}) => {
      const all = {
        id, version: 1, cluster_id: clusterId, kind: 'human', category: 'volunteering', quantity: '{"value": "2.5", "unit": "h"}', amount: null, giver, receiver: JSON.stringify({ memberId: receiver }), given_on: '2026-01-04',
        evidence: '[]', state: 'recorded', recorded_by: giver, recorded_at: since, confirmed_by: null, confirmed_at: null, ...fields,
      };
      return runtime.query(`INSERT INTO contribution (${Object.keys(all).join(', ')}) VALUES (${Object.keys(all).map((_, index) => `$${index + 1}`).join(', ')})`, Object.values(all));
    };
    const parties = [newId(), newId()];
    await runtime.query(`INSERT INTO directory_mandate (id, party_id, account_id, scopes, valid_from) VALUES ($1, $2, $3, '{represent,contribute,read}', $4)`, [newId(), parties[1], person.accountId, since]);
    await enter(cluster);
    for (const [index, id] of [giver, receiver].entries()) await runtime.query(`INSERT INTO directory_member VALUES ($1, $2, $3, 'Podmiot', 'admitted', $4)`, [id, cluster, parties[index], since]);
    const document = { name: 'lista.pdf', sha256: 'a'.repeat(64) };
    await entry(entries.waiting, cluster, { evidence: JSON.stringify([document, document]) });
    await entry(entries.confirmed, cluster, { kind: 'financial', category: 'money', quantity: null, amount: '{"amountMinor": 100, "currency": "PLN"}', receiver: JSON.stringify({ initiativeId: initiative }), state: 'confirmed', confirmed_by: receiver, confirmed_at: since, version: 2 });
    await entry(entries.voided, cluster, { state: 'voided', version: 2 });
    await entry(entries.knowledge, cluster, { kind: 'informational', category: 'training-materials', quantity: '{"value": "1", "unit": "piece"}' });
    await entry(entries.hall, cluster, { kind: 'material', category: 'hall', quantity: '{"value": "1", "unit": "day"}' });
    await enter(other);
    await runtime.query(`INSERT INTO directory_member VALUES ($1, $2, $3, 'Podmiot', 'admitted', $4)`, [newId(), other, newId(), since]);
    await entry(entries.elsewhere, other);
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources);
  });

  afterAll(() => bed.stop());

  const read = (contributionId: string) => person.get(readContribution, { clusterId: cluster, contributionId });

  it('says what was done with what was given', async () => {
    const all = await bed.rows<{ id: string; action: string }>('SELECT id, action FROM resources.contribution');
    expect(Object.fromEntries(all.map(({ id, action }) => [id, action]))).toEqual({
      [entries.waiting]: 'work', [entries.confirmed]: 'transfer', [entries.voided]: 'work', [entries.knowledge]: 'copy', [entries.hall]: 'use', [entries.elsewhere]: 'work',
    });
  });

  it('is found by who received it', async () => {
    expect((await person.get(listContributions, { clusterId: cluster, initiativeId: initiative })).items.map(({ id }) => id)).toEqual([entries.confirmed]);
    expect((await person.get(listContributions, { clusterId: cluster, memberId: receiver, state: 'recorded' })).items).toHaveLength(3);
  });

  it('knows which documents show it', async () => {
    expect(await bed.rows('SELECT cluster_id, contribution_id FROM resources.contribution_evidence')).toEqual([{ cluster_id: cluster, contribution_id: entries.waiting }]);
  });

  it('waits for the other side as before, and for silence from now on, in each cluster', async () => {
    const { confirmBy } = await read(entries.waiting);
    const daysAhead = (Date.parse(confirmBy!) - Date.parse(bed.clock.now())) / 86_400_000;
    expect(daysAhead).toBeGreaterThan(13.9);
    expect(daysAhead).toBeLessThanOrEqual(15.1);
    expect(await read(entries.confirmed)).toMatchObject({ state: 'confirmed', confirmBy: null, bySilence: false });
    expect(await person.get(confirmContribution, { clusterId: cluster, contributionId: entries.hall })).toMatchObject({ state: 'confirmed', confirmedBy: receiver });
    await eventually(async () => ((await bed.rows(`SELECT FROM resources.timer WHERE name = 'confirm-by-silence' AND due_at > now()`)).length === 2 ? true : undefined), () => 'not both clusters have been looked at');
    expect(await read(entries.waiting)).toMatchObject({ state: 'recorded' });
    bed.clock.turn({ days: 16 });
    const silent = () => bed.rows<{ id: string }>('SELECT id FROM resources.contribution WHERE by_silence');
    await eventually(async () => ((await silent()).length === 3 ? true : undefined), () => 'silence has not confirmed');
    expect((await silent()).map(({ id }) => id).toSorted()).toEqual([entries.waiting, entries.knowledge, entries.elsewhere].toSorted());
  });

  it('stays under row security', async () => {
    for (const table of ['contribution', 'directory_member', 'timer', 'contribution_evidence', 'remark']) {
      expect([table, await bed.rows('SELECT relrowsecurity AND relforcerowsecurity AS guarded FROM pg_class WHERE oid = $1::regclass', [`resources.${table}`])]).toEqual([table, [{ guarded: true }]]);
    }
  });
});
