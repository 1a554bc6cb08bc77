import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  changeParty, type Cluster, declareReadiness, departMember, excludeMember, listMembers, listMyMemberships, listSeats, proposeCharter, readMember, reinstateMember, retractMember, suspendMember,
} from '@klaster/contracts';
import { atOnce, outcomes } from '@klaster/testing';
import { Ground, type Seated } from '../testing/ground.js';

// Timers are looked at twice a second, and replicas are started anew.
jest.setTimeout(60_000);

/** How members leave, step back and return, with two replicas of the service. */
describe('a member', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await Ground.start();
  });

  afterAll(() => ground.stop());

  const one = ({ member }: Seated) => ({ clusterId: member.clusterId, memberId: member.id });
  const seatOf = async ({ member }: Seated) => (await ground.bed.rows<{ id: string; since: Date }>('SELECT id, since FROM membership.seat WHERE member_id = $1', [member.id]))[0];
  const proposes = ({ person }: Seated, { id: clusterId }: Cluster) => person.call(proposeCharter, { clusterId, text: { pl: 'Szkic' } });

  it('is called as its party is called, in every cluster, whatever happens meanwhile', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const { cluster: other } = await ground.table(1);
    const [here, person] = [await ground.declared(cluster, 'Stara Nazwa'), first!.person];
    const there = await here.person.get(declareReadiness, { clusterId: other.id, partyId: here.party.id });
    const rename = async (turn: number) => {
      const { version } = (await ground.bed.rows<{ version: number }>('SELECT version FROM membership.party WHERE id = $1', [here.party.id]))[0]!;
      return here.person.call(changeParty, { partyId: here.party.id, name: `Nowa Nazwa ${turn}` }, { expectedVersion: version });
    };
    const answers = await Promise.all([rename(1), here.person.call(retractMember, one(here)), here.person.call(retractMember, { clusterId: other.id, memberId: there.id })]);
    expect(outcomes(answers)).toEqual({ granted: 3 });
    expect(await ground.bed.rows('SELECT DISTINCT party_name, state FROM membership.member WHERE party_id = $1', [here.party.id])).toEqual([{ party_name: 'Nowa Nazwa 1', state: 'retracted' }]);
    expect((await person.get(listMembers, { clusterId: cluster.id, name: 'NOWA nazwa' })).items).toHaveLength(1);
  });

  it('announces once that it leaves, keeps seat and voice until its notice is over, and has then left, whether the service ran or not', async () => {
    const { cluster, seated: [first, second] } = await ground.table(2, { noticeDays: 30 });
    const answers = await atOnce(10, () => second!.person.call(departMember, one(second!)));
    expect(outcomes(answers)).toEqual({ granted: 1, 'member-wrong-state': 9 });
    const leaving = await second!.person.get(readMember, one(second!));
    expect(leaving).toMatchObject({ state: 'leaving', endedAt: null });
    expect(await seatOf(second!)).toBeDefined();
    await ground.whileDown(() => ground.bed.clock.turn({ days: 29 }));
    expect(await proposes(second!, cluster)).toMatchObject({ state: 'draft' });
    expect((await ground.until(second!, 'leaving')).state).toBe('leaving');
    await ground.whileDown(() => ground.bed.clock.turn({ days: 1 }));
    const left = await ground.until(second!, 'left');
    expect(left.endedAt! >= left.leavesAt!).toBe(true);
    expect([await ground.told('member.departing', left.id), await ground.told('member.left', left.id), await seatOf(second!)]).toEqual([1, 1, undefined]);
    expect(await proposes(second!, cluster)).toEqual({ refused: 'forbidden' });
    expect((await first!.person.get(listMembers, { clusterId: cluster.id, state: 'left' })).items).toEqual([left]);
    expect((await second!.person.get(listMyMemberships, {})).items).toEqual([left]);
  });

  it('has left at once where there is no notice period, and may come again', async () => {
    const { cluster, seated: [, second] } = await ground.table(2, { noticeDays: 0 });
    expect(await second!.person.get(departMember, one(second!))).toMatchObject({ state: 'left' });
    expect(await seatOf(second!)).toBeUndefined();
    const again = await ground.joined(cluster, 'Ktoś inny', second!.person);
    expect(again.member.state).toBe('admitted');
  });

  it('steps back by itself, may read meanwhile and nothing else, and returns to a new seat', async () => {
    const { cluster, seated: [, second] } = await ground.table(2);
    const before = await seatOf(second!);
    expect(outcomes(await atOnce(10, () => second!.person.call(suspendMember, { ...one(second!), reason: 'remont' })))).toEqual({ granted: 1, 'member-wrong-state': 9 });
    expect(await seatOf(second!)).toBeUndefined();
    expect((await second!.person.get(listSeats, { clusterId: cluster.id })).items).toHaveLength(1);
    expect(await proposes(second!, cluster)).toEqual({ refused: 'forbidden' });
    ground.bed.clock.turn({ hours: 1 });
    expect(outcomes(await atOnce(10, () => second!.person.call(reinstateMember, one(second!))))).toEqual({ granted: 1, 'member-wrong-state': 9 });
    const after = await seatOf(second!);
    expect(after!.id).not.toBe(before!.id);
    expect(after!.since.getTime() - before!.since.getTime()).toBeGreaterThanOrEqual(3_600_000);
    expect(await proposes(second!, cluster)).toMatchObject({ state: 'draft' });
  });

  it('may leave while it is suspended, and has left when its notice is over', async () => {
    const { seated: [, second] } = await ground.table(2, { noticeDays: 1 });
    await second!.person.get(suspendMember, one(second!));
    expect(await second!.person.get(departMember, one(second!))).toMatchObject({ state: 'suspended', leavesAt: expect.any(String) });
    ground.bed.clock.turn({ days: 1 });
    expect((await ground.until(second!, 'left')).state).toBe('left');
  });

  it('is put up for exclusion by another seat, once at a time, and is to be heard', async () => {
    const { cluster, seated } = await ground.table(3, { hearingDays: 7, deliberationHours: 1 });
    const [first, second, third] = seated as [Seated, Seated, Seated];
    const put = (by: Seated, concerned: Seated) => by.person.call(excludeMember, { ...one(concerned), reason: 'Od roku nie przychodzi' });
    expect(await put(second, second)).toEqual({ refused: 'forbidden' });
    const answers = await atOnce(10, (turn) => put(turn % 2 ? first : third, second));
    expect(outcomes(answers)).toEqual({ granted: 1, 'exclusion-under-way': 9 });
    const matter = answers.find((answer) => !('refused' in answer)) as Extract<(typeof answers)[number], { kind: string }>;
    expect(new Set(answers.flatMap((answer) => ('refused' in answer ? [answer.parameters?.['matterId']] : [])))).toEqual(new Set([matter.id]));
    expect(matter).toMatchObject({ kind: 'exclusion', state: 'deliberation', about: { memberId: second.member.id }, text: 'Od roku nie przychodzi', method: 'majority' });
    expect(matter.hearing).toMatchObject({ memberId: second.member.id, statement: null, heardAt: null });
    expect(matter.votingOpensAt! >= matter.hearing!.until!).toBe(true);
    expect(await ground.bed.rows(`SELECT FROM membership.journal WHERE envelope LIKE '%Od roku%'`)).toEqual([]);
    const waiting = await ground.declared(cluster);
    expect(await put(first, waiting)).toMatchObject({ refused: 'member-wrong-state' });
    const elsewhere = await ground.table(1);
    expect(await first.person.call(excludeMember, { clusterId: cluster.id, memberId: elsewhere.seated[0]!.member.id, reason: 'Obcy' })).toEqual({ refused: 'not-found' });
  });

  it('has a seat exactly where it is admitted or leaving, whatever is written', async () => {
    const { cluster, seated: [, second] } = await ground.table(2);
    const runtime = await ground.bed.sql('membership');
    const within = async (text: string) => {
      await runtime.query('BEGIN');
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [cluster.id]);
      return runtime.query(text, [second!.member.id]).finally(() => runtime.query('ROLLBACK'));
    };
    await expect(within('UPDATE member SET seat_id = NULL, seat_since = NULL WHERE id = $1')).rejects.toThrow(/member_seat_state/);
    await expect(within(`UPDATE member SET state = 'suspended' WHERE id = $1`)).rejects.toThrow(/member_seat_state/);
    await expect(within(`UPDATE member SET state = 'left', seat_id = NULL, seat_since = NULL WHERE id = $1`)).rejects.toThrow(/check/);
    expect((await within(`UPDATE member SET party_name = 'Inna' WHERE id = $1 RETURNING party_name`)).rows).toEqual([{ party_name: second!.party.name }]);
    await expect(within(`UPDATE seat SET member_id = $1`)).rejects.toThrow(/permission denied/);
  });
});
