import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  allOperations, closeVoting, commentMatter, declareInterest, declareLastingInterest, deliberateMatter, listBallots, listComments, listElectorate, listInterests, listMatterInterests, listMatters,
  listRevisions, type Matter, openVoting, type Operation, putMatter, readBallot, readComment, readInterest, readMatter, readResult, readRevision, reviseMatter, withdrawMatter,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, Testbed } from '@klaster/testing';
import { count } from '@klaster/voting';
import { membership } from '../membership.module.js';
import { CommonTable, type Sitter } from './fixtures/common-table.js';

/** How the table puts, deliberates and decides: through its operations, with a real database and bus. */
describe('the table', () => {
  let bed: Testbed;
  let table: CommonTable;
  let clusterId: string;
  let [anna, bartek, celina, dorota]: Sitter[] = [];
  let sitters: readonly [Sitter, Sitter, Sitter, Sitter];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await CommonTable.set(bed, 'Wspólny Stół', { deliberationHours: 0, votingHours: 0, quorum: { numerator: 1, denominator: 2 } });
    ({ clusterId } = table);
    sitters = (await table.join(4)) as [Sitter, Sitter, Sitter, Sitter];
    [anna, bartek, celina, dorota] = sitters;
  });

  afterAll(() => bed.stop());

  const one = (matter: Pick<Matter, 'id'>) => ({ clusterId, matterId: matter.id });
  const events = (subject: string) =>
    bed.rows<{ type: string; envelope: string }>('SELECT type, envelope FROM membership.journal WHERE subject = $1 ORDER BY subject_version', [subject]);
  const versionsOf = async (subject: string) => (await bed.rows<{ v: number }>('SELECT subject_version AS v FROM membership.journal WHERE subject = $1 ORDER BY 1', [subject])).map(({ v }) => v);

  describe('a matter', () => {
    it('is put by any seat as a draft, with the rules of the charter where it says nothing', async () => {
      const matter = await table.put(bartek!, { text: 'Zakładamy ogród przy ulicy Polnej.' });
      expect(matter).toMatchObject({ state: 'draft', kind: 'resolution', method: 'majority', majority: 'simple', putBy: bartek!.memberId, revision: 1, version: 1, deliberationFrom: null });
      expect(await anna!.person.get(readMatter, one(matter))).toEqual(matter);
      expect((await anna!.person.get(listMatters, { clusterId, limit: 1 })).items).toEqual([matter]);
      expect((await events(matter.id)).map(({ type }) => type)).toEqual(['membership.matter.put.v1']);
      expect((await events(matter.id))[0]!.envelope).not.toContain('Polnej');
    });

    it('is found by kind and state, newest first', async () => {
      const advice = await table.deliberated(anna!, { kind: 'advice' });
      await table.put(anna!, { kind: 'advice' });
      const { items } = await bartek!.person.get(listMatters, { clusterId, kind: 'advice', state: 'deliberation' });
      expect(items).toEqual([advice]);
      const all = (await bartek!.person.get(listMatters, { clusterId })).items.map(({ id }) => id);
      expect(all).toEqual(all.toSorted((a, b) => (a < b ? 1 : -1)));
    });

    it('is refused where its parts do not fit together, and says which', async () => {
      const answer = await anna!.person.call(putMatter, { clusterId, title: 'T', text: 'T', kind: 'election', about: {}, candidates: [newId()] });
      expect(answer).toMatchObject({ refused: 'matter-unfit', errors: [{ pointer: '/about/role', code: 'missing' }, { pointer: '/candidates/0', code: 'no-seat' }] });
    });

    it('elects members under their ids, with their names', async () => {
      const { options, method } = await table.put(anna!, { kind: 'election', about: { role: 'animator' }, candidates: [anna!.memberId, bartek!.memberId] });
      expect(options.map(({ key }) => key)).toEqual([anna!.memberId, bartek!.memberId]);
      expect(options.map(({ text }) => text).every((text) => text.startsWith('Fundacja'))).toBe(true);
      expect(method).toBe('approval');
    });

    it('about a version of the charter is on the table once', async () => {
      await table.asService(
        `INSERT INTO charter_version (id, version, cluster_id, number, state, text, rules, editorial, sha256, proposed_at) SELECT uuidv7(), 1, cluster_id, 77, 'draft', text, rules, false, sha256, now() FROM charter_version WHERE cluster_id = $1 AND number = 1`,
        [clusterId],
      );
      const put = () => anna!.person.call(putMatter, { clusterId, title: 'Karta', text: 'Nowa', kind: 'charter', about: { charterNumber: 77 } });
      const answers = await Promise.all([put(), put(), put(), put()]);
      expect(answers.filter((answer) => 'id' in answer)).toHaveLength(1);
      expect(answers.filter((answer) => 'refused' in answer)).toEqual(Array.from({ length: 3 }, () => expect.objectContaining({ refused: 'matter-unfit', errors: [expect.objectContaining({ code: 'on-the-table' })] })));
      expect(await anna!.person.call(putMatter, { clusterId, title: 'Karta', text: 'Stara', kind: 'charter', about: { charterNumber: 1 } })).toMatchObject({ errors: [{ code: 'no-draft' }] });
    });

    it('is withdrawn by who put it, with a reason, and by nobody else', async () => {
      const matter = await table.deliberated(anna!);
      expect(await bartek!.person.call(withdrawMatter, { ...one(matter), reason: 'Nie' })).toEqual({ refused: 'not-for-you-to-do' });
      expect(await anna!.person.get(withdrawMatter, { ...one(matter), reason: 'Już nieaktualne' })).toMatchObject({ state: 'withdrawn', withdrawalReason: 'Już nieaktualne' });
      expect((await events(matter.id)).at(-1)!.envelope).not.toContain('nieaktualne');
      expect(await anna!.person.call(openVoting, one(matter))).toMatchObject({ refused: 'matter-wrong-state' });
    });

    it('of another cluster is not there', async () => {
      const others = await CommonTable.set(bed, 'Cudzy Stół');
      const [other] = (await others.join(2)) as [Sitter];
      const matter = await table.votedOn(anna!);
      const foreign = { clusterId: others.clusterId, matterId: matter.id };
      for (const read of [readMatter, readResult, readBallot, listBallots, listElectorate, listComments, listRevisions, listMatterInterests]) {
        expect(await other.person.call(read as typeof readMatter, foreign)).toEqual({ refused: 'not-found' });
        expect(await other.person.call(read as typeof readMatter, one(matter))).toEqual({ refused: 'forbidden' });
      }
      expect(await others.cast(other, matter, { vote: 'yes' })).toEqual({ refused: 'not-found' });
      expect(await other.person.call(closeVoting, foreign)).toEqual({ refused: 'not-found' });
      expect(await other.person.call(commentMatter, { ...foreign, text: 'Hej' })).toEqual({ refused: 'not-found' });
      expect(await other.person.call(declareInterest, { ...foreign, text: 'Hej' })).toEqual({ refused: 'not-found' });
    });
  });

  describe('who brings it forward', () => {
    it('is the member that put it, or an animator', async () => {
      const led = await CommonTable.set(bed, 'Stół z animatorem', { deliberationHours: 0, votingHours: 0 });
      const [first, second, animator] = (await led.join(3)) as [Sitter, Sitter, Sitter];
      await led.makeAnimator(animator);
      const matter = await led.put(first);
      const at = { clusterId: led.clusterId, matterId: matter.id };
      for (const act of [() => second.person.call(deliberateMatter, at), () => second.person.call(openVoting, at), () => second.person.call(closeVoting, at), () => second.person.call(reviseMatter, { ...at, title: 'Inny' })]) {
        expect(await act()).toEqual({ refused: 'not-for-you-to-do' });
      }
      expect(await animator.person.get(deliberateMatter, at)).toMatchObject({ state: 'deliberation' });
      expect(await animator.person.get(reviseMatter, { ...at, title: 'Lepszy' })).toMatchObject({ number: 2, revisedBy: animator.memberId });
      expect(await animator.person.get(openVoting, at)).toMatchObject({ state: 'voting' });
      expect(await animator.person.get(closeVoting, at)).toMatchObject({ state: 'decided' });
      expect(await animator.person.call(withdrawMatter, { ...at, reason: 'Nie' })).toEqual({ refused: 'not-for-you-to-do' });
    });

    it('needs the mandate to represent', async () => {
      const matter = await table.put(anna!);
      const reader = bed.person();
      await table.asService(`INSERT INTO mandate (id, party_id, account_id, scopes, state, valid_from) VALUES (uuidv7(), $1, $2, '{contribute}', 'held', now() - interval '1 day')`, [anna!.partyId, reader.accountId]);
      expect(await reader.call(deliberateMatter, one(matter))).toEqual({ refused: 'forbidden' });
      expect(await reader.call(readMatter, one(matter))).toMatchObject({ id: matter.id });
    });
  });

  describe('the deliberation', () => {
    let matter: Matter;
    beforeEach(async () => {
      matter = await table.deliberated(anna!, { text: 'Zakładamy ogród.' });
    });

    it('hears every seat, in order, with replies', async () => {
      const first = await bartek!.person.get(commentMatter, { ...one(matter), text: 'Gdzie?' });
      const reply = await anna!.person.get(commentMatter, { ...one(matter), text: 'Na Polnej.', repliesTo: first.id });
      expect((await celina!.person.get(listComments, one(matter))).items).toEqual([first, reply]);
      expect(await celina!.person.get(readComment, { ...one(matter), commentId: reply.id })).toEqual(reply);
      const elsewhere = await table.deliberated(bartek!);
      expect(await anna!.person.call(commentMatter, { ...one(elsewhere), text: 'Zgoda', repliesTo: first.id })).toEqual({ refused: 'not-found' });
      expect(await anna!.person.call(readComment, { ...one(elsewhere), commentId: first.id })).toEqual({ refused: 'not-found' });
      expect(await anna!.person.call(commentMatter, { ...one(await table.put(anna!)), text: 'Wcześniej' })).toMatchObject({ refused: 'matter-wrong-state' });
    });

    it('amends, and keeps what was said before', async () => {
      const proposal = await bartek!.person.get(commentMatter, { ...one(matter), text: 'Może sad?', proposes: 'Zakładamy sad.' });
      const revision = await anna!.person.get(reviseMatter, { ...one(matter), takenFrom: proposal.id });
      expect(revision).toMatchObject({ number: 2, text: 'Zakładamy sad.', takenFrom: proposal.id, title: matter.title });
      expect(await celina!.person.get(readMatter, one(matter))).toMatchObject({ revision: 2, text: 'Zakładamy sad.', version: 3 });
      const { items } = await celina!.person.get(listRevisions, one(matter));
      expect(items.map(({ number, text }) => [number, text])).toEqual([[2, 'Zakładamy sad.'], [1, 'Zakładamy ogród.']]);
      expect(await celina!.person.get(readRevision, { ...one(matter), number: 2 })).toEqual(revision);
      expect(await celina!.person.call(readRevision, { ...one(matter), number: 3 })).toEqual({ refused: 'not-found' });
      const foreign = await bartek!.person.get(commentMatter, { ...one(await table.deliberated(bartek!)), text: 'X', proposes: 'Y' });
      expect(await anna!.person.call(reviseMatter, { ...one(matter), takenFrom: foreign.id })).toMatchObject({ refused: 'matter-unfit', errors: [{ pointer: '/takenFrom' }] });
    });

    it('numbers amendments without gap, however many are made at once', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, (_, turn) => anna!.person.call(reviseMatter, { ...one(matter), title: `Tytuł ${turn}` })));
      const made = answers.flatMap((answer) => ('number' in answer ? [answer.number] : []));
      expect(made.toSorted((a, b) => a - b)).toEqual(made.map((_, index) => index + 2));
      expect((await anna!.person.get(listRevisions, one(matter))).items).toHaveLength(made.length + 1);
      expect(await versionsOf(matter.id)).toEqual(Array.from({ length: made.length + 2 }, (_, index) => index + 1));
    });

    it('ends where voting begins', async () => {
      await anna!.person.get(openVoting, one(matter));
      expect(await anna!.person.call(reviseMatter, { ...one(matter), title: 'Za późno' })).toMatchObject({ refused: 'matter-wrong-state' });
      expect(await bartek!.person.call(commentMatter, { ...one(matter), text: 'Za późno' })).toMatchObject({ refused: 'matter-wrong-state' });
      expect(await anna!.person.call(withdrawMatter, { ...one(matter), reason: 'Za późno' })).toMatchObject({ refused: 'matter-wrong-state' });
    });

    it('changes what was read, or says that it was changed meanwhile', async () => {
      expect(await anna!.person.call(deliberateMatter, one(await table.put(anna!)), { expectedVersion: 9 })).toEqual({ refused: 'stale-version' });
      expect(await anna!.person.call(reviseMatter, { ...one(matter), title: 'X' }, { expectedVersion: 1 })).toEqual({ refused: 'stale-version' });
    });
  });

  describe('a vote', () => {
    it('gives every seat a blank ballot, and nobody who comes later one', async () => {
      const matter = await table.votedOn(anna!);
      expect((await bartek!.person.get(listElectorate, one(matter))).items.map(({ memberId, hasVoted }) => [memberId, hasVoted])).toEqual(sitters.map(({ memberId }) => [memberId, false]).toSorted());
      const [late] = (await table.join(1)) as [Sitter];
      expect(await table.cast(late, matter, { vote: 'yes' })).toEqual({ refused: 'not-in-electorate' });
      expect(await late.person.call(readBallot, one(matter))).toEqual({ refused: 'not-in-electorate' });
      // The seat goes again: what follows counts on four.
      await table.asService(`UPDATE member SET state = 'suspended', seat_id = NULL WHERE id = $1`, [late.memberId]);
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
      expect(items.map(({ memberId, castBy }) => [memberId, castBy])).toEqual([anna!, bartek!, celina!].map(({ memberId }) => [memberId, memberId]).toSorted());
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
      const slow = await CommonTable.set(bed, 'Powolny Stół', { deliberationHours: 0, votingHours: 5 });
      const [first] = (await slow.join(2)) as [Sitter];
      const matter = await slow.votedOn(first);
      const at = { clusterId: slow.clusterId, matterId: matter.id };
      expect(await first.person.call(closeVoting, at)).toMatchObject({ refused: 'too-early' });
      bed.clock.turn({ hours: 6 });
      expect(await first.person.get(closeVoting, at)).toMatchObject({ state: 'decided' });
      bed.clock.turn({ hours: -6 });
    });

    it('needs three seats where it is secret', async () => {
      const small = await CommonTable.set(bed, 'Mały Stół', { deliberationHours: 0, votingHours: 0 });
      const [first] = (await small.join(2)) as [Sitter];
      const { id: matterId } = await small.deliberated(first, { secret: true });
      expect(await first.person.call(openVoting, { clusterId: small.clusterId, matterId })).toEqual({ refused: 'secret-needs-three', parameters: { voters: 2 } });
      expect(await bed.rows('SELECT 1 FROM membership.ballot WHERE matter_id = $1', [matterId])).toEqual([]);
    });

    it('counts one charter for the whole of it: the quorum that is adopted meanwhile is that of the next', async () => {
      const changing = await CommonTable.set(bed, 'Zmienny Stół', { deliberationHours: 0, votingHours: 0, quorum: { numerator: 1, denominator: 4 } });
      const [first, second, ...others] = (await changing.join(4)) as [Sitter, Sitter, Sitter, Sitter];
      const at = (matter: Matter) => ({ clusterId: changing.clusterId, matterId: matter.id });
      const open = await changing.votedOn(first);
      await changing.cast(first, open, { vote: 'yes' });
      expect(await changing.adopt({ quorum: { numerator: 3, denominator: 4 }, votingHours: 8_000, method: 'consent' })).toBe(2);
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
      const quiet = await CommonTable.set(bed, 'Cichy Stół', { deliberationHours: 0, votingHours: 0 });
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
