import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeVoting, delegateVote, endDelegation, listDelegations, type Matter, readDelegation } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { Testbed } from '@klaster/testing';
import { RoundTable, type Sitter } from '../matters/fixtures/round-table.js';
import { membership } from '../membership.module.js';


/** Seats that are represented in a matter, with two replicas of the service. */
describe('delegations in a matter', () => {
  let bed: Testbed;
  let table: RoundTable;
  let sitters: Sitter[];
  let [anna, bartek, celina, dorota]: Sitter[] = [];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await RoundTable.set(bed, 'Stół z pełnomocnikami', { deliberationHours: 0, votingHours: 0, delegationsPerHolder: 2 });
    sitters = await table.join(24);
    [anna, bartek, celina, dorota] = sitters;
  });

  afterAll(() => bed.stop());

  const one = ({ id }: Pick<Matter, 'id'>) => ({ clusterId: table.clusterId, matterId: id });
  const give = (from: Sitter, to: Pick<Sitter, 'memberId'>, matter: Matter) => from.person.call(delegateVote, { ...one(matter), to: to.memberId });
  const granted = (answers: readonly object[]) => answers.filter((answer) => 'id' in answer).length;

  it('are given, seen by all, and taken back', async () => {
    const matter = await table.put(anna!);
    const given = await bartek!.person.get(delegateVote, { ...one(matter), to: celina!.memberId });
    expect(given).toMatchObject({ from: bartek!.memberId, to: celina!.memberId, matterId: matter.id, assemblyId: null, endedAt: null, version: 1 });
    expect((await dorota!.person.get(listDelegations, one(matter))).items).toEqual([given]);
    expect(await dorota!.person.get(readDelegation, { ...one(matter), delegationId: given.id })).toEqual(given);
    expect(await dorota!.person.call(endDelegation, { ...one(matter), delegationId: given.id })).toEqual({ refused: 'forbidden' });
    const ended = await bartek!.person.get(endDelegation, { ...one(matter), delegationId: given.id });
    expect(ended).toMatchObject({ version: 2, endedAt: expect.any(String) });
    expect(await bartek!.person.get(endDelegation, { ...one(matter), delegationId: given.id })).toEqual(ended);
    expect(await bartek!.person.call(readDelegation, { ...one(await table.put(anna!)), delegationId: given.id })).toEqual({ refused: 'not-found' });
    expect(granted([await give(bartek!, dorota!, matter)])).toBe(1);
  });

  it('make no chains, and go to seats of this table alone', async () => {
    const matter = await table.put(anna!);
    await bartek!.person.get(delegateVote, { ...one(matter), to: celina!.memberId });
    expect(await give(bartek!, dorota!, matter)).toEqual({ refused: 'delegation-exists' });
    expect(await give(anna!, bartek!, matter)).toEqual({ refused: 'delegation-unfit' });
    expect(await give(celina!, dorota!, matter)).toEqual({ refused: 'delegation-unfit' });
    expect(await give(anna!, anna!, matter)).toEqual({ refused: 'delegation-unfit' });
    expect(await give(anna!, { memberId: newId() }, matter)).toEqual({ refused: 'delegation-unfit' });
    expect(await give(anna!, dorota!, { ...matter, id: newId() })).toEqual({ refused: 'not-found' });
  });

  it('never bring a holder above the limit, however many ask at once', async () => {
    const matter = await table.put(anna!);
    const answers = await Promise.all(sitters.slice(1).map((sitter) => give(sitter, anna!, matter)));
    expect(granted(answers)).toBe(2);
    expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'delegation-limit')).toHaveLength(sitters.length - 3);
    expect(await bed.rows('SELECT 1 FROM membership.delegation WHERE matter_id = $1 AND to_member = $2 AND ended_at IS NULL', [matter.id, anna!.memberId])).toHaveLength(2);
  });

  it('make no chains, however many ask at once', async () => {
    const matter = await table.put(anna!);
    // A ring: each asks the next. No seat that is represented may represent another.
    await Promise.all(sitters.map((sitter, place) => give(sitter, sitters[(place + 1) % sitters.length]!, matter)));
    const rows = await bed.rows<{ from: string; to: string }>('SELECT from_member AS "from", to_member AS "to" FROM membership.delegation WHERE matter_id = $1 AND ended_at IS NULL', [matter.id]);
    const represented = new Set(rows.map(({ from }) => from));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ to }) => represented.has(to))).toEqual([]);
  });

  it('of one seat are one, however often it asks at once', async () => {
    const matter = await table.put(anna!);
    const answers = await Promise.all(sitters.slice(2, 14).map((holder) => give(bartek!, holder, matter)));
    expect(granted(answers)).toBe(1);
  });

  it('end with the matter, and are not given where the charter allows none', async () => {
    const matter = await table.votedOn(anna!);
    const given = await bartek!.person.get(delegateVote, { ...one(matter), to: celina!.memberId });
    await anna!.person.get(closeVoting, one(matter));
    expect(await give(anna!, dorota!, matter)).toMatchObject({ refused: 'matter-wrong-state' });
    expect(await bartek!.person.call(endDelegation, { ...one(matter), delegationId: given.id })).toMatchObject({ refused: 'matter-wrong-state' });
    const none = await RoundTable.set(bed, 'Stół bez pełnomocników', { delegationsPerHolder: 0 });
    const [first, second] = (await none.join(2)) as [Sitter, Sitter];
    const { id: matterId } = await none.put(first);
    expect(await first.person.call(delegateVote, { clusterId: none.clusterId, matterId, to: second.memberId })).toEqual({ refused: 'delegation-not-allowed' });
  });
});
