import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { departMember, listRoles, readMember, resignRole, takeRole } from '@klaster/contracts';
import { atOnce, outcomes } from '@klaster/testing';
import { Ground, type Seated } from '../testing/ground.js';
import { QuickTable } from '../testing/votes.js';

// Terms last for months, by the clock of the services.
jest.setTimeout(60_000);

/** Who has which role, with two replicas of the service. */
describe('a role', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await Ground.start();
  });

  afterAll(() => ground.stop());

  const one = ({ member }: Seated) => ({ clusterId: member.clusterId, memberId: member.id });
  const read = (seat: Seated) => seat.person.get(readMember, one(seat));
  const held = async ({ person, member: { clusterId } }: Seated) => (await person.get(listRoles, { clusterId })).items;

  it('goes to who was elected, for the term of the charter, in place of who was never elected; the clock ends it', async () => {
    const table = await QuickTable.of(ground, 3, { termMonths: 6 });
    const { cluster, animator, others: [first, second] } = table;
    expect(await first!.person.call(takeRole, { clusterId: cluster.id, role: 'animator' })).toEqual({ refused: 'role-is-elected' });
    const matterId = await table.election([first!, second!], [[animator, first!], [first!, first!], [second!, second!]]);
    await table.close(matterId);
    expect(await table.result(matterId)).toMatchObject({ outcome: 'adopted', effect: 'done' });
    const [role, ...more] = await held(animator);
    expect([role, more]).toMatchObject([{ memberId: first!.member.id, role: 'animator', matterId, endedAt: null }, []]);
    expect(new Date(role!.until).getUTCMonth()).toBe((new Date(role!.since).getUTCMonth() + 6) % 12);
    // The next election: the same again, and a second term begins where the first ends.
    const again = await table.election([first!], [[animator, first!], [first!, first!]]);
    await table.close(again);
    expect(await held(animator)).toMatchObject([{ memberId: first!.member.id, matterId: again }]);
    await ground.whileDown(() => ground.bed.clock.turn({ days: 200 }));
    const [secondTerm] = await ground.bed.rows<{ id: string }>('SELECT id FROM membership.role WHERE matter_id = $1', [again]);
    expect(await held(animator)).toEqual([]);
    await ground.untilTold('role.ended', secondTerm!.id);
  });

  it('goes to nobody who has just left, and ends with who leaves', async () => {
    const table = await QuickTable.of(ground, 6);
    const { animator, others } = table;
    const matters: string[] = [];
    for (const candidate of others) matters.push(await table.election([candidate], [[animator, candidate], ...others.map((voter) => [voter, candidate] as const)]));
    await Promise.all(others.flatMap((candidate, place) => [table.close(matters[place]!), candidate.person.call(departMember, one(candidate))]));
    for (const [place, candidate] of others.entries()) {
      const roles = await ground.bed.rows<{ ended_at: Date | null }>('SELECT ended_at FROM membership.role WHERE matter_id = $1', [matters[place]]);
      expect((await table.result(matters[place]!)).effect).toBe(roles.length === 1 ? 'done' : 'impossible');
      expect((await read(candidate)).state).toBe('left');
      expect(roles.every(({ ended_at: endedAt }) => endedAt !== null)).toBe(true);
    }
  });

  it('goes to nobody who leaves between the count and the office: leaving waits for the decision, and then ends the role', async () => {
    const table = await QuickTable.of(ground, 3);
    const { animator, others: [candidate, voter] } = table;
    const matterId = await table.election([candidate!], [[animator, candidate!], [voter!, candidate!]]);
    const { closing, begun: [leaving] } = await table.betweenCountAndCommit(matterId, () => [candidate!.person.call(departMember, one(candidate!))]);
    expect(outcomes([closing, leaving])).toEqual({ granted: 2 });
    expect((await table.result(matterId)).effect).toBe('done');
    const roles = await ground.bed.rows<{ ended_at: Date | null }>('SELECT ended_at FROM membership.role WHERE matter_id = $1', [matterId]);
    expect([(await read(candidate!)).state, roles.map(({ ended_at: endedAt }) => endedAt !== null)]).toEqual(['left', [true]]);
  });

  it('is taken once where nobody has ever held it, whoever is quicker, and given up by its holder alone', async () => {
    const { cluster, seated } = await ground.table(4);
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

