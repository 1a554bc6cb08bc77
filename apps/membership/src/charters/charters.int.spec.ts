import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  acceptCharter, adoptCharter, castBallot, changeCluster, type CharterVersion, compareCharterVersions, deliberateMatter, isRefusal, listCharterAcceptances, listCharterVersions, listMembers,
  proposeCharter, putMatter, readCharter, readCharterVersion, readCluster, readMatter, readMember, readResult, type RequestInputOf, withdrawMatter,
} from '@klaster/contracts';
import { atOnce, type Caller, eventually, outcomes } from '@klaster/testing';
import { Ground, type Seated } from '../testing/ground.js';

// Votes last for days, by the clock of the services.
jest.setTimeout(60_000);

/** How a charter becomes another, with two replicas of the service. */
describe('a charter', () => {
  let ground: Ground;

  beforeAll(async () => {
    ground = await Ground.start();
  });

  afterAll(() => ground.stop());

  const text = { pl: '# Karta\n\nSpotykamy się co miesiąc.' };
  const propose = (by: Caller, clusterId: string, changes: Partial<RequestInputOf<typeof proposeCharter>> = {}) => by.get(proposeCharter, { clusterId, text, ...changes });
  const adopt = (by: Caller, clusterId: string, number: number) => by.call(adoptCharter, { clusterId, number });
  const versionsOf = async (by: Caller, clusterId: string) => (await by.get(listCharterVersions, { clusterId })).items.map(({ number, state }) => [number, state]);

  /** The matter about a version, as far as a vote on it that is open. */
  const voteOn = async (by: Seated, { clusterId, number }: CharterVersion) => {
    const { person } = by;
    const { id: matterId } = await person.get(putMatter, { clusterId, kind: 'charter', title: `Karta ${number}`, text: 'Przyjmujemy.', about: { charterNumber: number } });
    await person.get(deliberateMatter, { clusterId, matterId });
    ground.bed.clock.turn({ days: 1, minutes: 1 });
    await untilMatter(person, clusterId, matterId, 'voting');
    return { clusterId, matterId };
  };
  const untilMatter = (person: Caller, clusterId: string, matterId: string, state: string) =>
    eventually(async () => {
      const matter = await person.get(readMatter, { clusterId, matterId });
      return matter.state === state ? matter : undefined;
    }, () => `the matter is not ${state}`);
  const cast = async ({ person }: Seated, matter: { clusterId: string; matterId: string }, vote: 'yes' | 'no') => person.get(castBallot, { ...matter, choice: { vote } }, { expectedVersion: 1 });
  const close = async ({ person }: Seated, matter: { clusterId: string; matterId: string }) => {
    ground.bed.clock.turn({ days: 1, minutes: 1 });
    await untilMatter(person, matter.clusterId, matter.matterId, 'decided');
    return person.get(readResult, matter);
  };
  const votes = { deliberationHours: 0, votingHours: 0 } as const;

  it('is drafted in versions that have their numbers without a gap, however many are proposed at once', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const drafts = await atOnce(10, (turn) => propose(first!.person, cluster.id, { rules: { noticeDays: turn } }));
    expect(drafts.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(drafts.every(({ rules, number }, turn) => rules.noticeDays === turn && rules.quorum.denominator === cluster.rules.quorum.denominator && number > 1)).toBe(true);
    expect((await versionsOf(first!.person, cluster.id)).map(([number]) => number)).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const page = await first!.person.get(listCharterVersions, { clusterId: cluster.id, limit: 4 });
    const next = await first!.person.get(listCharterVersions, { clusterId: cluster.id, limit: 4, cursor: page.nextCursor! });
    expect([...page.items, ...next.items].map(({ number }) => number)).toEqual([11, 10, 9, 8, 7, 6, 5, 4]);
  });

  it('comes into force by a seat alone while the cluster is forming: one version at a time, and the cluster obeys it at once', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const drafts = await atOnce(5, (turn) => propose(first!.person, cluster.id, { rules: { noticeDays: 100 + turn } }));
    const answers = await Promise.all(drafts.map(({ number }) => adopt(first!.person, cluster.id, number)));
    expect(outcomes(answers)).toEqual({ granted: 5 });
    const states = await versionsOf(first!.person, cluster.id);
    expect(states.filter(([, state]) => state === 'adopted')).toHaveLength(1);
    const inForce = await first!.person.get(readCharter, { clusterId: cluster.id });
    expect(await ground.operator.get(readCluster, { clusterId: cluster.id })).toMatchObject({ charterNumber: inForce.number, rules: inForce.rules });
    expect(await ground.told('cluster.rules-changed', cluster.id)).toBe(5);
    expect(await adopt(first!.person, cluster.id, 1)).toEqual({ refused: 'charter-settled', parameters: { state: 'superseded' } });
    expect(await adopt(first!.person, cluster.id, 99)).toEqual({ refused: 'not-found' });
    await ground.joined(cluster);
    const late = await propose(first!.person, cluster.id);
    expect(await adopt(first!.person, cluster.id, late.number)).toEqual({ refused: 'charter-undecided', parameters: { number: late.number } });
  });

  it('comes into force when the table adopts it, asks everyone again, and changes no vote that is open', async () => {
    const { cluster, seated } = await ground.table(4, { ...votes, quorum: { numerator: 1, denominator: 2 } });
    const [first, second, third] = seated as [Seated, Seated, Seated];
    const draft = await propose(first.person, cluster.id, { rules: { quorum: { numerator: 1, denominator: 1 }, termMonths: 6 } });
    const other = await first.person.get(putMatter, { clusterId: cluster.id, title: 'Wspólny plac', text: 'Sprzątamy.' });
    await first.person.get(deliberateMatter, { clusterId: cluster.id, matterId: other.id, votingClosesAt: new Date(Date.parse(ground.bed.clock.now()) + 10 * 86_400_000).toISOString() });
    const matter = await voteOn(first, draft);
    expect(await first.person.get(readCharterVersion, { clusterId: cluster.id, number: draft.number })).toMatchObject({ state: 'in-deliberation', matterId: matter.matterId });
    await untilMatter(first.person, cluster.id, other.id, 'voting');
    for (const seat of [first, second]) await cast(seat, matter, 'yes');
    expect(await close(first, matter)).toMatchObject({ outcome: 'adopted', effect: 'done' });
    expect(await first.person.get(readCluster, { clusterId: cluster.id })).toMatchObject({ charterNumber: 2, rules: { quorum: { numerator: 1, denominator: 1 }, termMonths: 6 } });
    // Two of four are half of them: enough for the vote that was open before, not for the next.
    for (const seat of [first, second]) await cast(seat, { clusterId: cluster.id, matterId: other.id }, 'yes');
    ground.bed.clock.turn({ days: 10 });
    await untilMatter(first.person, cluster.id, other.id, 'decided');
    expect(await first.person.get(readResult, { clusterId: cluster.id, matterId: other.id })).toMatchObject({ outcome: 'adopted', charterNumber: 1, rules: { quorum: { numerator: 1, denominator: 2 } } });
    const next = await voteOn(first, await propose(first.person, cluster.id));
    for (const seat of [first, second, third]) await cast(seat, next, 'yes');
    expect(await close(first, next)).toMatchObject({ outcome: 'no-quorum', effect: 'none', charterNumber: 2, rules: { quorum: { numerator: 1, denominator: 1 } } });
    expect(await first.person.get(readCharterVersion, { clusterId: cluster.id, number: 3 })).toMatchObject({ state: 'draft', matterId: null });

    const inForce = await first.person.get(readCharter, { clusterId: cluster.id });
    const accept = { clusterId: cluster.id, number: 2, sha256: inForce.sha256 };
    const { items } = await first.person.get(listMembers, { clusterId: cluster.id });
    expect(items.map(({ charterNumber }) => charterNumber)).toEqual([1, 1, 1, 1]);
    expect(await second.person.call(acceptCharter, { ...accept, sha256: 'a'.repeat(64) })).toEqual({ refused: 'charter-other-text', parameters: { number: 2, sha256: inForce.sha256 } });
    expect(await second.person.call(acceptCharter, { ...accept, number: 1, sha256: 'a'.repeat(64) })).toMatchObject({ refused: 'charter-other-text' });
    const acceptances = await atOnce(10, () => second.person.get(acceptCharter, accept));
    expect(new Set(acceptances.map(({ acceptedAt }) => acceptedAt)).size).toBe(1);
    expect(await ground.told('charter.accepted', second.member.id)).toBe(2);
    expect(await second.person.get(readMember, { clusterId: cluster.id, memberId: second.member.id })).toMatchObject({ charterNumber: 2 });
    expect((await first.person.get(listCharterAcceptances, { clusterId: cluster.id, number: 2 })).items).toEqual([acceptances[0]]);
  });

  it('that is editorial changes no rule, and counts for those who have accepted the one before', async () => {
    const { cluster, seated } = await ground.table(3, votes);
    const [first, second] = seated as [Seated, Seated];
    expect(await first.person.call(proposeCharter, { clusterId: cluster.id, text, editorial: true, rules: { noticeDays: 1 } })).toEqual({ refused: 'editorial-changes-rules', parameters: { rules: 'noticeDays' } });
    const full = await voteOn(first, await propose(first.person, cluster.id));
    for (const seat of [first, second]) await cast(seat, full, 'yes');
    await close(first, full);
    const { sha256 } = await first.person.get(readCharter, { clusterId: cluster.id });
    await second.person.get(acceptCharter, { clusterId: cluster.id, number: 2, sha256 });
    const words = await voteOn(first, await propose(first.person, cluster.id, { editorial: true, text: { pl: '# Karta\n\nSpotykamy się co miesiąc, w środy.' } }));
    for (const seat of [first, second]) await cast(seat, words, 'yes');
    expect(await close(first, words)).toMatchObject({ effect: 'done' });
    const { items } = await first.person.get(listMembers, { clusterId: cluster.id });
    expect(items.map(({ id, charterNumber }) => [id === second.member.id, charterNumber])).toEqual([[false, 1], [true, 3], [false, 1]]);
    const difference = await first.person.get(compareCharterVersions, { clusterId: cluster.id, number: 3 });
    expect(difference).toMatchObject({ from: 2, to: 3, rules: [], en: [] });
    expect(difference.pl).toEqual([
      { change: 'same', text: '# Karta\n\n' }, { change: 'removed', text: 'Spotykamy się co miesiąc.' }, { change: 'added', text: 'Spotykamy się co miesiąc, w środy.' },
    ]);
  });

  it('is a draft again when its matter is taken back or the table does not adopt it', async () => {
    const { cluster, seated } = await ground.table(2, votes);
    const [first, second] = seated as [Seated, Seated];
    const draft = await propose(first.person, cluster.id);
    const taken = await first.person.get(putMatter, { clusterId: cluster.id, kind: 'charter', title: 'Karta', text: 'Tak.', about: { charterNumber: draft.number } });
    await first.person.get(deliberateMatter, { clusterId: cluster.id, matterId: taken.id });
    await first.person.get(withdrawMatter, { clusterId: cluster.id, matterId: taken.id, reason: 'Jeszcze nie' });
    expect(await first.person.get(readCharterVersion, { clusterId: cluster.id, number: draft.number })).toMatchObject({ state: 'draft', matterId: null });
    const matter = await voteOn(first, draft);
    for (const seat of [first, second]) await cast(seat, matter, 'no');
    expect(await close(first, matter)).toMatchObject({ outcome: 'rejected', effect: 'none' });
    expect(await first.person.get(readCharterVersion, { clusterId: cluster.id, number: draft.number })).toMatchObject({ state: 'draft' });
    expect(await first.person.get(readCharter, { clusterId: cluster.id })).toMatchObject({ number: 1 });
  });

  it('says what it changes: rules by name, and text line by line, of whatever length', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const lines = (word: string) => Array.from({ length: 12_000 }, (_, line) => `${word}${line}`).join('\n');
    const long = await propose(first!.person, cluster.id, { text: { pl: lines('a'), en: lines('b') }, rules: { publishes: ['members'], quorum: { numerator: 2, denominator: 3 } } });
    const other = await propose(first!.person, cluster.id, { text: { pl: lines('c') } });
    const began = performance.now();
    const difference = await first!.person.get(compareCharterVersions, { clusterId: cluster.id, number: other.number, from: long.number });
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(difference.rules).toEqual([
      { rule: 'quorum', from: { numerator: 2, denominator: 3 }, to: { numerator: 1, denominator: 2 } }, { rule: 'publishes', from: ['members'], to: ['decisions', 'members'] },
    ]);
    expect(difference.pl.map(({ change, text: passage }) => [change, passage.length])).toEqual([['removed', lines('a').length], ['added', lines('c').length]]);
    expect(difference.en.map(({ change }) => change)).toEqual(['removed']);
    expect(await first!.person.get(compareCharterVersions, { clusterId: cluster.id, number: other.number })).toMatchObject({ from: 1 });
    expect(await first!.person.get(compareCharterVersions, { clusterId: cluster.id, number: 1 })).toMatchObject({ from: 1, to: 1, rules: [] });
    expect(await first!.person.call(compareCharterVersions, { clusterId: cluster.id, number: 2, from: 77 })).toEqual({ refused: 'not-found' });
  });

  it('never changes once it was adopted, and two are never in force, whatever is written', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    await propose(first!.person, cluster.id);
    await adopt(first!.person, cluster.id, 2);
    const draft = await propose(first!.person, cluster.id);
    const runtime = await ground.bed.sql('membership');
    const within = async (statement: string) => {
      await runtime.query('BEGIN');
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [cluster.id]);
      return runtime.query(statement).finally(() => runtime.query('ROLLBACK'));
    };
    await expect(within(`UPDATE charter_version SET rules = rules || '{"noticeDays": 0}' WHERE number = 2`)).rejects.toThrow(/never changes/);
    await expect(within(`UPDATE charter_version SET state = 'draft', adopted_at = NULL WHERE number = 2`)).rejects.toThrow(/never changes/);
    await expect(within(`UPDATE charter_version SET state = 'adopted', superseded_at = NULL WHERE number = 1`)).rejects.toThrow(/never changes/);
    await expect(within(`UPDATE charter_version SET state = 'adopted', adopted_at = now() WHERE number = ${draft.number}`)).rejects.toThrow(/charter_in_force/);
    await expect(within('DELETE FROM charter_version')).rejects.toThrow(/permission denied/);
    await expect(within(`UPDATE charter_acceptance SET sha256 = ''`)).rejects.toThrow(/permission denied/);
  });

  it('is read by whoever thinks of joining; its versions by those who sit at the table alone', async () => {
    const { cluster, seated: [first] } = await ground.table(1);
    const stranger = ground.bed.person();
    expect(await stranger.get(readCharter, { clusterId: cluster.id })).toMatchObject({ number: 1, state: 'adopted' });
    expect(await stranger.call(listCharterVersions, { clusterId: cluster.id })).toEqual({ refused: 'forbidden' });
    const elsewhere = await ground.table(1);
    expect(await elsewhere.seated[0]!.person.call(readCharterVersion, { clusterId: cluster.id, number: 1 })).toEqual({ refused: 'forbidden' });
    expect(await stranger.call(readCharter, { clusterId: first!.member.id })).toEqual({ refused: 'not-found' });
    // What an operator corrects of a cluster and what its charter changes do not overwrite each other.
    const { version } = await ground.operator.get(readCluster, { clusterId: cluster.id });
    await propose(first!.person, cluster.id, { rules: { noticeDays: 3 } });
    const answers = await Promise.all([adopt(first!.person, cluster.id, 2), ground.operator.call(changeCluster, { clusterId: cluster.id, purpose: 'Inaczej' }, { expectedVersion: version })]);
    const after = await ground.operator.get(readCluster, { clusterId: cluster.id });
    expect(after).toMatchObject({ charterNumber: 2, rules: { noticeDays: 3 }, purpose: isRefusal(answers[1]) ? 'Razem' : 'Inaczej' });
  });
});
