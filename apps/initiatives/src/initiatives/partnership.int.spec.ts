import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  bringIdea, formInitiative, joinInitiative, listAgreementVersions, listInitiatives, listPartners, MandateGranted, MemberAdmitted, proposeAgreement, readInitiative,
  signAgreement, startInitiative,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';

const clusterId = newId();
const elsewhere = newId();
const idea = { clusterId, title: 'Ogród', summary: 'Wspólny ogród przy szkole', novelty: 'Prowadzą go sąsiedzi' };
const text = 'Pracujemy razem. Zażółć gęślą jaźń.';

interface Seated extends Pick<Caller, 'call' | 'get'> {
  readonly memberId: string;
}

let testbed: Testbed;
let anna: Seated, bartek: Seated, celina: Seated, stranger: Seated;
let table: Seated[];

/** A person with a mandate of an admitted member, as membership would tell of it. */
async function seat(name: string | null, cluster = clusterId): Promise<Seated> {
  const person = testbed.person();
  const [memberId, partyId, mandateId] = [newId(), newId(), newId()];
  const now = testbed.clock.now();
  const granted = MandateGranted.of({ mandateId, partyId, accountId: person.accountId, scopes: ['represent', 'contribute', 'read'], validFrom: now, validUntil: null });
  const admitted = MemberAdmitted.of({ memberId, clusterId: cluster, partyId, partyName: name, partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: now });
  await testbed.tell('membership', { subject: partyId, happenings: [granted] });
  await testbed.tell('membership', { clusterId: cluster, subject: memberId, happenings: [admitted] });
  return { memberId, call: person.call.bind(person), get: person.get.bind(person) };
}

beforeAll(async () => {
  testbed = await Testbed.start();
  await testbed.serve(standIn('membership'));
  await testbed.serve(standIn('resources'));
  await testbed.serve(initiatives, { replicas: 2 });
  [anna, bartek, celina] = await Promise.all([seat('Fundacja A'), seat('Szkoła B'), seat(null)]);
  stranger = await seat('Obcy', elsewhere);
  table = [anna, bartek, celina, ...(await Promise.all(Array.from({ length: 9 }, (_, index) => seat(`Członek ${index}`))))];
  await testbed.settle();
}, 60_000);

afterAll(() => testbed.stop());

async function formed(): Promise<{ clusterId: string; initiativeId: string }> {
  const { id: initiativeId } = await anna.get(bringIdea, idea);
  await anna.get(formInitiative, { clusterId, initiativeId });
  return { clusterId, initiativeId };
}

describe('from the idea to the work', () => {
  test('an initiative runs once two partners have signed the same text, and its version counts everything', async () => {
    const one = await formed();
    await bartek.get(joinInitiative, one);
    expect(await anna.call(startInitiative, one)).toMatchObject({ refused: 'no-agreement-proposed' });
    const { number, sha256 } = await bartek.get(proposeAgreement, { ...one, text });
    const signing = { ...one, number, sha256 };
    expect(await anna.get(signAgreement, signing)).toMatchObject({ inForce: false });
    expect(await bartek.get(signAgreement, signing)).toMatchObject({ inForce: true });
    await celina.get(joinInitiative, one);
    expect(await anna.call(startInitiative, one)).toEqual({ refused: 'no-agreement-in-force', parameters: { number: 1, missing: celina.memberId } });
    const second = await celina.get(proposeAgreement, { ...one, text });
    for (const partner of [anna, bartek, celina]) await partner.get(signAgreement, { ...one, number: second.number, sha256: second.sha256 });
    expect(await celina.get(startInitiative, one)).toMatchObject({ state: 'running', version: 15 });
    const told = await testbed.rows<{ version: number }>('SELECT subject_version AS version FROM initiatives.journal WHERE subject = $1 ORDER BY 1', [one.initiativeId]);
    expect(told.map(({ version }) => version)).toEqual(Array.from({ length: 15 }, (_, place) => place + 1));
  });

  test('nothing of it is seen or changed from another cluster', async () => {
    const { initiativeId } = await formed();
    expect(await stranger.call(readInitiative, { clusterId, initiativeId })).toMatchObject({ refused: 'forbidden' });
    for (const operation of [readInitiative, joinInitiative, formInitiative, listPartners, listAgreementVersions]) {
      expect(await stranger.call(operation, { clusterId: elsewhere, initiativeId })).toMatchObject({ refused: 'not-found' });
    }
    expect(await stranger.get(listInitiatives, { clusterId: elsewhere })).toEqual({ items: [], nextCursor: null });
  });
});

describe('many at once', () => {
  test('a whole table joins at once, everybody twice: each is a partner once, and nobody is sent away as too slow', async () => {
    const one = await formed();
    const answers = await Promise.all([...table.slice(1), ...table.slice(1)].map((member) => member.call(joinInitiative, one)));
    const refusals = answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
    expect(refusals).toEqual(table.slice(1).map(() => 'already-partner'));
    const { items } = await anna.get(listPartners, one);
    expect(new Set(items.map(({ memberId }) => memberId)).size).toBe(table.length);
    expect(items.map(({ coordinator }) => coordinator)).toEqual(table.map((_, index) => index === 0));
  });

  test('all propose at once: the versions are numbered without a gap, and come in pages that fit a message', async () => {
    const one = await formed();
    await Promise.all(table.slice(1).map((member) => member.get(joinInitiative, one)));
    await Promise.all(table.map((member) => member.get(proposeAgreement, { ...one, text: `${member.memberId} ${'ż'.repeat(60_000)}` })));
    const numbers: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: { items: { number: number }[]; nextCursor: string | null } = await anna.get(listAgreementVersions, { ...one, ...(cursor ? { cursor } : {}) });
      numbers.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor;
    }
    expect(numbers).toEqual(table.map((_, index) => index + 1));
  });

  test('one starts while another joins: it never runs with a partner that has not signed', async () => {
    const one = await formed();
    await bartek.get(joinInitiative, one);
    const { number, sha256 } = await anna.get(proposeAgreement, { ...one, text });
    for (const partner of [anna, bartek]) await partner.get(signAgreement, { ...one, number, sha256 });
    const [started, joined] = await Promise.all([anna.call(startInitiative, one), celina.get(joinInitiative, one)]);
    // Whoever comes when it runs already is a candidate, whom an amendment takes in.
    expect(joined.state).toBe('refused' in started ? 'partner' : 'candidate');
  });
});

describe('the database', () => {
  test('lets nobody change an agreement, nor sign another text, nor sign without being a partner', async () => {
    const { initiativeId, ...rest } = await formed();
    const { sha256 } = await anna.get(proposeAgreement, { ...rest, initiativeId, text });
    const sql = await testbed.sql('initiatives');
    await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    await expect(sql.query(`UPDATE agreement_version SET text = 'other'`)).rejects.toThrow('permission denied');
    await expect(testbed.rows(`UPDATE initiatives.agreement_version SET text = 'other'`)).rejects.toThrow('append-only');
    const sign = (memberId: string, signed: string) =>
      sql.query('INSERT INTO agreement_signature (initiative_id, cluster_id, number, member_id, sha256, signed_at) VALUES ($1, $2, 1, $3, $4, now())', [initiativeId, clusterId, memberId, signed]);
    await expect(sign(anna.memberId, 'f'.repeat(64))).rejects.toThrow('foreign key');
    await expect(sign(bartek.memberId, sha256)).rejects.toThrow('foreign key');
    await sign(anna.memberId, sha256);
    await expect(sign(anna.memberId, sha256)).rejects.toThrow('agreement_signature_once');
  });
});
