import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  compareAgreementVersions, leaveInitiative, listPartners, proposeAgreement, readAgreementPdf, readAgreementVersion, readCanonicalAgreement, readInitiative, signAgreement, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, standIn, Testbed, textOfPdf } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { Foundation1763800000000 } from './1763800000000-foundation.js';
import { Goals1766000000000 } from './1766000000000-goals.js';
import { Tasks1766000000001 } from './1766000000001-tasks.js';

/** Initiatives of two clusters from before agreements had terms become those of this version. */
describe('initiatives of the first version', () => {
  let bed: Testbed;
  let [anna, bartek]: (Caller | undefined)[] = [];
  const [cluster, other] = [newId(), newId()] as [string, string];
  const since = '2026-01-05T23:30:00.000Z';
  const [one, two] = [newId(), newId()] as [string, string];
  const ids = { running: newId(), forming: newId(), elsewhere: newId() };
  const text = 'Pracujemy razem.\nZażółć gęślą jaźń.';
  const sha256 = createHash('sha256').update(text).digest('hex');
  const here = (initiativeId: string) => ({ clusterId: cluster, initiativeId });

  beforeAll(async () => {
    bed = await Testbed.start();
    [anna, bartek] = [bed.person(), bed.person()];
    await bed.database.migrate('initiatives', [Foundation1763800000000, Goals1766000000000, Tasks1766000000001]);
    const runtime = await bed.sql('initiatives');
    const enter = (clusterId: string) => runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    const begun = async (id: string, clusterId: string, state: string, signers: readonly string[], versions = 1) => {
      await runtime.query(`INSERT INTO initiative (id, version, cluster_id, title, summary, novelty, state, brought_by, created_at, started_at) VALUES ($1, 9, $2, 'Ogród', 'Wspólny ogród', 'Razem', $3, $4, $5, $6)`, [id, clusterId, state, one, since, state === 'running' ? since : null]);
      for (const [index, memberId] of [one, two].entries()) await runtime.query('INSERT INTO initiative_partner (initiative_id, cluster_id, member_id, place, coordinator, joined_at) VALUES ($1, $2, $3, $4, $5, $6)', [id, clusterId, memberId, index + 1, index === 0, since]);
      for (let number = 1; number <= versions; number += 1) await runtime.query('INSERT INTO agreement_version (initiative_id, cluster_id, number, text, text_sha256, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [id, clusterId, number, text, sha256, one, since]);
      for (const memberId of signers) await runtime.query('INSERT INTO agreement_signature (initiative_id, cluster_id, number, member_id, text_sha256, signed_at) VALUES ($1, $2, 1, $3, $4, $5)', [id, clusterId, memberId, sha256, since]);
    };
    await enter(cluster);
    for (const [person, memberId, name] of [[anna!, one, null], [bartek!, two, 'Szkoła Żółta']] as const) {
      const partyId = newId();
      await runtime.query(`INSERT INTO directory_member VALUES ($1, $2, $3, $4, 'admitted', $5)`, [memberId, cluster, partyId, name, since]);
      await runtime.query(`INSERT INTO directory_mandate (id, party_id, account_id, scopes, valid_from) VALUES ($1, $2, $3, '{represent,contribute,read}', $4)`, [newId(), partyId, person.accountId, since]);
    }
    await begun(ids.running, cluster, 'running', [one, two], 2);
    await begun(ids.forming, cluster, 'forming', [one]);
    await enter(other);
    await begun(ids.elsewhere, other, 'running', [one, two]);
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives);
  }, 60_000);

  afterAll(() => bed.stop());

  it('have the partners that they had, each at home in its cluster', async () => {
    expect((await anna!.get(listPartners, here(ids.running))).items).toMatchObject([
      { memberId: one, name: null, homeClusterId: cluster, state: 'partner', coordinator: true, leavesOn: null, leftAt: null, reason: null }, { memberId: two, name: 'Szkoła Żółta', homeClusterId: cluster, state: 'partner', coordinator: false },
    ]);
    expect(await bed.rows('SELECT home_cluster_id AS home FROM initiatives.initiative_partner WHERE initiative_id = $1', [ids.elsewhere])).toEqual([{ home: other }, { home: other }]);
  });

  it('have the agreement in force that all of them had signed, and no other', async () => {
    expect(await bed.rows('SELECT initiative_id AS id, number FROM initiatives.agreement_in_force ORDER BY initiative_id', [])).toEqual([ids.running, ids.elsewhere].toSorted().map((id) => ({ id, number: 1 })));
    expect(await anna!.get(readAgreementVersion, { ...here(ids.running), number: 1 })).toMatchObject({
      text, sha256, signatories: [one, two], missing: [], inForce: true, inForceSince: since, signatures: [{ mandateId: null }, { mandateId: null }],
      terms: { purpose: 'Wspólny ogród', from: '2026-01-06', until: null, partners: [{ memberId: one, tasks: [] }, { memberId: two }], keys: { costs: { method: 'equal' } }, leaving: { noticeDays: 30, how: null } },
    });
    expect(await anna!.get(readInitiative, here(ids.running))).toMatchObject({ state: 'running', closingAt: null, endedAt: null, reason: null });
  });

  it('are signed by the hash of their text: the bytes are the text', async () => {
    const document = await anna!.get(readCanonicalAgreement, { ...here(ids.running), number: 1 });
    expect(document).toEqual({ mediaType: 'text/plain', fileName: 'agreement-1.txt', encoding: 'utf8', content: text });
    expect(createHash('sha256').update(document.content).digest('hex')).toBe(sha256);
    expect(textOfPdf(Buffer.from((await anna!.get(readAgreementPdf, { ...here(ids.running), number: 1 })).content, 'base64'))).toContain('samego tekstu porozumienia');
  });

  it('go on: what waited to be signed is signed and started, what runs is amended', async () => {
    expect(await bartek!.get(signAgreement, { ...here(ids.forming), number: 1, sha256 })).toMatchObject({ inForce: true, signatures: [{ mandateId: null }, { mandateId: expect.any(String) }] });
    expect(await anna!.get(startInitiative, here(ids.forming))).toMatchObject({ state: 'running' });
    const amendment = await anna!.get(proposeAgreement, { ...here(ids.running), text });
    expect(amendment).toMatchObject({ number: 3, inForce: false });
    for (const person of [anna!, bartek!]) await person.get(signAgreement, { ...here(ids.running), number: 3, sha256: amendment.sha256 });
    expect(await anna!.get(readCanonicalAgreement, { ...here(ids.running), number: 3 })).toMatchObject({ mediaType: 'application/json' });
    expect(await anna!.get(compareAgreementVersions, { ...here(ids.running), number: 3, from: 1 })).toMatchObject({ terms: [{ term: '/from', from: '2026-01-06' }], text: [{ change: 'kept', text }] });
    expect(await anna!.call(signAgreement, { ...here(ids.running), number: 2, sha256 })).toMatchObject({ refused: 'agreement-version-outdated' });
    expect(await bartek!.get(leaveInitiative, { ...here(ids.running), memberId: two })).toMatchObject({ state: 'leaving' });
  });

  it('stay under row security, and what was agreed stays append-only', async () => {
    for (const table of ['initiative', 'initiative_partner', 'agreement_version', 'agreement_signature', 'agreement_in_force', 'directory_member']) {
      expect([table, await bed.rows('SELECT relrowsecurity AND relforcerowsecurity AS guarded FROM pg_class WHERE oid = $1::regclass', [`initiatives.${table}`])]).toEqual([table, [{ guarded: true }]]);
    }
    for (const table of ['agreement_version', 'agreement_signature', 'agreement_in_force']) await expect(bed.rows(`DELETE FROM initiatives.${table}`)).rejects.toThrow('append-only');
  });
});
