import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allOperations, closeVoting, declareInterest, declareLastingInterest, listBallots, listElectorate, listInterests, listMatterInterests, type Matter, openVoting,
  type Operation, readBallot, readInterest, readResult, suspendMember,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, Testbed } from '@klaster/testing';
import { count } from '@klaster/voting';
import { membership } from '../membership.module.js';
import { RoundTable, type Sitter } from '../matters/fixtures/round-table.js';


/** How the table votes, and what is seen of it when: through its operations, with a real database and bus. */
describe('a vote at the table', () => {
  let bed: Testbed;
  let table: RoundTable;
  let clusterId: string;
  let [anna, bartek, celina, dorota]: Sitter[] = [];
  let sitters: readonly [Sitter, Sitter, Sitter, Sitter];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await RoundTable.set(bed, 'Wspólny Stół', { deliberationHours: 0, votingHours: 0, quorum: { numerator: 1, denominator: 2 } });
    ({ clusterId } = table);
    sitters = (await table.join(4)) as [Sitter, Sitter, Sitter, Sitter];
    [anna, bartek, celina, dorota] = sitters;
  });

  afterAll(() => bed.stop());

  const one = (matter: Pick<Matter, 'id'>) => ({ clusterId, matterId: matter.id });
  const events = (subject: string) =>
    bed.rows<{ type: string; envelope: string }>('SELECT type, envelope FROM membership.journal WHERE subject = $1 ORDER BY subject_version', [subject]);
  const versionsOf = async (subject: string) => (await bed.rows<{ v: number }>('SELECT subject_version AS v FROM membership.journal WHERE subject = $1 ORDER BY 1', [subject])).map(({ v }) => v);

  describe('from opening to result', () => {
    it('gives every seat a blank ballot, and nobody who comes later one', async () => {
      const matter = await table.votedOn(anna!);
      expect((await bartek!.person.get(listElectorate, one(matter))).items.map(({ memberId, hasVoted }) => [memberId, hasVoted])).toEqual(sitters.map(({ memberId }) => [memberId, false]));
      const [late] = (await table.join(1)) as [Sitter];
      expect(await table.cast(late, matter, { vote: 'yes' })).toEqual({ refused: 'not-in-electorate' });
      expect(await late.person.call(readBallot, one(matter))).toEqual({ refused: 'not-in-electorate' });
      // The seat goes again: what follows counts on four.
      await late.person.get(suspendMember, { clusterId, memberId: late.memberId });
    });

    it('is counted as everybody can count it again', async () => {
      const options = [{ key: 'las', text: 'Las' }, { key: 'staw', text: 'Staw' }, { key: 'sad', text: 'Sad' }];
      const matter = await table.votedOn(anna!, { method: 'ranked', options });
      await table.cast(anna!, matter, { ranking: [['las'], ['staw']] });
      await table.cast(bartek!, matter, { ranking: [['las', 'sad']] });
      expect(await table.cast(bartek!, matter, { ranking: [['staw'], ['las']] }, { version: 2 })).toMatchObject({ version: 3 });
      await table.cast(celina!, matter, { abstain: true });
      const decided = await anna!.person.get(closeVoting, one(matter));
      const [result, { items }] = await Promise.all([dorota!.person.get(readResult, one(matter)), dorota!.person.get(listBallots, one(matter))]);
      expect(items.map(({ memberId, castBy }) => [memberId, castBy])).toEqual([anna!, bartek!, celina!].map(({ memberId }) => [memberId, memberId]));
      expect(count(result.rules, result.counts.electorate, items.map(({ choice }) => choice))).toEqual(result.counts);
      expect(result).toMatchObject({ outcome: decided.outcome, turnout: 3, charterNumber: 1, effect: 'none', counts: { ballots: 3, electorate: 4, abstentions: 1 } });
      const told = await events(matter.id);
      expect(told.map(({ type }) => type)).toEqual(['put', 'deliberated', 'voting.opened', 'decided', 'ballots.published'].map((name) => `membership.${name.includes('.') ? name : `matter.${name}`}.v1`));
      const { data } = JSON.parse(told.at(-1)!.envelope) as { data: { ballots: { memberId: string; choice: unknown }[] } };
      expect(data.ballots).toEqual(items.map(({ memberId, choice }) => ({ memberId, token: null, choice })));
      expect(await versionsOf(matter.id)).toEqual([1, 2, 3, 4, 5]);
    });

    it('shows the reason of an objection to the members, and tells it to nobody else', async () => {
      const matter = await table.votedOn(anna!, { method: 'consent' });
      expect(await table.cast(bartek!, matter, { position: 'object' })).toMatchObject({ refused: 'choice-unfit', errors: [{ pointer: '/choice/reason', code: 'reason-missing' }] });
      await table.cast(bartek!, matter, { position: 'object', reason: 'Hałas pod oknami' });
      await table.cast(anna!, matter, { position: 'consent' });
      expect(await anna!.person.get(closeVoting, one(matter))).toMatchObject({ outcome: 'rejected' });
      const { items } = await dorota!.person.get(listBallots, one(matter));
      expect(items.find(({ memberId }) => memberId === bartek!.memberId)).toMatchObject({ choice: { position: 'object', reason: 'Hałas pod oknami' } });
      expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE envelope LIKE '%Hałas%'`)).toEqual([]);
    });

    it('misses its quorum where too few have voted', async () => {
      const matter = await table.votedOn(anna!);
      await table.cast(anna!, matter, { vote: 'yes' });
      expect(await anna!.person.get(closeVoting, one(matter))).toMatchObject({ state: 'decided', outcome: 'no-quorum' });
    });

    it('closes no earlier than the charter wants', async () => {
      const slow = await RoundTable.set(bed, 'Powolny Stół', { deliberationHours: 0, votingHours: 5 });
      const [first] = (await slow.join(2)) as [Sitter];
      const matter = await slow.votedOn(first);
      const at = { clusterId: slow.clusterId, matterId: matter.id };
      expect(await first.person.call(closeVoting, at)).toMatchObject({ refused: 'too-early' });
      bed.clock.turn({ hours: 6 });
      expect(await first.person.get(closeVoting, at)).toMatchObject({ state: 'decided' });
      bed.clock.turn({ hours: -6 });
    });

    it('needs three seats where it is secret', async () => {
      const small = await RoundTable.set(bed, 'Mały Stół', { deliberationHours: 0, votingHours: 0 });
      const [first] = (await small.join(2)) as [Sitter];
      const { id: matterId } = await small.deliberated(first, { secret: true });
      expect(await first.person.call(openVoting, { clusterId: small.clusterId, matterId })).toEqual({ refused: 'secret-needs-three', parameters: { voters: 2 } });
      expect(await bed.rows('SELECT 1 FROM membership.ballot WHERE matter_id = $1', [matterId])).toEqual([]);
    });

    it('counts one charter for the whole of it: the quorum that is adopted meanwhile is that of the next', async () => {
      const changing = await RoundTable.set(bed, 'Zmienny Stół', { deliberationHours: 0, votingHours: 0, quorum: { numerator: 1, denominator: 4 } });
      const [first, second, ...others] = (await changing.join(4)) as [Sitter, Sitter, Sitter, Sitter];
      const at = (matter: Matter) => ({ clusterId: changing.clusterId, matterId: matter.id });
      const open = await changing.votedOn(first);
      await changing.cast(first, open, { vote: 'yes' });
      expect(await changing.adopt([first, second, ...others], { quorum: { numerator: 3, denominator: 4 }, votingHours: 8_000, method: 'consent' })).toBe(2);
      expect(await first.person.get(closeVoting, at(open))).toMatchObject({ outcome: 'adopted', method: 'majority' });
      expect(await second.person.get(readResult, at(open))).toMatchObject({ charterNumber: 1, rules: { quorum: { numerator: 1, denominator: 4 } }, counts: { quorum: { required: 1 } } });

      const next = await changing.votedOn(first);
      expect(next.method).toBe('consent');
      for (const sitter of [first, second]) await changing.cast(sitter, next, { position: 'consent' });
      expect(await first.person.call(closeVoting, at(next))).toMatchObject({ refused: 'too-early' });
      bed.clock.turn({ hours: 8_000 });
      expect(await first.person.get(closeVoting, at(next))).toMatchObject({ outcome: 'no-quorum' });
      bed.clock.turn({ hours: -8_000 });
      expect(await others[0]!.person.get(readResult, at(next))).toMatchObject({ charterNumber: 2, counts: { quorum: { required: 3, reached: false } } });
    });
  });

  describe('a declared interest', () => {
    it('is shown beside the ballot in the matter, and in matters about that member', async () => {
      const mine = await bartek!.person.get(declareLastingInterest, { clusterId, partnerId: dorota!.memberId, text: 'Jesteśmy rodziną.' });
      const matter = await table.votedOn(anna!, { about: { memberId: dorota!.memberId } });
      const here = await anna!.person.get(declareInterest, { ...one(matter), text: 'To nasz dostawca.' });
      for (const sitter of sitters) await table.cast(sitter, matter, { vote: 'yes' });
      const beside = (items: readonly { memberId: string | null; interest: string | null }[]) => new Map(items.map(({ memberId, interest }) => [memberId, interest]));
      const expected = new Map<string | null, string | null>([[anna!.memberId, 'To nasz dostawca.'], [bartek!.memberId, 'Jesteśmy rodziną.'], [celina!.memberId, null], [dorota!.memberId, null]]);
      expect(beside((await celina!.person.get(listElectorate, one(matter))).items)).toEqual(expected);
      await anna!.person.get(closeVoting, one(matter));
      expect(beside((await celina!.person.get(listBallots, one(matter))).items)).toEqual(expected);
      expect((await celina!.person.get(listMatterInterests, one(matter))).items).toEqual([here]);
      expect((await celina!.person.get(listInterests, { clusterId, memberId: bartek!.memberId })).items).toEqual([mine]);
      expect(await celina!.person.get(readInterest, { clusterId, interestId: mine.id })).toEqual(mine);
      expect(await anna!.person.call(declareInterest, { ...one(matter), text: 'Za późno' })).toMatchObject({ refused: 'matter-wrong-state' });
      const other = await table.votedOn(anna!);
      expect(new Set((await celina!.person.get(listElectorate, one(other))).items.map(({ interest }) => interest))).toEqual(new Set([null]));
    });

    it('is in one thing, and never in oneself', async () => {
      const declare = (what: object) => anna!.person.call(declareLastingInterest, { clusterId, text: 'X', ...what });
      for (const what of [{}, { partnerId: anna!.memberId }, { partnerId: newId() }, { partnerId: bartek!.memberId, initiativeId: newId() }]) expect(await declare(what)).toEqual({ refused: 'interest-unfit' });
      expect(await declare({ initiativeId: newId() })).toMatchObject({ partnerId: null });
    });
  });

  describe('while voting runs', () => {
    const needle = 'Igła w stogu siana';
    const questions = [...allOperations.values()].filter((operation) => operation.service === 'membership' && operation.kind === 'query' && operation.access.who !== 'platform' && 'clusterId' in operation.request.shape);

    it('no answer of any operation shows how it stands', async () => {
      const quiet = await RoundTable.set(bed, 'Cichy Stół', { deliberationHours: 0, votingHours: 0 });
      const [first, second, third] = (await quiet.join(3)) as [Sitter, Sitter, Sitter];
      const matter = await quiet.votedOn(first, { method: 'consent' });
      await quiet.cast(second, matter, { position: 'object', reason: needle });
      await quiet.cast(third, matter, { position: 'stand-aside', reason: needle });
      const known = { clusterId: quiet.clusterId, matterId: matter.id, memberId: second.memberId, number: 1 };
      expect(await first.person.call(readResult, { clusterId: quiet.clusterId, matterId: matter.id })).toEqual({ refused: 'undecided', parameters: { state: 'voting' } });
      expect(await first.person.call(listBallots, { clusterId: quiet.clusterId, matterId: matter.id })).toEqual({ refused: 'undecided', parameters: { state: 'voting' } });
      const answers = await Promise.all(questions.map((operation) => ask(first.person, operation, known)));
      expect(questions.length).toBeGreaterThan(20);
      const telling = /Igła|"counts"|"turnout"|"effect"|stand-aside|"object"|"outcome":"/;
      expect(questions.flatMap(({ name }, index) => (telling.test(answers[index]!) ? [name] : []))).toEqual([]);
      expect(answers.filter((answer) => answer.includes(matter.id)).length).toBeGreaterThan(1);
      // Nor what is told to other services.
      expect(await bed.rows('SELECT 1 FROM membership.journal WHERE cluster_id = $1 AND envelope ~ $2', [quiet.clusterId, 'stand-aside|Igła'])).toEqual([]);
    });

    /** Asks whatever can be asked; what is not known is made up. */
    async function ask(person: Caller, operation: Operation, known: Readonly<Record<string, unknown>>): Promise<string> {
      const needed = Object.keys(operation.request.shape).filter((field) => field in known || field.endsWith('Id'));
      const request = Object.fromEntries(needed.map((field) => [field, known[field] ?? newId()]));
      return JSON.stringify(await person.call(operation, request as never).catch((error: unknown) => String(error)));
    }
  });
});
