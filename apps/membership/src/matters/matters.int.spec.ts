import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  closeVoting, commentMatter, declareInterest, deliberateMatter, listBallots, listComments, listElectorate, listMatterInterests, listMatters, listRevisions, type Matter,
  openVoting, putMatter, readBallot, readComment, readMatter, readResult, readRevision, reviseMatter, takeRole, withdrawMatter,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';
import { RoundTable, type Sitter } from './fixtures/round-table.js';


/** How the table puts, deliberates and decides: through its operations, with a real database and bus. */
describe('the table', () => {
  let bed: Testbed;
  let table: RoundTable;
  let clusterId: string;
  let [anna, bartek, celina]: Sitter[] = [];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await RoundTable.set(bed, 'Wspólny Stół', { deliberationHours: 0, votingHours: 0, quorum: { numerator: 1, denominator: 2 } });
    ({ clusterId } = table);
    [anna, bartek, celina] = await table.join(4);
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

    it('that is not voted on has nothing to close', async () => {
      for (const matter of [await table.put(anna!), await table.deliberated(anna!)]) {
        expect(await anna!.person.call(closeVoting, one(matter))).toEqual({ refused: 'matter-wrong-state', parameters: { state: matter.state, needed: 'voting' } });
      }
    });

    it('of another cluster is not there', async () => {
      const others = await RoundTable.set(bed, 'Cudzy Stół');
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
      const led = await RoundTable.set(bed, 'Stół z animatorem', { deliberationHours: 0, votingHours: 0 });
      const [first, second, animator] = (await led.join(3)) as [Sitter, Sitter, Sitter];
      await animator.person.get(takeRole, { clusterId: led.clusterId, role: 'animator' });
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
      const { deputy: reader } = await table.deputize(anna!, ['contribute']);
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
});
