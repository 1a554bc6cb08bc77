import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  declareReadiness, departMember, excludeMember, listRoles, makeStatement, putMatter, readCluster, readMember, reinstateMember, retractMember, suspendMember, takeRole,
} from '@klaster/contracts';
import { atOnce, outcomes } from '@klaster/testing';
import { Ground, type Seated } from '../testing/ground.js';
import { QuickTable } from '../testing/votes.js';

jest.setTimeout(60_000);

/** What follows from what the table decides on its members, with two replicas of the service. */
describe('a decision', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await Ground.start();
  });

  afterAll(() => ground.stop());

  const one = ({ member }: Seated) => ({ clusterId: member.clusterId, memberId: member.id });
  const read = (seat: Seated) => seat.person.get(readMember, one(seat));
  const seatOf = async ({ member }: Seated) => (await ground.bed.rows<{ id: string }>('SELECT id FROM membership.seat WHERE member_id = $1', [member.id]))[0]?.id;

  describe('on an admission', () => {
    it('admits who the table wants, once, and activates the cluster with the second seat', async () => {
      const table = await QuickTable.of(ground, 1, { admission: 'vote' });
      const { cluster, animator } = table;
      const candidate = await ground.joined(cluster);
      const { matterId } = candidate.member;
      await table.vote(matterId!, [[animator, 'yes']]);
      expect(outcomes(await atOnce(10, () => table.close(matterId!)))).toEqual({ granted: 1, 'matter-wrong-state': 9 });
      expect(await table.result(matterId!)).toMatchObject({ outcome: 'adopted', effect: 'done' });
      expect(await read(candidate)).toMatchObject({ state: 'admitted', matterId, charterNumber: 1 });
      expect([await seatOf(candidate) !== undefined, await ground.told('member.admitted', candidate.member.id)]).toEqual([true, 1]);
      expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('active');
    });

    it.each([['rejected', ['no', 'no']], ['no-quorum', ['yes']]] as const)('declines and says why where it is %s', async (outcome, votes) => {
      const table = await QuickTable.of(ground, 3, { quorum: { numerator: 2, denominator: 3 } });
      const { cluster, animator, others } = table;
      await ground.bed.rows(`UPDATE membership.cluster SET rules = rules || '{"admission": "vote"}' WHERE id = $1`, [cluster.id]);
      const candidate = await ground.joined(cluster);
      const result = await table.decide(candidate.member.matterId!, votes.map((choice, place) => [[animator, ...others][place]!, choice] as const));
      expect(result).toMatchObject({ outcome, effect: 'done' });
      const declined = await read(candidate);
      expect(declined).toMatchObject({ state: 'declined', reason: expect.stringMatching(outcome === 'rejected' ? /zagłosował przeciw/ : /kworum/) });
      expect(await candidate.person.call(declareReadiness, { clusterId: cluster.id, partyId: candidate.party.id })).toMatchObject({ state: 'declared' });
    });

    it('is without effect where the party was quicker, and never does both', async () => {
      const table = await QuickTable.of(ground, 1, { admission: 'vote' });
      const { cluster, animator } = table;
      const candidates = await atOnce(8, () => ground.joined(cluster));
      const [gone, ...others] = candidates as [Seated, ...Seated[]];
      await gone.person.get(retractMember, one(gone));
      expect(await table.decide(gone.member.matterId!, [[animator, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'impossible' });
      expect((await read(gone)).state).toBe('retracted');
      for (const candidate of others) await table.vote(candidate.member.matterId!, [[animator, 'yes']]);
      await Promise.all(others.flatMap((candidate) => [table.close(candidate.member.matterId!), candidate.person.call(retractMember, one(candidate))]));
      for (const candidate of others) {
        const { effect } = await table.result(candidate.member.matterId!);
        const { state } = await read(candidate);
        expect([effect, state, (await seatOf(candidate)) !== undefined]).toEqual(state === 'admitted' ? ['done', 'admitted', true] : ['impossible', 'retracted', false]);
        expect((await ground.told('member.admitted', candidate.member.id)) + (await ground.told('member.retracted', candidate.member.id))).toBe(1);
      }
    });
  });

  describe('on an exclusion', () => {
    const putUp = async (by: Seated, concerned: Seated, reason = 'Nie oddaje pożyczonych narzędzi') => (await by.person.get(excludeMember, { ...one(concerned), reason })).id;

    it('excludes who was heard, with the reason, and ends its roles', async () => {
      const table = await QuickTable.of(ground, 3);
      const { cluster, animator, others: [first, concerned] } = table;
      const role = await concerned!.person.get(takeRole, { clusterId: cluster.id, role: 'secretary' });
      const matterId = await putUp(first!, concerned!);
      const heard = await concerned!.person.get(makeStatement, { clusterId: cluster.id, matterId, text: 'Oddam w środę' });
      expect(heard.hearing).toMatchObject({ memberId: concerned!.member.id, statement: 'Oddam w środę' });
      expect(await table.decide(matterId, [[animator, 'yes'], [first!, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'done' });
      expect(await read(concerned!)).toMatchObject({ state: 'excluded', reason: 'Nie oddaje pożyczonych narzędzi', matterId });
      expect(await seatOf(concerned!)).toBeUndefined();
      expect((await animator.person.get(listRoles, { clusterId: cluster.id, term: 'any' })).items.find(({ id }) => id === role.id)!.endedAt).not.toBeNull();
      expect(await ground.told('role.ended', role.id)).toBe(1);
    });

    it('does nothing to who stays, and can then be tried again', async () => {
      const table = await QuickTable.of(ground, 3);
      const { animator, others: [first, concerned] } = table;
      const matterId = await putUp(first!, concerned!);
      expect(await table.decide(matterId, [[animator, 'no'], [first!, 'no']])).toMatchObject({ outcome: 'rejected', effect: 'none' });
      expect(await read(concerned!)).toMatchObject({ state: 'admitted', matterId: null, reason: null });
      expect(await putUp(first!, concerned!)).not.toBe(matterId);
    });

    it('is without effect where the member has just left, and ends a membership once', async () => {
      const table = await QuickTable.of(ground, 7);
      const { animator, others } = table;
      const [first, ...concerned] = others as [Seated, ...Seated[]];
      const matters = await Promise.all(concerned.map((member) => putUp(first, member)));
      for (const matterId of matters) await table.vote(matterId, [[animator, 'yes'], [first, 'yes'], ...concerned.slice(0, 2).map((seat) => [seat, 'yes'] as const)]);
      await Promise.all(concerned.flatMap((member, place) => [table.close(matters[place]!), member.person.call(departMember, one(member))]));
      for (const [place, member] of concerned.entries()) {
        const { outcome, effect } = await table.result(matters[place]!);
        const { state } = await read(member);
        expect([outcome, effect, state]).toEqual(['adopted', ...(state === 'left' ? ['impossible', 'left'] : ['done', 'excluded'])]);
        expect([await seatOf(member), (await ground.told('member.left', member.member.id)) + (await ground.told('member.excluded', member.member.id))]).toEqual([undefined, 1]);
      }
    });
  });

  describe('by a resolution', () => {
    it('suspends a member, which only the table reinstates, to a new seat', async () => {
      const table = await QuickTable.of(ground, 3);
      const { animator, others: [first, concerned] } = table;
      const [memberId, before] = [concerned!.member.id, await seatOf(concerned!)];
      const suspension = await table.resolution({ memberId, effect: 'suspension' });
      const votes = [[animator, 'yes'], [first!, 'yes']] as const;
      expect(await table.decide(suspension, votes)).toMatchObject({ effect: 'done' });
      expect(await read(concerned!)).toMatchObject({ state: 'suspended', matterId: suspension, reason: 'Bo tak postanawiamy.' });
      expect(await concerned!.person.call(reinstateMember, one(concerned!))).toEqual({ refused: 'reinstatement-undecided' });
      const reinstatement = await table.resolution({ memberId, effect: 'reinstatement' });
      expect(await table.decide(reinstatement, votes)).toMatchObject({ effect: 'done' });
      expect(await read(concerned!)).toMatchObject({ state: 'admitted', reason: null });
      expect([undefined, before]).not.toContain(await seatOf(concerned!));
    });

    it('is without effect where the member is in no state for it any more', async () => {
      const table = await QuickTable.of(ground, 3);
      const { animator, others: [first, concerned] } = table;
      const matterId = await table.resolution({ memberId: concerned!.member.id, effect: 'suspension' });
      await concerned!.person.get(departMember, one(concerned!));
      expect(await table.decide(matterId, [[animator, 'yes'], [first!, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'impossible' });
      expect(await read(concerned!)).toMatchObject({ state: 'left' });
      const plain = await table.resolution({});
      expect(await table.decide(plain, [[animator, 'yes'], [first!, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'none' });
    });

    it('dissolves the cluster: nothing begins in it any more, not even what comes between the count and the commit', async () => {
      const table = await QuickTable.of(ground, 3);
      const { cluster, animator, others: [first, second] } = table;
      const resting = second!;
      await resting.person.get(suspendMember, one(resting));
      const matterId = await table.resolution({ effect: 'dissolution' });
      await table.vote(matterId, [[animator, 'yes'], [first!, 'yes']]);
      const newcomer = await ground.declared(await ground.cluster());
      const declare = () => newcomer.person.call(declareReadiness, { clusterId: cluster.id, partyId: newcomer.party.id });
      const begin = () => [
        declare(),
        first!.person.call(putMatter, { clusterId: cluster.id, title: 'Jeszcze coś', text: 'Tak.' }),
        first!.person.call(excludeMember, { ...one(animator), reason: 'Za późno' }),
        resting.person.call(reinstateMember, one(resting)),
      ];
      const { closing, begun } = await table.betweenCountAndCommit(matterId, begin);
      expect(outcomes([closing])).toEqual({ granted: 1 });
      expect(outcomes(begun)).toEqual({ 'cluster-dissolved': 4 });
      expect(outcomes(await Promise.all(begin()))).toEqual({ 'cluster-dissolved': 4 });
      expect(await table.result(matterId)).toMatchObject({ effect: 'done' });
      expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('dissolved');
      expect(await ground.told('cluster.dissolved', cluster.id)).toBe(1);
    });
  });

  it('that suspends and a member that steps back end in a suspension that the table alone lifts, or in none', async () => {
    const table = await QuickTable.of(ground, 6);
      const { animator, others } = table;
    const [first, ...concerned] = others as [Seated, ...Seated[]];
    const matters: string[] = [];
    for (const { member } of concerned) matters.push(await table.resolution({ memberId: member.id, effect: 'suspension' }));
    for (const matterId of matters) await table.vote(matterId, [[animator, 'yes'], [first, 'yes'], [concerned[0]!, 'yes']]);
    await Promise.all(concerned.flatMap((member, place) => [table.close(matters[place]!), member.person.call(suspendMember, one(member))]));
    for (const [place, member] of concerned.entries()) {
      expect(await read(member)).toMatchObject({ state: 'suspended', matterId: matters[place] });
      expect(await member.person.call(reinstateMember, one(member))).toEqual({ refused: 'reinstatement-undecided' });
      expect(await seatOf(member)).toBeUndefined();
    }
  });
});
