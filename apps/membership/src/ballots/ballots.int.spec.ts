import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  castBallot, type Choice, closeAssembly, closeVoting, delegateSeat, delegateVote, endDelegation, endMandate, isRefusal, listBallots, listDelegations, listElectorate, type Matter, openAssembly,
  readBallot, readResult, type Refusal, scheduleAssembly, suspendMember,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, Testbed } from '@klaster/testing';
import { RoundTable, type Sitter } from '../matters/fixtures/round-table.js';
import { ballotId } from './ballot.js';
import { membership } from '../membership.module.js';

jest.setTimeout(60_000);

const yes: Choice = { vote: 'yes' };
const options = ['a', 'b', 'c'].map((key) => ({ key, text: key }));
/** A choice that is told from every other: the number written with eleven digits. */
const numbered = (number: number): Choice => ({ scores: options.map(({ key }, place) => ({ option: key, score: Math.floor(number / 11 ** place) % 11 })) });
const scored = { method: 'score', options } as const;

/** What must hold of ballots when many act at the same moment, with two replicas of the service. */
describe('ballots', () => {
  let bed: Testbed;
  let table: RoundTable;
  let clusterId: string;
  let sitters: Sitter[];
  let [anna, bartek, celina]: Sitter[] = [];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2, config: { CONCURRENCY: 512 } });
    table = await RoundTable.set(bed, 'Tłoczny Stół', { deliberationHours: 0, votingHours: 0, delegationsPerHolder: 2 });
    ({ clusterId } = table);
    sitters = await table.join(100);
    [anna, bartek, celina] = sitters;
  });

  afterAll(() => bed.stop());

  const one = ({ id }: Pick<Matter, 'id'>) => ({ clusterId, matterId: id });
  const listed = async (matter: Matter) => new Map((await anna!.person.get(listBallots, { ...one(matter), limit: 200 })).items.map(({ memberId, choice }) => [memberId, choice]));
  /** What was counted, as the journal tells it. */
  const published = async ({ id }: Matter) => {
    const parts = await bed.rows<{ envelope: string }>(`SELECT envelope FROM membership.journal WHERE subject = $1 AND type = 'membership.ballots.published.v1' ORDER BY subject_version`, [id]);
    const ballots = parts.flatMap(({ envelope }) => (JSON.parse(envelope) as { data: { ballots: { memberId: string; choice: Choice }[] } }).data.ballots);
    return new Map(ballots.map(({ memberId, choice }) => [memberId, choice]));
  };

  it('200 of one seat at once leave one, and it is the one that was acknowledged', async () => {
    const matter = await table.votedOn(anna!, scored);
    const answers = await atOnce(200, (turn) => table.cast(bartek!, matter, numbered(turn)));
    expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 199 });
    const acknowledged = answers.find((answer) => !isRefusal(answer));
    expect(await bartek!.person.get(readBallot, one(matter))).toEqual(acknowledged);
    expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE type = 'membership.ballot.cast.v1' AND envelope LIKE $1`, [`%${matter.id}%`])).toHaveLength(1);
    await anna!.person.get(closeVoting, one(matter));
    expect([...(await listed(matter))]).toEqual([[bartek!.memberId, (acknowledged as { choice: Choice }).choice]]);
  });

  it('are changed one after the other, each told once, and the last counts', async () => {
    const matter = await table.votedOn(anna!, scored);
    for (let version = 1; version <= 5; version += 1) expect(await table.cast(bartek!, matter, numbered(version), { version })).toMatchObject({ version: version + 1, choice: numbered(version) });
    expect(await table.cast(bartek!, matter, numbered(9), { version: 3 })).toEqual({ refused: 'stale-version' });
    expect(await bartek!.person.call(castBallot, { ...one(matter), choice: numbered(9) })).toEqual({ refused: 'version-required' });
    const told = await bed.rows<{ v: number }>(`SELECT subject_version AS v FROM membership.journal WHERE type = 'membership.ballot.cast.v1' AND envelope LIKE $1 ORDER BY 1`, [`%${matter.id}%`]);
    expect(told.map(({ v }) => v)).toEqual([1, 2, 3, 4, 5]);
    await anna!.person.get(closeVoting, one(matter));
    expect((await listed(matter)).get(bartek!.memberId)).toEqual(numbered(5));
    expect(await table.cast(bartek!, matter, numbered(6), { version: 6 })).toMatchObject({ refused: 'voting-not-open', parameters: { state: 'decided' } });
  });

  describe('at the instant of closing', () => {
    /** Casts again and again until voting is closed. Answers what was acknowledged last. */
    const castUntilClosed = async (sitter: Sitter, matter: Matter): Promise<readonly [string, Choice | null, Refusal]> => {
      let acknowledged: Choice | null = null;
      for (let version = 1; ; version += 1) {
        const choice = numbered(version);
        const answer = await table.cast(sitter, matter, choice, { version });
        if (isRefusal(answer)) return [sitter.memberId, acknowledged, answer];
        acknowledged = choice;
      }
    };

    it.each(['the clock', 'a member', 'both', 'the clock', 'a member', 'both'])('are counted and acknowledged, or neither: %s closes', async (closer) => {
      const soon = new Date(Date.parse(bed.clock.now()) + 700).toISOString();
      const matter = await table.votedOn(anna!, scored, closer === 'a member' ? undefined : soon);
      const casters = sitters.map((sitter) => castUntilClosed(sitter, matter));
      // By hand it is closed in the middle of it, when everybody has had time to be acknowledged a few times.
      const byHand = closer === 'the clock' ? undefined : sitters.slice(50, 53).map((sitter) => table.cast(sitter, matter, numbered(0), { version: 99 }).then(() => anna!.person.call(closeVoting, one(matter))));
      const cast = await Promise.all(casters);
      await Promise.all(byHand ?? []);
      await table.until(anna!, matter, 'decided');
      expect([...new Set(cast.map(([, , { refused }]) => refused))]).toEqual(['voting-not-open']);
      const acknowledged = cast.flatMap(([memberId, choice]) => (choice ? [[memberId, choice] as const] : []));
      expect(await published(matter)).toEqual(new Map(acknowledged));
      expect(await listed(matter)).toEqual(new Map(acknowledged));
      expect(await anna!.person.get(readResult, one(matter))).toMatchObject({ turnout: acknowledged.length, counts: { ballots: acknowledged.length } });
      expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE subject = $1 AND type = 'membership.matter.decided.v1'`, [matter.id])).toHaveLength(1);
    });

    it('two closers, or ten and the clock, close once', async () => {
      const soon = new Date(Date.parse(bed.clock.now()) + 500).toISOString();
      const matter = await table.votedOn(anna!, {}, soon);
      await table.cast(bartek!, matter, yes);
      const answers = await atOnce(10, () => anna!.person.call(closeVoting, one(matter)));
      await table.until(anna!, matter, 'decided');
      expect(Object.keys(outcomes(answers)).toSorted()).toEqual(expect.arrayContaining(['matter-wrong-state']));
      expect(outcomes(answers)['granted'] ?? 0).toBeLessThanOrEqual(1);
      const told = await bed.rows<{ type: string }>('SELECT type FROM membership.journal WHERE subject = $1 ORDER BY subject_version', [matter.id]);
      expect(told.filter(({ type }) => type === 'membership.matter.decided.v1')).toHaveLength(1);
      // The clock, that comes later, finds nothing to do.
      expect(await bed.rows(`SELECT version FROM membership.matter WHERE id = $1`, [matter.id])).toEqual([{ version: told.length }]);
    });
  });

  describe('the database itself', () => {
    it('changes no ballot and no matter when voting has closed', async () => {
      const matter = await table.votedOn(anna!);
      await table.cast(bartek!, matter, yes);
      await anna!.person.get(closeVoting, one(matter));
      const attack = (text: string) => table.asService(text, [matter.id]);
      await expect(attack(`UPDATE ballot SET choice = '{"vote":"no"}' WHERE matter_id = $1`)).rejects.toThrow('voting is not open');
      await expect(attack(`UPDATE matter SET outcome = 'rejected' WHERE id = $1`)).rejects.toThrow('never changes');
      await expect(attack(`UPDATE matter SET state = 'voting', outcome = NULL, counts = NULL WHERE id = $1`)).rejects.toThrow('never changes');
      await expect(attack('DELETE FROM ballot WHERE matter_id = $1')).rejects.toThrow('permission denied');
      await expect(attack('DELETE FROM matter WHERE id = $1')).rejects.toThrow('permission denied');
    });

    it('keeps what is voted on, by which rules and by whom, as it was when voting opened', async () => {
      const matter = await table.votedOn(anna!, { method: 'approval', options: [{ key: 'a', text: 'A' }, { key: 'b', text: 'B' }] });
      for (const change of [
        `text = 'Inny'`, `title = 'Inny'`, `revision = 2`, `options = '[]'`, `places = 2`, `method = 'majority'`, `majority = 'unanimity'`, `secret = true, tally_key = 'x'`, `about = '{"effect":"dissolution"}'`,
        `counting = counting || '{"quorum":{"numerator":0,"denominator":1}}'`, 'electorate = 1', 'charter_number = 9', `kind = 'advice'`, `voting_closes_at = voting_closes_at + interval '1 day'`,
      ]) {
        await expect(table.asService(`UPDATE matter SET ${change} WHERE id = $1`, [matter.id])).rejects.toThrow('a matter that is voted on never changes');
      }
      await expect(table.asService('INSERT INTO ballot (matter_id, member_id, cluster_id, secret) SELECT matter_id, member_id, cluster_id, false FROM ballot WHERE matter_id = $1 LIMIT 1', [matter.id])).rejects.toThrow('ballot_seat');
      await expect(table.asService(`UPDATE ballot SET choice = '{"abstain":true}' WHERE matter_id = $1`, [matter.id])).rejects.toThrow('ballot_check');
    });

    it('gives a ballot the id that casting reckons with', async () => {
      const rows = await bed.rows<{ id: string; matter_id: string; member_id: string }>('SELECT id, matter_id, member_id FROM membership.ballot LIMIT 50');
      expect(rows.length).toBeGreaterThan(5);
      expect(rows.map(({ id }) => id)).toEqual(rows.map((row) => ballotId(row.matter_id, row.member_id)));
      const told = await bed.rows(`SELECT 1 FROM membership.journal j WHERE j.type = 'membership.ballot.cast.v1' AND NOT EXISTS (SELECT FROM membership.ballot b WHERE b.id = j.subject)`);
      expect(told).toEqual([]);
    });

    it('shows another cluster nothing', async () => {
      const matter = await table.votedOn(anna!);
      const others = await RoundTable.set(bed, 'Stół obok');
      for (const name of ['matter', 'revision', 'ballot', 'comment', 'interest', 'delegation']) expect(await others.asService(`SELECT 1 FROM ${name}`)).toEqual([]);
      expect(await others.asService(`UPDATE ballot SET version = 9 WHERE matter_id = $1 RETURNING 1`, [matter.id])).toEqual([]);
    });
  });

  describe('whose ballot it is', () => {
    it('the mandate is valid at the moment of casting, whoever casts', async () => {
      const matter = await table.votedOn(anna!);
      const { deputy, mandateId } = await table.deputize(bartek!, ['represent']);
      expect(await table.cast(bartek!, matter, { vote: 'no' })).toMatchObject({ version: 2 });
      expect(await table.cast({ ...bartek!, person: deputy }, matter, yes, { version: 2 })).toMatchObject({ version: 3, castBy: bartek!.memberId });
      await bartek!.person.get(endMandate, { partyId: bartek!.partyId, mandateId });
      expect(await table.cast({ ...bartek!, person: deputy }, matter, { vote: 'no' }, { version: 3 })).toEqual({ refused: 'forbidden' });
      expect(await table.cast({ ...bartek!, person: bed.person() }, matter, { vote: 'no' }, { version: 3 })).toEqual({ refused: 'forbidden' });
      expect(await bed.rows('SELECT account_id FROM membership.ballot WHERE matter_id = $1 AND member_id = $2', [matter.id, bartek!.memberId])).toEqual([{ account_id: deputy.accountId }]);
    });

    it('a seat is represented by the member that it chose, and by nobody else', async () => {
      const matter = await table.votedOn(anna!);
      const seat = bartek!.memberId;
      expect(await table.cast(celina!, matter, yes, { seat })).toEqual({ refused: 'not-represented' });
      const { id: delegationId } = await bartek!.person.get(delegateVote, { ...one(matter), to: celina!.memberId });
      expect(await celina!.person.get(readBallot, { ...one(matter), seat })).toMatchObject({ memberId: seat, version: 1, choice: null });
      expect(await table.cast(celina!, matter, yes, { seat })).toMatchObject({ memberId: seat, castBy: celina!.memberId, version: 2 });
      expect(await table.cast(anna!, matter, { vote: 'no' }, { seat, version: 2 })).toEqual({ refused: 'not-represented' });
      expect(await anna!.person.call(readBallot, { ...one(matter), seat })).toEqual({ refused: 'not-represented' });
      expect(await table.cast(celina!, matter, yes, { seat: newId() })).toEqual({ refused: 'not-in-electorate' });
      const elector = async () => (await anna!.person.get(listElectorate, { ...one(matter), limit: 200 })).items.find(({ memberId }) => memberId === seat);
      expect(await elector()).toMatchObject({ hasVoted: true, representedBy: celina!.memberId });
      // Whoever is represented may still vote itself.
      expect(await table.cast(bartek!, matter, { vote: 'no' }, { version: 2 })).toMatchObject({ version: 3, castBy: seat });
      await bartek!.person.get(endDelegation, { ...one(matter), delegationId });
      expect(await elector()).toMatchObject({ representedBy: null });
      expect(await table.cast(celina!, matter, yes, { seat, version: 3 })).toEqual({ refused: 'not-represented' });
    });

    it('a member that has lost its seat is represented by nobody', async () => {
      const [lost] = (await table.join(1)) as [Sitter];
      const matter = await table.votedOn(anna!);
      await lost.person.get(delegateVote, { ...one(matter), to: celina!.memberId });
      await lost.person.get(suspendMember, { clusterId, memberId: lost.memberId });
      expect(await table.cast(celina!, matter, yes, { seat: lost.memberId })).toEqual({ refused: 'not-represented' });
      expect(await table.cast(lost, matter, yes)).toEqual({ refused: 'forbidden' });
    });

    it('a seat is represented at an assembly in the matters of its agenda, while it is in session', async () => {
      const [matter, other] = [await table.votedOn(anna!), await table.votedOn(anna!)];
      const seat = bartek!.memberId;
      const [startsAt, endsAt] = [30, 90].map((minutes) => new Date(Date.parse(bed.clock.now()) + minutes * 60_000).toISOString()) as [string, string];
      const agenda = [{ title: 'Sprawy bieżące' }, { title: 'Ogród', matterId: matter.id }];
      const { id: assemblyId } = await anna!.person.get(scheduleAssembly, { clusterId, title: 'Obrady', startsAt, endsAt, place: 'Sala', agenda });
      await bartek!.person.get(delegateSeat, { clusterId, assemblyId, to: celina!.memberId });
      expect(await table.cast(celina!, matter, yes, { seat })).toEqual({ refused: 'not-represented' });
      await anna!.person.get(openAssembly, { clusterId, assemblyId });
      expect(await table.cast(celina!, other, yes, { seat })).toEqual({ refused: 'not-represented' });
      expect(await table.cast(celina!, matter, yes, { seat })).toMatchObject({ memberId: seat, castBy: celina!.memberId });
      // What a seat says of this matter alone goes before what it said of the assembly.
      await bartek!.person.get(delegateVote, { ...one(matter), to: anna!.memberId });
      expect(await table.cast(celina!, matter, yes, { seat, version: 2 })).toEqual({ refused: 'not-represented' });
      const { version } = await anna!.person.get(castBallot, { ...one(matter), choice: { vote: 'no' }, seat }, { expectedVersion: 2 });
      await bartek!.person.get(endDelegation, { ...one(matter), delegationId: (await bartek!.person.get(listDelegations, one(matter))).items[0]!.id });
      await anna!.person.get(closeAssembly, { clusterId, assemblyId });
      expect(await table.cast(celina!, matter, yes, { seat, version })).toEqual({ refused: 'not-represented' });
    });
  });

  it('say the same however often they are sent with the same key', async () => {
    const matter = await table.votedOn(anna!);
    const send = () => bartek!.person.send(castBallot, { ...one(matter), choice: yes }, { expectedVersion: 1, idempotencyKey: `ballot-${matter.id}` });
    const answers = await atOnce(10, send);
    expect(new Set(answers.map((answer) => ('body' in answer ? String(answer.body) : JSON.stringify(answer.refusal)))).size).toBe(1);
    expect(answers.filter((answer) => 'etag' in answer && answer.etag === '"2"')).toHaveLength(10);
  });
});
