import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  castClusterBallot, type Choice, closeFederationVoting, commentFederationMatter, type CountingRules, deliberateFederationMatter, federationId, listClusterBallots, listFederationComments,
  listFederationElectorate, listFederationMatters, type Matter, openFederationVoting, putFederationMatter, readFederationComment, readFederationMatter, readFederationResult, withdrawFederationMatter,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, outcomes } from '@klaster/testing';
import { count } from '@klaster/voting';
import { Federation, type SittingCluster } from './fixtures/federation.js';

const yes: Choice = { vote: 'yes' };
const no: Choice = { vote: 'no' };

/** Three clusters sit at the table of the federation; two replicas of the service answer. */
describe('the table of the federation', () => {
  let federation: Federation;
  let clusters: readonly [SittingCluster, SittingCluster, SittingCluster];
  let forming: SittingCluster;
  let anybody: Caller;

  beforeAll(async () => {
    federation = await Federation.start();
    const names = ['Razem nad Nerem', 'Wspólna Łódź', 'Pilica Wspólnych Spraw', 'Początek'];
    const [first, second, third, last] = (await Promise.all(names.map((name) => federation.cluster(name)))) as [SittingCluster, SittingCluster, SittingCluster, SittingCluster];
    clusters = [first, second, third];
    forming = last;
    await federation.bed.rows(`UPDATE membership.cluster SET state = 'forming' WHERE id = $1`, [forming.id]);
    anybody = federation.bed.person();
  }, 30_000);

  afterAll(() => federation.stop());

  const told = async ({ id }: Matter, type: string) =>
    (await federation.bed.rows<{ envelope: string }>('SELECT envelope FROM membership.journal WHERE type = $1 AND envelope LIKE $2 ORDER BY id', [`membership.${type}.v1`, `%"matterId":"${id}"%`])).map(({ envelope }) => JSON.parse(envelope) as { clusterid: string; memberid: string; accountid: string; data: object });
  const electorate = async ({ id: matterId }: Matter) => (await anybody.get(listFederationElectorate, { matterId })).items;
  const daysFromNow = (days: number) => new Date(Date.parse(federation.bed.clock.now()) + days * 86_400_000).toISOString();
  const tables = (act: (cluster: SittingCluster, place: number) => Promise<Matter>) => Promise.all(clusters.map(act));

  it('decides what the clusters have decided at their own tables', async () => {
    const [first, second] = clusters;
    const put = await federation.put(first);
    expect(put).toMatchObject({ clusterId: federationId, putBy: first.id, state: 'draft', kind: 'resolution', method: 'majority', majority: 'simple', secret: false });
    const matter = await federation.deliberated(first);
    expect([matter.votingOpensAt, matter.votingClosesAt].map((at) => Math.round((Date.parse(at!) - Date.parse(matter.deliberationFrom!)) / 86_400_000))).toEqual([14, 28]);
    const matterId = matter.id;
    const { id: commentId } = await second.speaker.person.get(commentFederationMatter, { clusterId: second.id, matterId, text: 'Chętnie.' });
    expect((await anybody.get(listFederationComments, { matterId })).items).toMatchObject([{ id: commentId, memberId: second.id, clusterId: federationId, text: 'Chętnie.' }]);
    expect(await anybody.get(readFederationComment, { matterId, commentId })).toMatchObject({ text: 'Chętnie.' });

    const decisions = await tables((cluster, place) => federation.decide(cluster, matter, place === 1 ? no : yes));
    await federation.openVoting(matter, first);
    expect(await electorate(matter)).toEqual(clusters.map(({ id, table }) => ({ clusterId: id, name: table.cluster.name, hasVoted: false })).toSorted((one, other) => (one.clusterId < other.clusterId ? -1 : 1)));
    const cast = await Promise.all(clusters.map((cluster, place) => federation.cast(cluster, matter, decisions[place]!)));
    expect(cast).toEqual(clusters.map(({ id }, place) => ({ matterId, clusterId: id, version: 2, choice: place === 1 ? no : yes, decidedBy: decisions[place]!.id, castAt: expect.any(String) })));
    expect(await federation.ballotOf(first, matter)).toEqual(cast[0]);
    // Shown to nobody before the end, whoever asks.
    expect(await first.speaker.person.call(listClusterBallots, { matterId })).toMatchObject({ refused: 'undecided' });
    expect(await anybody.call(readFederationResult, { matterId })).toMatchObject({ refused: 'undecided' });

    const decided = await first.speaker.person.get(closeFederationVoting, { clusterId: first.id, matterId });
    expect(decided).toMatchObject({ state: 'decided', outcome: 'adopted' });
    const result = await anybody.get(readFederationResult, { matterId });
    expect(result).toMatchObject({ clusterId: federationId, outcome: 'adopted', charterNumber: null, turnout: 3, effect: 'none', rules: { quorum: { numerator: 1, denominator: 2 } } });
    const { items } = await anybody.get(listClusterBallots, { matterId });
    expect(new Map(items.map(({ clusterId, decidedBy }) => [clusterId, decidedBy]))).toEqual(new Map(clusters.map(({ id }, place) => [id, decisions[place]!.id])));
    expect(count(result.rules as CountingRules, result.counts.electorate, items.map(({ choice }) => choice!))).toEqual(result.counts);
  });

  it('tells what happens in the journal of the federation, with who spoke and by which decision', async () => {
    const [first] = clusters;
    const matter = await federation.deliberated(first);
    const decision = await federation.decide(first, matter, yes);
    await federation.openVoting(matter, first);
    await federation.cast(first, matter, decision);
    const [event] = await told(matter, 'ballot.cast');
    expect(event).toMatchObject({ clusterid: federationId, accountid: first.speaker.person.accountId, memberid: first.speaker.memberId, data: { memberId: first.id, castBy: first.speaker.memberId, decidedBy: decision.id } });
    for (const type of ['matter.put', 'matter.deliberated', 'voting.opened']) expect(await told(matter, type)).toMatchObject([{ clusterid: federationId, data: { matterId: matter.id, clusterId: federationId } }]);
  });

  it('opens and closes voting by the clock; before that only when every cluster has voted', async () => {
    const [first, second, third] = clusters;
    const matter = await federation.deliberated(second);
    const decisions = await tables((cluster) => federation.decide(cluster, matter, no));
    federation.bed.clock.turn({ days: 14, minutes: 1 });
    await federation.until(matter, 'voting');
    await federation.cast(first, matter, decisions[0]!);
    await federation.cast(second, matter, decisions[1]!);
    const close = () => second.speaker.person.call(closeFederationVoting, { clusterId: second.id, matterId: matter.id });
    expect(await close()).toEqual({ refused: 'too-early', parameters: { from: matter.votingClosesAt } });
    federation.bed.clock.turn({ days: 14 });
    expect(await federation.until(matter, 'decided')).toMatchObject({ outcome: 'rejected' });
    expect(await federation.cast(third, matter, decisions[2]!)).toMatchObject({ refused: 'voting-not-open' });
    expect(await close()).toMatchObject({ refused: 'matter-wrong-state' });
  });

  it('needs half of the clusters, and three days in which they can vote', async () => {
    const [first] = clusters;
    const matter = await federation.deliberated(first);
    const decision = await federation.decide(first, matter, yes);
    expect(await first.speaker.person.call(openFederationVoting, { clusterId: first.id, matterId: matter.id, votingClosesAt: daysFromNow(2) })).toMatchObject({ refused: 'too-early' });
    await federation.openVoting(matter, first, daysFromNow(4));
    await federation.cast(first, matter, decision);
    federation.bed.clock.turn({ days: 4, minutes: 1 });
    expect(await federation.until(matter, 'decided')).toMatchObject({ outcome: 'no-quorum' });
  });

  it('takes a ranking from a table that ranked, with its ties', async () => {
    const [first] = clusters;
    const matter = await federation.deliberated(first, { method: 'ranked', options: [{ key: 'las', text: 'Las' }, { key: 'park', text: 'Park' }, { key: 'staw', text: 'Staw' }] });
    const decision = await federation.decide(first, matter, { ranking: [['park']] });
    await federation.openVoting(matter, first);
    expect(await federation.cast(first, matter, decision)).toMatchObject({ choice: { ranking: [['park'], ['las', 'staw']] } });
  });

  it('takes no ballot that the cluster’s own table has not decided so', async () => {
    const [first, second] = clusters;
    const early = await federation.put(first);
    const tooEarly = await federation.decide(first, early, yes);
    await first.speaker.person.get(deliberateFederationMatter, { clusterId: first.id, matterId: early.id });
    const another = await federation.decide(first, await federation.deliberated(first), yes);
    const theirs = await federation.decide(second, early, yes);
    const otherwise = await federation.decide(first, early, { position: 'consent' }, { method: 'consent' });
    const { id: undecided } = await first.table.deliberated(first.speaker, { about: { federationMatterId: early.id } });
    await federation.openVoting(early, first);
    for (const mandate of [tooEarly, another, theirs, otherwise, { id: undecided }, { id: newId() }, early]) {
      expect(await federation.cast(first, early, mandate)).toEqual({ refused: 'cluster-mandate-unfit' });
    }
    expect(await federation.ballotOf(first, early)).toMatchObject({ version: 1, choice: null, decidedBy: null });
  });

  it('follows the table that decides anew, and not back', async () => {
    const [first] = clusters;
    const matter = await federation.deliberated(first);
    const before = await federation.decide(first, matter, yes);
    await federation.openVoting(matter, first);
    await federation.cast(first, matter, before);
    const after = await federation.decide(first, matter, no);
    expect(await federation.cast(first, matter, after, 1)).toEqual({ refused: 'stale-version' });
    expect(await federation.cast(first, matter, after, 2)).toMatchObject({ choice: no, decidedBy: after.id, version: 3 });
    expect(await federation.cast(first, matter, before, 3)).toEqual({ refused: 'cluster-mandate-unfit' });
  });

  it('is led by the cluster that put the matter, and by nobody else', async () => {
    const [first, second] = clusters;
    const matter = await federation.put(first);
    const theirs = { clusterId: second.id, matterId: matter.id };
    const { person } = second.speaker;
    for (const operation of [deliberateFederationMatter, openFederationVoting, closeFederationVoting]) expect(await person.call(operation, theirs)).toEqual({ refused: 'not-for-you-to-do' });
    expect(await person.call(withdrawFederationMatter, { ...theirs, reason: 'Nie chcemy.' })).toEqual({ refused: 'not-for-you-to-do' });
    // Nor does it help to name the other cluster.
    expect(await person.call(deliberateFederationMatter, { ...theirs, clusterId: first.id })).toEqual({ refused: 'forbidden' });
    expect(await anybody.call(putFederationMatter, { clusterId: first.id, title: 'Sprawa', text: 'Treść' })).toEqual({ refused: 'forbidden' });
    const withdrawn = await first.other.person.get(withdrawFederationMatter, { clusterId: first.id, matterId: matter.id, reason: 'Jeszcze nie.' });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', withdrawalReason: 'Jeszcze nie.' });
    expect((await anybody.get(listFederationMatters, { state: 'withdrawn' })).items).toEqual([withdrawn]);
    expect(await anybody.call(readFederationMatter, { matterId: newId() })).toEqual({ refused: 'not-found' });
  });

  it('has no seat for a cluster that is not active', async () => {
    const matter = await federation.deliberated(clusters[0]);
    const decision = await federation.decide(forming, matter, yes);
    const { person } = forming.speaker;
    expect(await person.call(putFederationMatter, { clusterId: forming.id, title: 'Sprawa', text: 'Treść' })).toEqual({ refused: 'cluster-not-seated' });
    expect(await person.call(commentFederationMatter, { clusterId: forming.id, matterId: matter.id, text: 'My też.' })).toEqual({ refused: 'cluster-not-seated' });
    await federation.openVoting(matter, clusters[0]);
    expect(await federation.cast(forming, matter, decision)).toEqual({ refused: 'cluster-not-in-electorate' });
    expect(await federation.ballotOf(forming, matter)).toEqual({ refused: 'cluster-not-in-electorate' });
  });

  it('counts one ballot of a cluster, whoever of its members casts it at the same moment', async () => {
    const [first] = clusters;
    const matter = await federation.deliberated(first);
    const decision = await federation.decide(first, matter, yes);
    await federation.openVoting(matter, first);
    const request = { clusterId: first.id, matterId: matter.id, decidedBy: decision.id };
    const answers = await Promise.all(Array.from({ length: 60 }, (_, turn) => (turn % 2 ? first.speaker : first.other).person.call(castClusterBallot, request, { expectedVersion: 1 })));
    expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 59 });
    expect(await told(matter, 'ballot.cast')).toHaveLength(1);
    expect(await first.speaker.person.call(castClusterBallot, request)).toEqual({ refused: 'version-required' });
  });

  it.each([0, 1, 2, 3])('counts a change that was acknowledged at the instant of closing, and no other (%d)', async (turn) => {
    const [first, , third] = clusters;
    const matter = await federation.deliberated(first);
    const matterId = matter.id;
    const decisions = await tables((cluster) => federation.decide(cluster, matter, yes));
    await federation.openVoting(matter, first);
    await Promise.all(clusters.map((cluster, place) => federation.cast(cluster, matter, decisions[place]!)));
    const anew = await federation.decide(third, matter, no);
    const close = () => first.speaker.person.call(closeFederationVoting, { clusterId: first.id, matterId });
    const change = () => federation.cast(third, matter, anew, 2);
    const [changed] = await Promise.all([turn % 2 ? change() : close().then(change), ...Array.from({ length: turn }, close)]);
    await close();
    const { items } = await anybody.get(listClusterBallots, { matterId });
    expect(items.find(({ clusterId }) => clusterId === third.id)).toMatchObject('refused' in changed ? { choice: yes, decidedBy: decisions[2]!.id } : { choice: no, decidedBy: anew.id });
    expect(items).toHaveLength(3);
  });

  it('lets no ballot into the database that is not bound to a decision, nor one elsewhere that is', async () => {
    const [first] = clusters;
    const matter = await federation.deliberated(first);
    const decision = await federation.decide(first, matter, yes);
    await federation.openVoting(matter, first);
    const runtime = await federation.bed.sql('membership');
    const within = async (clusterId: string, text: string, values: readonly string[]) => {
      await runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
      return runtime.query(text, [...values]);
    };
    const vote = `UPDATE ballot SET choice = '{"vote":"yes"}', cast_at = now()`;
    await expect(within(federationId, `${vote} WHERE matter_id = $1`, [matter.id])).rejects.toThrow(/ballot_check/);
    await expect(within(federationId, `${vote}, decided_by = $2 WHERE matter_id = $1`, [matter.id, newId()])).rejects.toThrow(/foreign key/);
    expect((await within(first.id, 'SELECT FROM ballot WHERE matter_id = $1', [matter.id])).rowCount).toBe(0);
    const { id: own } = await first.table.votedOn(first.speaker);
    await expect(within(first.id, `${vote}, decided_by = $2 WHERE matter_id = $1`, [own, decision.id])).rejects.toThrow(/ballot_check/);
  });
});
