import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  admitMember, type Choice, closeVoting, declareReadiness, deliberateMatter, excludeMember, listRoles, listSeats, makeStatement, type Matter, openVoting, proposeCharter, putMatter, readCharter,
  readCharterVersion, readMember, readResult, registerParty, retractMember, takeRole, withdrawMatter,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';
import { RoundTable, type Sitter } from './fixtures/round-table.js';

const atOnceRules = { deliberationHours: 0, votingHours: 0, hearingDays: 0 };
const yes: Choice = { vote: 'yes' };
const no: Choice = { vote: 'no' };


/** What the table decides happens, with the decision: through the votes of its members. */
describe('what follows from a decision', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const set = async (name: string, size: number, rules = {}) => {
    const table = await RoundTable.set(bed, name, { ...atOnceRules, ...rules });
    const sitters = await table.join(size);
    return { table, clusterId: table.clusterId, sitters };
  };
  /** Votes are cast and counted: the first `choices.length` seats vote. Answers the result. */
  const decide = async (table: RoundTable, sitters: readonly Sitter[], { id: matterId }: Pick<Matter, 'id'>, choices: readonly Choice[]) => {
    const [first] = sitters as [Sitter];
    for (const [place, choice] of choices.entries()) await table.cast(sitters[place]!, { id: matterId }, choice);
    await first.person.get(closeVoting, { clusterId: table.clusterId, matterId });
    return first.person.get(readResult, { clusterId: table.clusterId, matterId });
  };
  const seatsOf = async (clusterId: string, { person }: Sitter) => (await person.get(listSeats, { clusterId })).items.map(({ memberId }) => memberId);

  describe('on an admission', () => {
    it.each([
      ['adopted', [yes, yes], 'admitted', 'done'],
      ['rejected', [no, no], 'declined', 'done'],
      ['without quorum', [], 'declined', 'done'],
    ] as const)('%s: the party is %3$s', async (name, choices, state, effect) => {
      const { table, clusterId, sitters } = await set(`Przyjęcie ${name}`, 2, { admission: 'open' });
      const [anna] = sitters as [Sitter];
      await anna.person.get(takeRole, { clusterId, role: 'animator' });
      await table.adopt(sitters, { admission: 'vote' });
      const person = bed.person();
      const { id: partyId } = await person.get(registerParty, { kind: 'organization', sphere: 'social', name: 'Nowa Fundacja', municipality: 'Łódź' });
      const { id: memberId } = await person.get(declareReadiness, { clusterId, partyId });
      const { matterId, state: waiting } = await person.get(admitMember, { clusterId, memberId, acceptsCharter: true });
      expect(waiting).toBe('declared');
      await anna.person.get(openVoting, { clusterId, matterId: matterId! });
      expect(await decide(table, sitters, { id: matterId! }, choices)).toMatchObject({ effect });
      expect(await person.get(readMember, { clusterId, memberId })).toMatchObject({ state, matterId });
      expect((await seatsOf(clusterId, anna)).includes(memberId)).toBe(state === 'admitted');
    });

    it('that was taken back meanwhile: nothing can be done any more', async () => {
      const { table, clusterId, sitters } = await set('Przyjęcie cofnięte', 2);
      const [anna] = sitters as [Sitter];
      await anna.person.get(takeRole, { clusterId, role: 'animator' });
      await table.adopt(sitters, { admission: 'vote' });
      const person = bed.person();
      const { id: partyId } = await person.get(registerParty, { kind: 'organization', sphere: 'social', name: 'Niezdecydowana', municipality: 'Łódź' });
      const { id: memberId } = await person.get(declareReadiness, { clusterId, partyId });
      const { matterId } = await person.get(admitMember, { clusterId, memberId, acceptsCharter: true });
      await anna.person.get(openVoting, { clusterId, matterId: matterId! });
      await person.get(retractMember, { clusterId, memberId });
      expect(await decide(table, sitters, { id: matterId! }, [yes, yes])).toMatchObject({ outcome: 'adopted', effect: 'impossible' });
      expect(await person.get(readMember, { clusterId, memberId })).toMatchObject({ state: 'retracted' });
    });
  });

  it('on an exclusion: the member has no seat any more, and no role', async () => {
    const { table, clusterId, sitters } = await set('Wykluczenie', 4);
    const [anna, , , dorota] = sitters as [Sitter, Sitter, Sitter, Sitter];
    await dorota.person.get(takeRole, { clusterId, role: 'secretary' });
    const first = await anna.person.get(excludeMember, { clusterId, memberId: dorota.memberId, reason: 'Nie oddała narzędzi.' });
    await dorota.person.get(makeStatement, { clusterId, matterId: first.id, text: 'Oddałam.' });
    await anna.person.get(openVoting, { clusterId, matterId: first.id });
    expect(await decide(table, sitters, first, [yes, no, no])).toMatchObject({ outcome: 'rejected', effect: 'none' });
    expect(await anna.person.get(readMember, { clusterId, memberId: dorota.memberId })).toMatchObject({ state: 'admitted' });

    const second = await anna.person.get(excludeMember, { clusterId, memberId: dorota.memberId, reason: 'Naprawdę nie oddała.' });
    await anna.person.get(openVoting, { clusterId, matterId: second.id });
    expect(await decide(table, sitters, second, [yes, yes, yes])).toMatchObject({ outcome: 'adopted', effect: 'done' });
    expect(await anna.person.get(readMember, { clusterId, memberId: dorota.memberId })).toMatchObject({ state: 'excluded', matterId: second.id });
    expect(await seatsOf(clusterId, anna)).not.toContain(dorota.memberId);
    expect((await anna.person.get(listRoles, { clusterId })).items).toEqual([]);
  });

  describe('on a charter', () => {
    const draft = async (name: string) => {
      const made = await set(name, 2);
      const [anna] = made.sitters as [Sitter];
      const { number } = await anna.person.get(proposeCharter, { clusterId: made.clusterId, text: { pl: 'Nowa karta' }, rules: { noticeDays: 77 } });
      const matter = await made.table.put(anna, { kind: 'charter', method: 'majority', about: { charterNumber: number } });
      const stateOf = async () => (await anna.person.get(readCharterVersion, { clusterId: made.clusterId, number })).state;
      return { ...made, anna, matter, at: { clusterId: made.clusterId, matterId: matter.id }, stateOf };
    };

    it('adopted: it is in force, and the one before it is not', async () => {
      const { table, clusterId, sitters, anna, matter, at, stateOf } = await draft('Karta przyjęta');
      await anna.person.get(deliberateMatter, at);
      expect(await stateOf()).toBe('in-deliberation');
      await anna.person.get(openVoting, at);
      expect(await decide(table, sitters, matter, [yes, yes])).toMatchObject({ effect: 'done', charterNumber: 1 });
      expect(await anna.person.get(readCharter, { clusterId })).toMatchObject({ state: 'adopted', number: 2, matterId: matter.id, rules: { noticeDays: 77 } });
      expect(await anna.person.get(readCharterVersion, { clusterId, number: 1 })).toMatchObject({ state: 'superseded' });
    });

    it('rejected, or withdrawn: it is a draft again', async () => {
      const { table, sitters, anna, matter, at, stateOf } = await draft('Karta odrzucona');
      await anna.person.get(deliberateMatter, at);
      await anna.person.get(openVoting, at);
      expect(await decide(table, sitters, matter, [no, no])).toMatchObject({ outcome: 'rejected', effect: 'none' });
      expect(await stateOf()).toBe('draft');
      const other = await draft('Karta wycofana');
      await other.anna.person.get(deliberateMatter, other.at);
      await other.anna.person.get(withdrawMatter, { ...other.at, reason: 'Jeszcze raz' });
      expect(await other.stateOf()).toBe('draft');
    });
  });

  it('on an election: whom the table elects has the role; a tie gives it to nobody', async () => {
    const { table, clusterId, sitters } = await set('Wybory', 4);
    const [anna, bartek, celina] = sitters as [Sitter, Sitter, Sitter];
    const election = { kind: 'election' as const, method: 'ranked' as const, about: { role: 'animator' as const }, candidates: [bartek.memberId, celina.memberId] };
    const ranking = (...members: Sitter[]): Choice => ({ ranking: members.map(({ memberId }) => [memberId]) });
    const tied = await table.votedOn(anna, election);
    expect(await decide(table, sitters, tied, [ranking(bartek, celina), ranking(celina, bartek)])).toMatchObject({ counts: { ground: 'tie' }, effect: 'none' });
    expect((await anna.person.get(listRoles, { clusterId })).items).toEqual([]);
    const won = await table.votedOn(anna, election);
    expect(await decide(table, sitters, won, [ranking(bartek, celina), ranking(celina, bartek), ranking(bartek)])).toMatchObject({ outcome: 'adopted', effect: 'done' });
    expect((await anna.person.get(listRoles, { clusterId })).items).toMatchObject([{ memberId: bartek.memberId, role: 'animator', matterId: won.id }]);
    // And facilitates from then on.
    const { id: matterId } = await table.put(anna);
    expect(await bartek.person.get(deliberateMatter, { clusterId, matterId })).toMatchObject({ state: 'deliberation' });
  });

  it('on a resolution: the member rests and comes back, and the cluster ends', async () => {
    const { table, clusterId, sitters } = await set('Uchwały', 3);
    const [anna, , celina] = sitters as [Sitter, Sitter, Sitter];
    const decideOn = async (about: Matter['about'], choices: readonly Choice[] = [yes, yes]) => decide(table, sitters, await table.votedOn(anna, { about }), choices);
    expect(await decideOn({ effect: 'suspension', memberId: celina.memberId })).toMatchObject({ effect: 'done' });
    expect(await seatsOf(clusterId, anna)).not.toContain(celina.memberId);
    expect(await decideOn({ effect: 'reinstatement', memberId: celina.memberId })).toMatchObject({ effect: 'done', counts: { electorate: 2 } });
    expect(await seatsOf(clusterId, anna)).toContain(celina.memberId);
    expect(await decideOn({})).toMatchObject({ outcome: 'adopted', effect: 'none' });
    // Of an initiative across clusters the whole table decides, and not its partners, whom nobody could name here; what comes of it is kept elsewhere.
    for (const effect of ['initiative-acceptance', 'initiative-departure'] as const) {
      expect(await decideOn({ effect, initiativeId: newId() })).toMatchObject({ outcome: 'adopted', effect: 'none', counts: { electorate: 3 } });
    }
    const { id: matterId } = await table.put(anna);
    expect(await decideOn({ effect: 'dissolution' })).toMatchObject({ effect: 'done' });
    expect(await anna.person.call(putMatter, { clusterId, title: 'Jeszcze', text: 'Coś' })).toEqual({ refused: 'cluster-dissolved' });
    expect(await anna.person.call(deliberateMatter, { clusterId, matterId })).toEqual({ refused: 'cluster-dissolved' });
  });

  it('happens with the decision or not at all', async () => {
    const { table, clusterId, sitters } = await set('Wszystko albo nic', 3);
    const [anna, , celina] = sitters as [Sitter, Sitter, Sitter];
    const matter = await table.votedOn(anna, { about: { effect: 'suspension', memberId: celina.memberId } });
    for (const sitter of sitters) await table.cast(sitter, matter, yes);
    await bed.rows(`CREATE FUNCTION membership.crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.type LIKE 'membership.matter.decided%' THEN RAISE 'crash'; END IF; RETURN NEW; END $$`);
    await bed.rows('CREATE TRIGGER crash BEFORE INSERT ON membership.journal FOR EACH ROW EXECUTE FUNCTION membership.crash()');
    expect(await anna.person.call(closeVoting, { clusterId, matterId: matter.id })).toEqual({ refused: 'internal' });
    expect(await anna.person.get(readMember, { clusterId, memberId: celina.memberId })).toMatchObject({ state: 'admitted' });
    await bed.rows('DROP TRIGGER crash ON membership.journal');
    expect(await anna.person.get(closeVoting, { clusterId, matterId: matter.id })).toMatchObject({ state: 'decided', outcome: 'adopted' });
    expect(await anna.person.get(readMember, { clusterId, memberId: celina.memberId })).toMatchObject({ state: 'suspended', matterId: matter.id });
  });
});
