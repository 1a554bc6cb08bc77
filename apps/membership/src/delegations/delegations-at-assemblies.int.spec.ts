import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Assembly, cancelAssembly, castBallot, closeAssembly, delegateSeat, delegateVote, endSeatDelegation, isRefusal, listSeatDelegations, openAssembly, readSeatDelegation } from '@klaster/contracts';
import { atOnce, outcomes, Testbed } from '@klaster/testing';
import { inSession, one, schedule } from '../assemblies/fixtures/meeting.js';
import { RoundTable, type Sitter } from '../matters/fixtures/round-table.js';
import { membership } from '../membership.module.js';

/** Seats that are represented at an assembly, with two replicas of the service. */
describe('delegations at an assembly', () => {
  let bed: Testbed;
  let table: RoundTable;
  let sitters: Sitter[];
  let [anna, bartek, celina, dorota]: Sitter[] = [];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await RoundTable.set(bed, 'Stół z zastępcami', { deliberationHours: 0, votingHours: 0, delegationsPerHolder: 2 });
    sitters = await table.join(20);
    [anna, bartek, celina, dorota] = sitters;
  }, 60_000);

  afterAll(() => bed.stop());

  const give = (from: Sitter, to: Pick<Sitter, 'memberId'>, assembly: Assembly) => from.person.call(delegateSeat, { ...one(assembly), to: to.memberId });
  const current = (assembly: Assembly) => bed.rows<{ from: string; to: string }>('SELECT from_member AS "from", to_member AS "to" FROM membership.delegation WHERE assembly_id = $1 AND ended_at IS NULL', [assembly.id]);

  it('are given, seen by all, taken back by the seat or given back by its holder', async () => {
    const assembly = await schedule(table, anna!);
    const given = await bartek!.person.get(delegateSeat, { ...one(assembly), to: celina!.memberId });
    expect(given).toMatchObject({ from: bartek!.memberId, to: celina!.memberId, matterId: null, assemblyId: assembly.id, endedAt: null, version: 1 });
    const delegation = { ...one(assembly), delegationId: given.id };
    expect(await dorota!.person.get(readSeatDelegation, delegation)).toEqual(given);
    expect(await dorota!.person.call(endSeatDelegation, delegation)).toEqual({ refused: 'forbidden' });
    const ended = await celina!.person.get(endSeatDelegation, delegation);
    expect(ended).toMatchObject({ version: 2, endedAt: expect.any(String) });
    expect(await bartek!.person.get(endSeatDelegation, delegation)).toEqual(ended);
    expect(isRefusal(await give(bartek!, dorota!, assembly))).toBe(false);
    expect((await anna!.person.get(listSeatDelegations, one(assembly))).items).toMatchObject([{ id: given.id, endedAt: ended.endedAt }, { to: dorota!.memberId, endedAt: null }]);
    expect(await bartek!.person.call(readSeatDelegation, { ...one(await schedule(table, anna!)), delegationId: given.id })).toEqual({ refused: 'not-found' });
  });

  it('never bring a holder above the limit, however many ask at once', async () => {
    const assembly = await schedule(table, anna!);
    const answers = await Promise.all(sitters.slice(1).map((sitter) => give(sitter, anna!, assembly)));
    expect(outcomes(answers)).toEqual({ granted: 2, 'delegation-limit': sitters.length - 3 });
    expect(await current(assembly)).toHaveLength(2);
  });

  it('count towards the limit together with those in the matters of the agenda', async () => {
    const matter = await table.put(anna!);
    const assembly = await schedule(table, anna!, { agenda: [{ title: 'Sprawa', matterId: matter.id }] });
    const inMatter = (from: Sitter) => from.person.call(delegateVote, { clusterId: table.clusterId, matterId: matter.id, to: anna!.memberId });
    const answers = await Promise.all(sitters.slice(1, 13).map((sitter, turn) => (turn % 2 === 0 ? give(sitter, anna!, assembly) : inMatter(sitter))));
    expect(outcomes(answers)).toEqual({ granted: 2, 'delegation-limit': 10 });
    expect(await inMatter(sitters[14]!)).toMatchObject({ refused: 'delegation-limit' });
    expect(isRefusal(await give(sitters[14]!, anna!, await schedule(table, anna!)))).toBe(false);
  });

  it('make no chains and are one for a seat, however many ask at once', async () => {
    const ring = await schedule(table, anna!);
    await Promise.all(sitters.map((sitter, place) => give(sitter, sitters[(place + 1) % sitters.length]!, ring)));
    const rows = await current(ring);
    const represented = new Set(rows.map(({ from }) => from));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ to }) => represented.has(to))).toEqual([]);
    const single = await schedule(table, anna!);
    expect(outcomes(await Promise.all(sitters.slice(2).map((holder) => give(bartek!, holder, single))))).toEqual({ granted: 1, 'delegation-exists': sitters.length - 3 });
  });

  it('are given and ended until it closes', async () => {
    const assembly = await inSession(table, anna!);
    const { id: delegationId } = await bartek!.person.get(delegateSeat, { ...one(assembly), to: celina!.memberId });
    await anna!.person.get(closeAssembly, one(assembly));
    expect(await give(dorota!, celina!, assembly)).toMatchObject({ refused: 'assembly-wrong-state' });
    expect(await bartek!.person.call(endSeatDelegation, { ...one(assembly), delegationId })).toMatchObject({ refused: 'assembly-wrong-state' });
    const off = await schedule(table, anna!);
    await anna!.person.get(cancelAssembly, one(off));
    expect(await give(dorota!, celina!, off)).toMatchObject({ refused: 'assembly-wrong-state' });
  });

  it('let the holder vote for the seat in the matters of the agenda, while it is in session', async () => {
    const matter = await table.votedOn(anna!);
    const assembly = await schedule(table, anna!, { agenda: [{ title: 'Sprawa', matterId: matter.id }] });
    await give(bartek!, celina!, assembly);
    const cast = () => celina!.person.call(castBallot, { clusterId: table.clusterId, matterId: matter.id, choice: { vote: 'yes' }, seat: bartek!.memberId }, { expectedVersion: 1 });
    expect(await cast()).toMatchObject({ refused: 'not-represented' });
    await anna!.person.get(openAssembly, one(assembly));
    expect(await cast()).toMatchObject({ memberId: bartek!.memberId, castBy: celina!.memberId });
  });

  it('are not given where the charter allows none', async () => {
    const none = await RoundTable.set(bed, 'Stół bez zastępców', { delegationsPerHolder: 0 });
    const [first, second] = (await none.join(2)) as [Sitter, Sitter];
    const answers = await atOnce(3, async () => give(first, second, await schedule(none, first)));
    expect(outcomes(answers)).toEqual({ 'delegation-not-allowed': 3 });
  });
});
