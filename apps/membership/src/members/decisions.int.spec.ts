import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type About, castBallot, closeVoting, declareReadiness, deliberateMatter, departMember, excludeMember, listRoles, makeStatement, openVoting, putMatter, readCluster, readMember, readResult,
  reinstateMember, resignRole, retractMember, suspendMember, takeRole,
} from '@klaster/contracts';
import { eventually } from '@klaster/testing';
import { atOnce, Ground, outcomes, type Seated } from '../testing/ground.js';

jest.setTimeout(60_000);

const rules = { deliberationHours: 0, votingHours: 0, hearingDays: 0, noticeDays: 0 } as const;
type Vote = 'yes' | 'no';

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

  /** A table whose first seat is its animator. */
  const tableOf = async (count: number, more: Parameters<Ground['cluster']>[0] = {}) => {
    const { cluster, seated } = await ground.table(count, { ...rules, ...more });
    const [animator, ...others] = seated as [Seated, ...Seated[]];
    await animator.person.get(takeRole, { clusterId: cluster.id, role: 'animator' });
    return { cluster, animator, others };
  };
  const resolution = async (by: Seated, about: About) => {
    const { clusterId } = by.member;
    const { id: matterId } = await by.person.get(putMatter, { clusterId, title: 'Uchwała', text: 'Bo tak postanawiamy.', about });
    await by.person.get(deliberateMatter, { clusterId, matterId });
    return matterId;
  };
  /** Opens voting and casts, so that only the closing is left. */
  const vote = async ({ person, member: { clusterId } }: Seated, matterId: string, votes: readonly (readonly [Seated, Vote])[]) => {
    await person.get(openVoting, { clusterId, matterId });
    for (const [seat, choice] of votes) await seat.person.get(castBallot, { clusterId, matterId, choice: { vote: choice } }, { expectedVersion: 1 });
  };
  const close = ({ person, member: { clusterId } }: Seated, matterId: string) => person.call(closeVoting, { clusterId, matterId });
  const resultOf = ({ person, member: { clusterId } }: Seated, matterId: string) => person.get(readResult, { clusterId, matterId });
  const decide = async (animator: Seated, matterId: string, votes: readonly (readonly [Seated, Vote])[]) => {
    await vote(animator, matterId, votes);
    await close(animator, matterId);
    return resultOf(animator, matterId);
  };

  describe('on an admission', () => {
    it('admits who the table wants, once, and activates the cluster with the second seat', async () => {
      const { cluster, animator } = await tableOf(1, { admission: 'vote' });
      const candidate = await ground.joined(cluster);
      const { matterId } = candidate.member;
      await vote(animator, matterId!, [[animator, 'yes']]);
      expect(outcomes(await atOnce(10, () => close(animator, matterId!)))).toEqual({ granted: 1, 'matter-wrong-state': 9 });
      expect(await resultOf(animator, matterId!)).toMatchObject({ outcome: 'adopted', effect: 'done' });
      expect(await read(candidate)).toMatchObject({ state: 'admitted', matterId, charterNumber: 1 });
      expect([await seatOf(candidate) !== undefined, await ground.told('member.admitted', candidate.member.id)]).toEqual([true, 1]);
      expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('active');
    });

    it.each([['rejected', ['no', 'no']], ['no-quorum', ['yes']]] as const)('declines and says why where it is %s', async (outcome, votes) => {
      const { cluster, animator, others } = await tableOf(3, { quorum: { numerator: 2, denominator: 3 } });
      await ground.bed.rows(`UPDATE membership.cluster SET rules = rules || '{"admission": "vote"}' WHERE id = $1`, [cluster.id]);
      const candidate = await ground.joined(cluster);
      const result = await decide(animator, candidate.member.matterId!, votes.map((choice, place) => [[animator, ...others][place]!, choice] as const));
      expect(result).toMatchObject({ outcome, effect: 'done' });
      const declined = await read(candidate);
      expect(declined).toMatchObject({ state: 'declined', reason: expect.stringMatching(outcome === 'rejected' ? /zagłosował przeciw/ : /kworum/) });
      expect(await candidate.person.call(declareReadiness, { clusterId: cluster.id, partyId: candidate.party.id })).toMatchObject({ state: 'declared' });
    });

    it('is without effect where the party was quicker, and never does both', async () => {
      const { cluster, animator } = await tableOf(1, { admission: 'vote' });
      const candidates = await atOnce(8, () => ground.joined(cluster));
      const [gone, ...others] = candidates as [Seated, ...Seated[]];
      await gone.person.get(retractMember, one(gone));
      expect(await decide(animator, gone.member.matterId!, [[animator, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'impossible' });
      expect((await read(gone)).state).toBe('retracted');
      for (const candidate of others) await vote(animator, candidate.member.matterId!, [[animator, 'yes']]);
      await Promise.all(others.flatMap((candidate) => [close(animator, candidate.member.matterId!), candidate.person.call(retractMember, one(candidate))]));
      for (const candidate of others) {
        const { effect } = await resultOf(animator, candidate.member.matterId!);
        const { state } = await read(candidate);
        expect([effect, state, (await seatOf(candidate)) !== undefined]).toEqual(state === 'admitted' ? ['done', 'admitted', true] : ['impossible', 'retracted', false]);
        expect((await ground.told('member.admitted', candidate.member.id)) + (await ground.told('member.retracted', candidate.member.id))).toBe(1);
      }
    });
  });

  describe('on an exclusion', () => {
    const putUp = async (by: Seated, concerned: Seated, reason = 'Nie oddaje pożyczonych narzędzi') => (await by.person.get(excludeMember, { ...one(concerned), reason })).id;

    it('excludes who was heard, with the reason, and ends its roles', async () => {
      const { cluster, animator, others: [first, concerned] } = await tableOf(3);
      const role = await concerned!.person.get(takeRole, { clusterId: cluster.id, role: 'secretary' });
      const matterId = await putUp(first!, concerned!);
      const heard = await concerned!.person.get(makeStatement, { clusterId: cluster.id, matterId, text: 'Oddam w środę' });
      expect(heard.hearing).toMatchObject({ memberId: concerned!.member.id, statement: 'Oddam w środę' });
      expect(await decide(animator, matterId, [[animator, 'yes'], [first!, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'done' });
      expect(await read(concerned!)).toMatchObject({ state: 'excluded', reason: 'Nie oddaje pożyczonych narzędzi', matterId });
      expect(await seatOf(concerned!)).toBeUndefined();
      expect((await animator.person.get(listRoles, { clusterId: cluster.id, term: 'any' })).items.find(({ id }) => id === role.id)!.endedAt).not.toBeNull();
      expect(await ground.told('role.ended', role.id)).toBe(1);
    });

    it('does nothing to who stays, and can then be tried again', async () => {
      const { animator, others: [first, concerned] } = await tableOf(3);
      const matterId = await putUp(first!, concerned!);
      expect(await decide(animator, matterId, [[animator, 'no'], [first!, 'no']])).toMatchObject({ outcome: 'rejected', effect: 'none' });
      expect(await read(concerned!)).toMatchObject({ state: 'admitted', matterId: null, reason: null });
      expect(await putUp(first!, concerned!)).not.toBe(matterId);
    });

    it('is without effect where the member has just left, and ends a membership once', async () => {
      const { animator, others } = await tableOf(7);
      const [first, ...concerned] = others as [Seated, ...Seated[]];
      const matters = await Promise.all(concerned.map((member) => putUp(first, member)));
      for (const matterId of matters) await vote(animator, matterId, [[animator, 'yes'], [first, 'yes'], ...concerned.slice(0, 2).map((seat) => [seat, 'yes'] as const)]);
      await Promise.all(concerned.flatMap((member, place) => [close(animator, matters[place]!), member.person.call(departMember, one(member))]));
      for (const [place, member] of concerned.entries()) {
        const { outcome, effect } = await resultOf(animator, matters[place]!);
        const { state } = await read(member);
        expect([outcome, effect, state]).toEqual(['adopted', ...(state === 'left' ? ['impossible', 'left'] : ['done', 'excluded'])]);
        expect([await seatOf(member), (await ground.told('member.left', member.member.id)) + (await ground.told('member.excluded', member.member.id))]).toEqual([undefined, 1]);
      }
    });
  });

  describe('by a resolution', () => {
    it('suspends a member, which only the table reinstates, to a new seat', async () => {
      const { animator, others: [first, concerned] } = await tableOf(3);
      const [memberId, before] = [concerned!.member.id, await seatOf(concerned!)];
      const suspension = await resolution(animator, { memberId, effect: 'suspension' });
      const votes = [[animator, 'yes'], [first!, 'yes']] as const;
      expect(await decide(animator, suspension, votes)).toMatchObject({ effect: 'done' });
      expect(await read(concerned!)).toMatchObject({ state: 'suspended', matterId: suspension, reason: 'Bo tak postanawiamy.' });
      expect(await concerned!.person.call(reinstateMember, one(concerned!))).toEqual({ refused: 'reinstatement-undecided' });
      const reinstatement = await resolution(animator, { memberId, effect: 'reinstatement' });
      expect(await decide(animator, reinstatement, votes)).toMatchObject({ effect: 'done' });
      expect(await read(concerned!)).toMatchObject({ state: 'admitted', reason: null });
      expect([undefined, before]).not.toContain(await seatOf(concerned!));
    });

    it('is without effect where the member is in no state for it any more', async () => {
      const { animator, others: [first, concerned] } = await tableOf(3);
      const matterId = await resolution(animator, { memberId: concerned!.member.id, effect: 'suspension' });
      await concerned!.person.get(departMember, one(concerned!));
      expect(await decide(animator, matterId, [[animator, 'yes'], [first!, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'impossible' });
      expect(await read(concerned!)).toMatchObject({ state: 'left' });
      const plain = await resolution(animator, {});
      expect(await decide(animator, plain, [[animator, 'yes'], [first!, 'yes']])).toMatchObject({ outcome: 'adopted', effect: 'none' });
    });

    it('dissolves the cluster: nothing begins in it any more, not even what comes at the same moment', async () => {
      for (let round = 0; round < 3; round += 1) {
        const { cluster, animator, others: [first, second] } = await tableOf(3);
        const matterId = await resolution(animator, { effect: 'dissolution' });
        await vote(animator, matterId, [[animator, 'yes'], [first!, 'yes']]);
        const parties = await atOnce(6, () => ground.declared(cluster));
        await Promise.all(parties.map((party) => party.person.get(retractMember, one(party))));
        const declare = ({ person, party }: Seated) => person.call(declareReadiness, { clusterId: cluster.id, partyId: party.id });
        const put = () => second!.person.call(putMatter, { clusterId: cluster.id, title: 'Jeszcze coś', text: 'Tak.' });
        await Promise.all([close(animator, matterId), ...parties.map(declare), put(), put(), put()]);
        expect(await resultOf(animator, matterId)).toMatchObject({ effect: 'done' });
        expect((await ground.operator.get(readCluster, { clusterId: cluster.id })).state).toBe('dissolved');
        const count = async () => (await ground.bed.rows('SELECT (SELECT count(*) FROM membership.member WHERE cluster_id = $1) + (SELECT count(*) FROM membership.matter WHERE cluster_id = $1) AS count', [cluster.id]))[0]!['count'] as string;
        const before = await count();
        expect(await declare(await ground.declared(await ground.cluster()))).toEqual({ refused: 'cluster-dissolved' });
        expect(await first!.person.call(excludeMember, { ...one(second!), reason: 'Za późno' })).toEqual({ refused: 'cluster-dissolved' });
        expect(await count()).toBe(before);
        expect(await ground.told('cluster.dissolved', cluster.id)).toBe(1);
      }
    });
  });

  describe('on a role', () => {
    const elect = async (animator: Seated, candidates: readonly Seated[], votes: readonly (readonly [Seated, Seated])[]) => {
      const { clusterId } = animator.member;
      const { id: matterId } = await animator.person.get(putMatter, { clusterId, kind: 'election', title: 'Wybory', text: 'Kto?', about: { role: 'animator' }, method: 'approval', candidates: candidates.map(({ member }) => member.id) });
      await animator.person.get(deliberateMatter, { clusterId, matterId });
      await animator.person.get(openVoting, { clusterId, matterId });
      for (const [seat, chosen] of votes) await seat.person.get(castBallot, { clusterId, matterId, choice: { approve: [chosen.member.id] } }, { expectedVersion: 1 });
      return matterId;
    };
    const held = async ({ person, member: { clusterId } }: Seated) => (await person.get(listRoles, { clusterId })).items;

    it('gives it to who was elected for the term of the charter, in place of who was never elected; the clock ends it', async () => {
      const { cluster, animator, others: [first, second] } = await tableOf(3, { termMonths: 6 });
      expect(await first!.person.call(takeRole, { clusterId: cluster.id, role: 'animator' })).toEqual({ refused: 'role-is-elected' });
      const matterId = await elect(animator, [first!, second!], [[animator, first!], [first!, first!], [second!, second!]]);
      await close(animator, matterId);
      expect(await resultOf(animator, matterId)).toMatchObject({ outcome: 'adopted', effect: 'done' });
      const [role, ...more] = await held(animator);
      expect([role, more]).toMatchObject([{ memberId: first!.member.id, role: 'animator', matterId, endedAt: null }, []]);
      expect(new Date(role!.until).getUTCMonth()).toBe((new Date(role!.since).getUTCMonth() + 6) % 12);
      // The next election: the same again, and a second term begins where the first ends.
      const again = await elect(first!, [first!], [[animator, first!], [first!, first!]]);
      await close(first!, again);
      expect(await held(animator)).toMatchObject([{ memberId: first!.member.id, matterId: again }]);
      await ground.whileDown(() => ground.bed.clock.turn({ days: 200 }));
      const [secondTerm] = await ground.bed.rows<{ id: string }>('SELECT id FROM membership.role WHERE matter_id = $1', [again]);
      expect(await held(animator)).toEqual([]);
      await ground.untilTold('role.ended', secondTerm!.id);
    });

    it('is without effect where who was elected has just left; a role and a member that has left never go together', async () => {
      const { animator, others } = await tableOf(6);
      const matters: string[] = [];
      for (const candidate of others) matters.push(await elect(animator, [candidate], [[animator, candidate], ...others.map((voter) => [voter, candidate] as const)]));
      await Promise.all(others.flatMap((candidate, place) => [close(animator, matters[place]!), candidate.person.call(departMember, one(candidate))]));
      for (const [place, candidate] of others.entries()) {
        const roles = await ground.bed.rows<{ ended_at: Date | null }>('SELECT ended_at FROM membership.role WHERE matter_id = $1', [matters[place]]);
        expect((await resultOf(animator, matters[place]!)).effect).toBe(roles.length === 1 ? 'done' : 'impossible');
        expect((await read(candidate)).state).toBe('left');
        expect(roles.every(({ ended_at: endedAt }) => endedAt !== null)).toBe(true);
      }
    });

    it('goes to nobody who leaves between the count and the office: leaving waits for the decision, and then ends the role', async () => {
      const { animator, others: [candidate, voter] } = await tableOf(3);
      const matterId = await elect(animator, [candidate!], [[animator, candidate!], [voter!, candidate!]]);
      const waiting = (count: number) =>
        eventually(async () => {
          const rows = await ground.bed.rows(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'membership-%' AND wait_event_type = 'Lock'`);
          return rows.length === count ? true : undefined;
        }, () => `${count} do not wait`);
      const between = await ground.bed.database.admin.connect();
      await between.query('BEGIN');
      await between.query('SELECT FROM membership.matter WHERE id = $1 FOR UPDATE', [matterId]);
      const closing = close(animator, matterId);
      await waiting(1);
      const leaving = candidate!.person.call(departMember, one(candidate!));
      await waiting(2);
      await between.query('COMMIT');
      between.release();
      expect(outcomes(await Promise.all([closing, leaving]))).toEqual({ granted: 2 });
      expect((await resultOf(animator, matterId)).effect).toBe('done');
      const roles = await ground.bed.rows<{ ended_at: Date | null }>('SELECT ended_at FROM membership.role WHERE matter_id = $1', [matterId]);
      expect([(await read(candidate!)).state, roles.map(({ ended_at: endedAt }) => endedAt !== null)]).toEqual(['left', [true]]);
    });

    it('is taken once where nobody has ever held it, whoever is quicker, and given up by its holder alone', async () => {
      const { cluster, seated } = await ground.table(4, rules);
      const answers = await Promise.all(seated.map(({ person }) => person.call(takeRole, { clusterId: cluster.id, role: 'secretary' })));
      expect(outcomes(answers)).toEqual({ granted: 1, 'role-is-elected': 3 });
      const holder = seated[answers.findIndex((answer) => !('refused' in answer))]!;
      const other = seated.find((seat) => seat !== holder)!;
      const [role] = await held(holder);
      expect(await other.person.call(resignRole, { clusterId: cluster.id, roleId: role!.id })).toEqual({ refused: 'forbidden' });
      expect(outcomes(await atOnce(5, () => holder.person.call(resignRole, { clusterId: cluster.id, roleId: role!.id })))).toEqual({ granted: 1, 'role-over': 4 });
      expect(await other.person.call(takeRole, { clusterId: cluster.id, role: 'secretary' })).toEqual({ refused: 'role-is-elected' });
      expect(await held(holder)).toEqual([]);
    });
  });

  it('that suspends and a member that steps back end in a suspension that the table alone lifts, or in none', async () => {
    const { animator, others } = await tableOf(6);
    const [first, ...concerned] = others as [Seated, ...Seated[]];
    const matters: string[] = [];
    for (const { member } of concerned) matters.push(await resolution(animator, { memberId: member.id, effect: 'suspension' }));
    for (const matterId of matters) await vote(animator, matterId, [[animator, 'yes'], [first, 'yes'], [concerned[0]!, 'yes']]);
    await Promise.all(concerned.flatMap((member, place) => [close(animator, matters[place]!), member.person.call(suspendMember, one(member))]));
    for (const [place, member] of concerned.entries()) {
      expect(await read(member)).toMatchObject({ state: 'suspended', matterId: matters[place] });
      expect(await member.person.call(reinstateMember, one(member))).toEqual({ refused: 'reinstatement-undecided' });
      expect(await seatOf(member)).toBeUndefined();
    }
  });
});
