import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  compareAgreementVersions, joinInitiative, listAgreementVersions, proposeAgreement, readAgreementPdf, readAgreementVersion, readCanonicalAgreement, readInitiative, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed, textOfPdf } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import { admit, type Member } from '../testing/members.js';
import { Partnership } from '../testing/partnership.js';

/** Agreements in a service with two replicas: amendments, races for the last signature, what can be read of them. */
describe('agreements', () => {
  let bed: Testbed;
  let members: Member[];
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    members = await Promise.all(Array.from({ length: 10 }, () => admit(bed, clusterId)));
    await bed.settle();
  }, 60_000);

  afterAll(() => bed.stop());

  const some = (count: number) => members.slice(0, count);
  const told = (initiativeId: string, type: string) =>
    bed.rows<{ told: { memberId: string; number: number } }>(`SELECT envelope::jsonb -> 'data' AS told FROM initiatives.journal WHERE subject = $1 AND type LIKE $2 ORDER BY subject_version`, [initiativeId, `initiatives.${type}.%`]);
  const inForce = async (initiativeId: string) => (await bed.rows<{ number: number }>('SELECT number FROM initiatives.agreement_in_force WHERE initiative_id = $1 ORDER BY since, number', [initiativeId])).map(({ number }) => number);

  it('change who takes part, when all have signed and not before', async () => {
    const [one, two, three, four, five] = some(5) as [Member, Member, Member, Member, Member];
    const partnership = await Partnership.running(clusterId, [one, two, three], { leaving: { noticeDays: 14 } });
    for (const { person } of [four, five]) expect(await person.get(joinInitiative, partnership.here)).toMatchObject({ state: 'candidate' });
    expect(await partnership.leave(three)).toMatchObject({ state: 'leaving' });
    const amendment = await partnership.propose(four, [two, four]).catch((error: Error) => error.message);
    expect(amendment).toContain('not-partner');
    const version = await partnership.propose(two, [two, four]);
    expect(version).toMatchObject({ number: 2, signatories: [one, two, four].map(({ memberId }) => memberId), inForce: false });
    for (const other of [three, five]) expect(await partnership.sign(other, version)).toMatchObject({ refused: 'not-signatory' });
    await partnership.agree([one, four], version);
    expect(await partnership.states(one)).toEqual(['partner', 'partner', 'leaving', 'candidate', 'candidate']);
    expect(await partnership.agree([two], version)).toMatchObject({ inForce: true, missing: [], signatures: [{}, {}, {}] });
    expect((await partnership.partners(one)).map(({ state, coordinator }) => [state, coordinator])).toEqual([['left', false], ['partner', false], ['left', false], ['partner', false], ['candidate', false]]);
    expect((await told(partnership.initiativeId, 'partner.left')).map((row) => row.told)).toMatchObject([{ memberId: one.memberId, how: 'amendment', was: 'partner' }, { memberId: three.memberId, how: 'amendment', was: 'leaving' }]);
    expect((await told(partnership.initiativeId, 'partner.joined')).at(-1)!.told.memberId).toBe(four.memberId);
    expect(await bed.rows(`SELECT FROM initiatives.timer WHERE subject = $1`, [partnership.initiativeId])).toEqual([]);
    expect((await one.person.get(listAgreementVersions, partnership.here)).items.map((seen) => [seen.number, seen.inForce, seen.inForceSince !== null])).toEqual([[1, false, true], [2, true, true]]);
    expect(await one.person.call(proposeAgreement, { ...partnership.here, text: 'Ja też' })).toEqual({ refused: 'not-partner' });
  });

  it('that let a partner go do not bind it when it comes again: the work does not start before another names it', async () => {
    const [one, two, three] = some(3) as [Member, Member, Member];
    const partnership = await Partnership.forming(clusterId, [one, two, three]);
    await partnership.agree([one, two, three], await partnership.propose(one, [one, two]));
    expect(await partnership.states(one)).toEqual(['partner', 'partner', 'left']);
    await three.person.get(joinInitiative, partnership.here);
    expect(await one.person.call(startInitiative, partnership.here)).toEqual({ refused: 'no-agreement-in-force', parameters: { number: 1, missing: 'Podmiot' } });
    const second = await partnership.propose(one, [one, two, three]);
    await partnership.agree([one, two], second);
    expect(await one.person.call(startInitiative, partnership.here)).toEqual({ refused: 'no-agreement-in-force', parameters: { number: 2, missing: 'Podmiot' } });
    await partnership.agree([three], second);
    expect(await one.person.call(startInitiative, partnership.here)).toMatchObject({ state: 'running' });
  });

  it('are refused with what does not fit, each where it stands', async () => {
    const partnership = await Partnership.running(clusterId, some(2));
    const stranger = members[5]!.memberId;
    const terms = { purpose: 'Ogród', from: '2026-03-01', until: '2026-02-01', partners: [{ memberId: members[0]!.memberId }, { memberId: stranger }] };
    expect(await members[0]!.person.call(proposeAgreement, { ...partnership.here, text: 'x', terms })).toMatchObject({
      refused: 'terms-unfit', errors: [{ pointer: '/terms/partners/1/memberId', code: 'unknown-partner' }, { pointer: '/terms/until', code: 'before-beginning' }],
    });
  });

  it('signed by ten at once, everybody twice, are in force once, with one signature of each', async () => {
    const partnership = await Partnership.forming(clusterId, members);
    const version = await partnership.propose(members[3]!, members);
    const answers = await atOnce(20, (turn) => partnership.sign(members[turn % 10]!, version));
    expect(outcomes(answers)).toEqual({ granted: 10, 'already-signed': 10 });
    expect(answers.filter((answer) => !('refused' in answer) && answer.inForce)).toHaveLength(1);
    const seen = await members[0]!.person.get(readAgreementVersion, { ...partnership.here, number: 1 });
    expect(new Set(seen.signatures.map(({ memberId }) => memberId)).size).toBe(10);
    expect(seen.signatures.every(({ mandateId, sha256 }) => mandateId !== null && sha256 === version.sha256)).toBe(true);
    expect(await told(partnership.initiativeId, 'agreement.in-force')).toHaveLength(1);
  });

  it('of two that are completed at once one is in force, or the later after the earlier', async () => {
    const [one, two, three] = some(3) as [Member, Member, Member];
    for (let round = 0; round < 6; round += 1) {
      const partnership = await Partnership.running(clusterId, [one, two, three]);
      const [without, all] = [await partnership.propose(one, round % 2 ? [one, two] : [one, two, three]), await partnership.propose(two, [one, two, three])];
      for (const version of [without, all]) await partnership.agree([one, two], version);
      const answers = await Promise.all([partnership.sign(three, without), partnership.sign(three, all)]);
      const numbers = await inForce(partnership.initiativeId);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      const granted = outcomes(answers)['granted']!;
      expect(numbers).toHaveLength(1 + granted);
      // Where the earlier lets a partner go the later would have to be signed by others.
      if (round % 2) expect([granted, await partnership.states(one)]).toEqual([1, ['partner', 'partner', numbers.at(-1) === 2 ? 'left' : 'partner']]);
    }
  });

  it('are never in force without whoever joins at the same moment', async () => {
    const [one, two, three] = some(3) as [Member, Member, Member];
    for (let round = 0; round < 6; round += 1) {
      const partnership = await Partnership.forming(clusterId, [one, two]);
      const version = await partnership.propose(one, [one, two]);
      await partnership.agree([one], version);
      const [signed] = await Promise.all([partnership.sign(two, version), three.person.get(joinInitiative, partnership.here)]);
      const order = (await bed.rows<{ type: string }>(`SELECT type FROM initiatives.journal WHERE subject = $1 AND (type LIKE '%in-force%' OR type LIKE '%partner.joined%') ORDER BY subject_version`, [partnership.initiativeId])).map(({ type }) => type.includes('in-force'));
      expect(order).toEqual('refused' in signed ? [false, false, false] : [false, false, true, false]);
      if ('refused' in signed) expect(signed.refused).toBe('agreement-version-outdated');
      expect(await one.person.call(startInitiative, partnership.here)).toMatchObject({ refused: 'no-agreement-in-force' });
    }
  });

  it('never bind a candidate that takes its wish back, nor a partner that leaves, at the same moment', async () => {
    const [one, two, three] = some(3) as [Member, Member, Member];
    for (let round = 0; round < 6; round += 1) {
      const partnership = await Partnership.running(clusterId, [one, two]);
      await three.person.get(joinInitiative, partnership.here);
      const version = await partnership.propose(one, [one, two, three]);
      await partnership.agree([one, three], version);
      const goes = round % 2 ? three : two;
      const [signed, left] = await Promise.all([partnership.sign(two, version), partnership.leave(goes)]);
      expect(left).not.toHaveProperty('refused');
      const states = await partnership.states(one);
      if ('refused' in signed) expect([signed.refused, states]).toEqual(['agreement-version-outdated', ['partner', goes === two ? 'leaving' : 'partner', goes === three ? 'withdrawn' : 'candidate']]);
      else expect(states).toEqual(['partner', goes === two ? 'leaving' : 'partner', goes === three ? 'leaving' : 'partner']);
    }
  });

  it('proposed and signed at once by all keep every change, and the version counts each', async () => {
    const partnership = await Partnership.forming(clusterId, some(5));
    const first = await partnership.propose(members[0]!, some(5));
    await atOnce(10, (turn) => (turn % 2 ? partnership.sign(members[(turn - 1) / 2]!, first) : partnership.propose(members[turn / 2]!, some(5))));
    const { version } = await members[0]!.person.get(readInitiative, partnership.here);
    const versions = await bed.rows<{ at: number }>('SELECT subject_version AS at FROM initiatives.journal WHERE subject = $1 ORDER BY 1', [partnership.initiativeId]);
    expect(versions.map(({ at }) => at)).toEqual(Array.from({ length: version }, (_, index) => index + 1));
    expect((await members[0]!.person.get(listAgreementVersions, partnership.here)).items.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  describe('what can be read of them', () => {
    let partnership: Partnership;

    beforeAll(async () => {
      partnership = await Partnership.running(clusterId, some(2));
      await partnership.propose(members[1]!, some(2), { until: '2026-10-31', expectedBenefits: [{ kind: 'income', description: 'Plony „z działki”', quantity: { value: '2.50', unit: 'kg' } }] });
    });

    it('are the very bytes whose hash is signed', async () => {
      for (const number of [1, 2]) {
        const { terms, text, sha256 } = await members[2]!.person.get(readAgreementVersion, { ...partnership.here, number });
        const document = await members[2]!.person.get(readCanonicalAgreement, { ...partnership.here, number });
        expect(document).toMatchObject({ mediaType: 'application/json', encoding: 'utf8', fileName: `agreement-${number}.json` });
        expect(hash('sha256', document.content, 'hex')).toBe(sha256);
        expect(JSON.parse(document.content)).toEqual({ initiativeId: partnership.initiativeId, number, terms, text });
      }
    });

    it('is what a version changes', async () => {
      const compare = (request: object) => members[2]!.person.call(compareAgreementVersions, { ...partnership.here, number: 2, ...request });
      const changed = { from: 1, to: 2, terms: [{ term: '/until', from: null, to: '2026-10-31' }, { term: '/expectedBenefits/0', from: null, to: { quantity: { value: '2.5' } } }], text: [{ change: 'kept' }] };
      expect(await compare({})).toMatchObject(changed);
      expect(await compare({ from: 1 })).toMatchObject(changed);
      expect(await compare({ number: 1 })).toMatchObject({ from: 1, to: 1, terms: [] });
      for (const request of [{ number: 3 }, { from: 9 }]) expect(await compare(request)).toEqual({ refused: 'not-found' });
    });

    it('is a document, with who has signed', async () => {
      const pdf = await members[2]!.person.get(readAgreementPdf, { ...partnership.here, number: 1 });
      expect(pdf).toMatchObject({ mediaType: 'application/pdf', encoding: 'base64', fileName: 'porozumienie-1.pdf' });
      const text = textOfPdf(Buffer.from(pdf.content, 'base64'));
      expect(text).toContain('Obowiązuje od');
      expect(text).not.toContain('brak podpisu');
      const draft = textOfPdf(Buffer.from((await members[2]!.person.get(readAgreementPdf, { ...partnership.here, number: 2, language: 'en' })).content, 'base64'));
      for (const words of ['Draft: this version', 'not signed', 'Plony „z działki”']) expect(draft).toContain(words);
      expect(await members[2]!.person.call(readAgreementPdf, { ...partnership.here, number: 3 })).toEqual({ refused: 'not-found' });
      const { number } = await members[0]!.person.get(proposeAgreement, { ...partnership.here, text: 'a '.repeat(40_000) });
      expect(await members[2]!.person.call(readAgreementPdf, { ...partnership.here, number })).toEqual({ refused: 'agreement-too-long' });
    });
  });

  describe('the database', () => {
    it('puts no version into force that a signatory has not signed, nor one behind a later one, and lets nobody change what is', async () => {
      const partnership = await Partnership.running(clusterId, some(2));
      for (const _ of [2, 3]) await partnership.propose(members[0]!, some(2));
      await partnership.agree(some(1), { ...(await members[0]!.person.get(readAgreementVersion, { ...partnership.here, number: 2 })) });
      const sql = await bed.sql('initiatives');
      await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
      const force = (number: number) => sql.query('INSERT INTO agreement_in_force (initiative_id, cluster_id, number, since) VALUES ($1, $2, $3, now())', [partnership.initiativeId, clusterId, number]);
      await expect(force(2)).rejects.toMatchObject({ constraint: 'agreement_unsigned' });
      await expect(force(4)).rejects.toThrow('foreign key');
      for (const [number, signing] of [[3, some(2)], [2, members.slice(1, 2)]] as const) {
        const version = await members[0]!.person.get(readAgreementVersion, { ...partnership.here, number });
        for (const { memberId } of signing) {
          await sql.query('INSERT INTO agreement_signature (initiative_id, cluster_id, number, member_id, sha256, signed_at) VALUES ($1, $2, $3, $4, $5, now())', [partnership.initiativeId, clusterId, number, memberId, version.sha256]);
        }
      }
      await force(3);
      await expect(force(2)).rejects.toMatchObject({ constraint: 'agreement_outdated' });
      for (const change of [`UPDATE initiatives.agreement_in_force SET since = now()`, `DELETE FROM initiatives.agreement_in_force`, `UPDATE initiatives.agreement_version SET terms = '{}'`]) await expect(bed.rows(change)).rejects.toThrow('append-only');
    });

    it('keeps a version only with the hash of its canonical form', async () => {
      const partnership = await Partnership.forming(clusterId, some(1));
      const sql = await bed.sql('initiatives');
      await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
      await expect(
        sql.query(`INSERT INTO agreement_version (initiative_id, cluster_id, number, terms, text, canonical, sha256, signatories, proposed_by, proposed_at) VALUES ($1, $2, 1, '{}', 'x', 'x', $3, ARRAY[$4::uuid], $4, now())`, [partnership.initiativeId, clusterId, 'a'.repeat(64), members[0]!.memberId]),
      ).rejects.toMatchObject({ constraint: 'agreement_version_hash' });
    });
  });
});
