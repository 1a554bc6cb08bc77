import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  admitMember, type Cluster, declareReadiness, declineMember, departMember, dissolveCluster, listCharterAcceptances, listMatters, listSeats, readCharter, readCluster, readMatter, readMember, retractMember,
} from '@klaster/contracts';
import { atOnce, outcomes } from '@klaster/testing';
import { Ground, type Seated } from '../testing/ground.js';

// Timers are looked at twice a second, and replicas are started anew.
jest.setTimeout(60_000);

/** How parties come to a table, under every rule of its charter, with two replicas of the service. */
describe('a party that comes', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await Ground.start();
  });

  afterAll(() => ground.stop());

  const admit = ({ person, member }: Seated) => person.call(admitMember, { clusterId: member.clusterId, memberId: member.id, acceptsCharter: true });
  const decline = ({ person }: Seated, { member }: Seated, reason = 'Nie znamy was') => person.call(declineMember, { clusterId: member.clusterId, memberId: member.id, reason });
  const retract = ({ person, member }: Seated) => person.call(retractMember, { clusterId: member.clusterId, memberId: member.id });
  const seatsOf = async (memberId: string) => (await ground.bed.rows('SELECT FROM membership.seat WHERE member_id = $1', [memberId])).length;
  const stateOf = async ({ person, member }: Seated) => (await person.get(readMember, { clusterId: member.clusterId, memberId: member.id })).state;

  it.each([
    ['open', 'already-decided', { state: 'admitted' }],
    ['consent', 'admission-under-way', { state: 'declared' }],
    ['vote', 'admission-under-way', { state: 'declared' }],
  ] as const)('is admitted once by the rule %s, however often it accepts the charter at once', async (admission, refusal, expected) => {
    const { cluster, seated: [first] } = await ground.table(1, { admission });
    const newcomer = await ground.declared(cluster);
    const answers = await atOnce(20, () => admit(newcomer));
    expect(outcomes(answers)).toEqual({ granted: 1, [refusal]: 19 });
    const { id: memberId } = newcomer.member;
    const member = await newcomer.person.get(readMember, { clusterId: cluster.id, memberId });
    expect(member).toMatchObject({ ...expected, charterNumber: 1, version: 3 });
    expect(await seatsOf(memberId)).toBe(admission === 'open' ? 1 : 0);
    const opened = await ground.told('admission.opened', memberId);
    expect([await ground.told('charter.accepted', memberId), opened + (await ground.told('member.admitted', memberId))]).toEqual([1, 1]);
    const { items } = await first!.person.get(listMatters, { clusterId: cluster.id, kind: 'admission' });
    expect(items.map((matter) => matter.about.memberId)).toEqual(admission === 'vote' ? [memberId] : []);
  });

  it('accepts the charter that it has read, and no other; which mandate accepted what is kept', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const newcomer = await ground.declared(cluster);
    const { sha256 } = await newcomer.person.get(readCharter, { clusterId: cluster.id });
    const accepting = { clusterId: cluster.id, memberId: newcomer.member.id, acceptsCharter: true } as const;
    expect(await newcomer.person.call(admitMember, { ...accepting, charterSha256: 'f'.repeat(64) })).toEqual({ refused: 'charter-other-text', parameters: { number: 1, sha256 } });
    expect(await newcomer.person.call(admitMember, { ...accepting, charterSha256: sha256 })).toMatchObject({ state: 'admitted' });
    const { items } = await first!.person.get(listCharterAcceptances, { clusterId: cluster.id, number: 1 });
    expect(items.find(({ memberId }) => memberId === newcomer.member.id)).toMatchObject({ number: 1, sha256 });
    const [{ account_id: accountId }] = (await ground.bed.rows('SELECT account_id FROM membership.charter_acceptance WHERE member_id = $1', [newcomer.member.id])) as [{ account_id: string }];
    expect(accountId).toBe(newcomer.person.accountId);
  });

  it('makes a forming cluster active once with the second seat, however many come at once', async () => {
    for (let round = 0; round < 4; round += 1) {
      const cluster = await ground.cluster();
      const newcomers = await atOnce(5, () => ground.declared(cluster));
      expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('forming');
      expect(outcomes(await Promise.all(newcomers.map(admit)))).toEqual({ granted: 5 });
      expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('active');
      expect(await ground.told('cluster.activated', cluster.id)).toBe(1);
    }
  });

  it.each(['consent', 'vote'] as const)('is admitted as the first by the rule %s, because nobody could object, and of several at once one is the first', async (admission) => {
    const cluster = await ground.cluster({ admission });
    const newcomers = await atOnce(5, () => ground.declared(cluster));
    const answers = await Promise.all(newcomers.map(admit));
    expect(answers.map((answer) => (answer as { state: string }).state).toSorted()).toEqual(['admitted', 'declared', 'declared', 'declared', 'declared']);
    expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('forming');
  });

  it('is admitted by consent when nobody objected in time, and not before, whether the service ran or not', async () => {
    const { cluster, seated: [first] } = await ground.table(1, { admission: 'consent', objectionDays: 7 });
    const waiting = await ground.joined(cluster);
    expect(waiting.member).toMatchObject({ state: 'declared', objectionsUntil: new Date(Date.parse(waiting.member.objectionsUntil!)).toISOString() });
    await ground.whileDown(() => ground.bed.clock.turn({ days: 6 }));
    const earlier = await ground.joined(await ground.cluster({ admission: 'consent' }));
    expect(await stateOf(earlier)).toBe('admitted');
    expect(await stateOf(waiting)).toBe('declared');
    await ground.whileDown(() => ground.bed.clock.turn({ days: 1 }));
    const admitted = await ground.until(waiting, 'admitted');
    expect(admitted.admittedAt! >= admitted.objectionsUntil!).toBe(true);
    expect(await ground.told('member.admitted', waiting.member.id)).toBe(1);
    expect((await first!.person.get(listSeats, { clusterId: cluster.id })).items).toHaveLength(2);
    expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('active');
  });

  it('is declined by a seat that objects, with the reason, once', async () => {
    const { cluster, seated: [first] } = await ground.table(1, { admission: 'consent' });
    const waiting = await ground.joined(cluster);
    const stranger = await ground.declared(cluster);
    expect(await decline(stranger, waiting)).toMatchObject({ refused: 'forbidden' });
    expect(outcomes(await atOnce(10, () => decline(first!, waiting)))).toEqual({ granted: 1, 'already-decided': 9 });
    expect(await waiting.person.get(readMember, { clusterId: cluster.id, memberId: waiting.member.id })).toMatchObject({ state: 'declined', reason: 'Nie znamy was' });
    expect(await ground.bed.rows(`SELECT FROM membership.journal WHERE envelope LIKE '%Nie znamy was%'`)).toEqual([]);
    expect(await ground.bed.rows('SELECT FROM membership.timer WHERE subject = $1', [waiting.member.id])).toEqual([]);
    expect(await decline(first!, stranger)).toEqual({ refused: 'not-by-this-rule', parameters: { admission: 'consent' } });
    // Whoever was declined may come again.
    expect(await waiting.person.call(declareReadiness, { clusterId: cluster.id, partyId: waiting.party.id })).toMatchObject({ state: 'declared' });
  });

  it('is admitted, declined or has gone, but never two of these, whoever is quicker', async () => {
    const { cluster, seated: [first] } = await ground.table(1, { admission: 'consent', objectionDays: 1 });
    const waiting = await atOnce(12, () => ground.joined(cluster));
    ground.bed.clock.turn({ hours: 23, minutes: 59 });
    const answers = await Promise.all(waiting.flatMap((one) => [decline(first!, one), retract(one)]));
    expect(outcomes(answers)).toEqual({ granted: 12, 'already-decided': 12 });
    for (const one of waiting) {
      const ended = (await ground.told('member.declined', one.member.id)) + (await ground.told('member.retracted', one.member.id));
      expect([ended, await seatsOf(one.member.id)]).toEqual([1, 0]);
    }
  });

  it('is admitted by silence or has taken its declaration back, whichever is quicker', async () => {
    const { cluster } = await ground.table(1, { admission: 'consent', objectionDays: 1 });
    const waiting = await atOnce(40, () => ground.joined(cluster));
    ground.bed.clock.turn({ days: 1 });
    await Promise.any(waiting.map((one) => ground.until(one, 'admitted')));
    const answers = await Promise.all(waiting.map(retract));
    for (const [turn, one] of waiting.entries()) {
      const state = (answers[turn] as { state?: string }).state ?? 'admitted';
      await ground.until(one, state as 'admitted' | 'retracted');
      expect([await ground.told('member.admitted', one.member.id), await ground.told('member.retracted', one.member.id), await seatsOf(one.member.id)]).toEqual(state === 'admitted' ? [1, 0, 1] : [0, 1, 0]);
    }
  });

  it('is declined when the cluster was dissolved while it waited', async () => {
    const { cluster, seated: [first] } = await ground.table(1, { admission: 'consent', objectionDays: 1, noticeDays: 0 });
    const waiting = await ground.joined(cluster);
    await first!.person.get(departMember, { clusterId: cluster.id, memberId: first!.member.id });
    await ground.operator.get(dissolveCluster, { clusterId: cluster.id });
    expect(await first!.person.call(declareReadiness, { clusterId: cluster.id, partyId: first!.party.id })).toEqual({ refused: 'cluster-dissolved' });
    ground.bed.clock.turn({ days: 1 });
    expect(await ground.until(waiting, 'declined')).toMatchObject({ reason: 'Klaster został rozwiązany.' });
  });

  it('takes its declaration back while the table votes on it, and the matter goes on without it', async () => {
    const { cluster, seated: [first] } = await ground.table(1, { admission: 'vote' });
    const candidate = await ground.joined(cluster, 'Fundacja Głosowana');
    const { matterId } = candidate.member;
    const matter = await first!.person.get(readMatter, { clusterId: cluster.id, matterId: matterId! });
    expect(matter).toMatchObject({ kind: 'admission', state: 'deliberation', about: { memberId: candidate.member.id }, putBy: candidate.member.id, title: 'Przyjęcie: Fundacja Głosowana', secret: false });
    expect(await ground.bed.rows(`SELECT FROM membership.journal WHERE subject = $1 AND envelope LIKE '%Głosowana%'`, [matterId])).toEqual([]);
    expect(await retract(candidate)).toMatchObject({ state: 'retracted' });
    expect(await first!.person.get(readMatter, { clusterId: cluster.id, matterId: matterId! })).toMatchObject({ state: 'deliberation' });
  });

  it('is not found by anybody who has nothing to do with it, and is told by nobody else what to do', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const other: Cluster = await ground.cluster();
    const newcomer = await ground.declared(cluster);
    const stranger = await ground.joined(other);
    const one = { clusterId: cluster.id, memberId: newcomer.member.id };
    expect(await stranger.person.call(readMember, one)).toEqual({ refused: 'not-found' });
    for (const operation of [retractMember] as const) {
      expect(await stranger.person.call(operation, one)).toEqual({ refused: 'not-found' });
      expect(await first!.person.call(operation, one)).toEqual({ refused: 'no-mandate' });
    }
    // Under the address of another cluster there is no such member, not even for its own party.
    expect(await newcomer.person.call(retractMember, { ...one, clusterId: other.id })).toEqual({ refused: 'not-found' });
    expect(await newcomer.person.call(admitMember, { ...one, clusterId: other.id, acceptsCharter: true })).toEqual({ refused: 'not-found' });
  });
});
