import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ContributionVoided, IdeaBrought, InitiativeForming, type JournalEntry, listCategories, listParkedEvents, MemberAdmitted, NotFound, refuse, retryParkedEvent, shardOf } from '@klaster/contracts';
import { eventSubject } from '@klaster/messaging';
import { newId, type Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { answering, eventually, standIn, TestBus, Testbed } from '@klaster/testing';
import { jetstream } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';

class Heard {
  readonly name = 'Heard1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE heard (place bigint GENERATED ALWAYS AS IDENTITY, cluster_id uuid NOT NULL, subject uuid NOT NULL, version int NOT NULL, title text CHECK (title <> 'Zły'));
      CALL guard_by_cluster('heard'); GRANT SELECT, INSERT ON heard TO resources;`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** What the reaction cannot apply just now. */
const trouble = new Set<string>();

@ReactsTo(IdeaBrought, InitiativeForming)
class WriteDown implements Reaction<typeof IdeaBrought | typeof InitiativeForming> {
  async apply(events: readonly Told<typeof IdeaBrought | typeof InitiativeForming>[], work: Work): Promise<void> {
    for (const { data, subject, subjectversion, clusterid } of events) {
      if (trouble.has(subject) && subjectversion === 2) throw new Error('there is trouble with this one');
      work.send('INSERT INTO heard (cluster_id, subject, version, title) VALUES ($1, $2, $3, $4)', [clusterid, subject, subjectversion, 'title' in data ? data.title : null]);
    }
  }
}

const initiatives = standIn('initiatives');
/** Whoever asks is told that there is nothing: then a service looks whether others have told something meanwhile. */
const resources = standIn('resources', [answering(listCategories, () => refuse(NotFound))], { reactions: [WriteDown], migrations: [Heard as never] });

/** An event that is told is applied once, in order, by one of the replicas: whatever the courier loses, repeats or makes up. */
describe('what another service has told', () => {
  let bed: Testbed;
  let clusterId: string;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(initiatives, { replicas: 2 });
    await bed.serve(resources, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  beforeEach(() => {
    clusterId = newId();
  });

  const brought = (initiativeId: string, title = 'Ogród') => IdeaBrought.of({ initiativeId, clusterId, title, broughtBy: newId() });
  const forming = (initiativeId: string) => InitiativeForming.of({ initiativeId, clusterId });
  const heard = (subject: string) => bed.rows<{ version: number; title: string | null }>('SELECT version, title FROM resources.heard WHERE subject = $1 ORDER BY place', [subject]);
  const entries = (shard: number) =>
    bed.rows<JournalEntry & { id: string }>(
      `SELECT s.shard, s.position::int AS position, encode(s.chain, 'hex') AS chain, j.envelope FROM initiatives.sequence s JOIN initiatives.journal j ON j.id = s.entry WHERE s.shard = $1 ORDER BY s.position`,
      [shard],
    );
  /** Hands an entry to the courier as the relay would, with an id that it has not seen yet. */
  const deliver = async ({ shard, position, chain, envelope }: JournalEntry) => {
    const connection = await connect({ servers: bed.bus.url, user: 'initiatives', pass: 'test', inboxPrefix: '_INBOX.initiatives' });
    const marked = headers();
    marked.set('Klaster-Position', String(position));
    marked.set('Klaster-Chain', chain);
    await jetstream(connection).publish(eventSubject('initiatives', shard, IdeaBrought.type), envelope, { msgID: newId(), headers: marked });
    await connection.close();
  };

  it('is applied once and in order', async () => {
    const subjects = Array.from({ length: 40 }, newId);
    await Promise.all(subjects.map((subject) => bed.tell('initiatives', { clusterId, subject, happenings: [brought(subject), forming(subject), forming(subject)] })));
    await bed.settle();
    for (const subject of subjects) expect((await heard(subject)).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('changes nothing when the courier brings it again', async () => {
    const subject = newId();
    await bed.tell('initiatives', { clusterId, subject, happenings: [brought(subject)] });
    await bed.settle();
    const before = await bed.rows('SELECT count(*) FROM resources.heard');
    for (const entry of await entries(shardOf(clusterId))) await deliver(entry);
    const marker = newId();
    await bed.tell('initiatives', { clusterId, subject: marker, happenings: [brought(marker)] });
    await bed.settle();
    expect(await heard(subject)).toHaveLength(1);
    expect(await bed.rows('SELECT count(*) FROM resources.heard')).toEqual([{ count: String(Number(before[0]!['count']) + 1) }]);
  });

  it('is applied once although both replicas and the courier bring it at the same moment', async () => {
    const subjects = Array.from({ length: 60 }, newId);
    const clients = Array.from({ length: 6 }, () => bed.person());
    for (const subject of subjects) {
      await bed.tell('initiatives', { subject, happenings: [brought(subject)] });
      await Promise.all(clients.map((client) => client.call(listCategories, {})));
    }
    await bed.settle();
    const once = await bed.rows('SELECT subject FROM resources.heard WHERE subject = ANY ($1) ORDER BY place', [subjects]);
    expect(once.map(({ subject }) => subject)).toEqual(subjects);
  }, 20_000);

  it('is read from its owner when the courier does not bring it', async () => {
    const subject = newId();
    await bed.tell('initiatives', { clusterId, subject, happenings: [brought(subject)] });
    await bed.settle();
    // As if it had been handed over: the courier is never asked to bring these.
    const head = (await entries(shardOf(clusterId))).at(-1)!.position;
    await bed.rows('UPDATE initiatives.relay_mark SET position = $2 WHERE shard = $1', [shardOf(clusterId), head + 3]);
    const [lost, alsoLost] = [newId(), newId()];
    await bed.tell('initiatives', { clusterId, subject: lost, happenings: [brought(lost)] });
    await bed.tell('initiatives', { clusterId, subject: alsoLost, happenings: [brought(alsoLost)] });
    await bed.settle();
    expect(await heard(lost)).toHaveLength(1);
    expect(await heard(alsoLost)).toHaveLength(1);
  });

  // Which of the replicas takes the retry is chance: a few times, so that both do.
  it.each([1, 2, 3, 4])('that cannot be applied is parked with its reason; later ones of the same subject wait, others go on; a retry applies all in order (%d)', async () => {
    const [troubled, other] = [newId(), newId()];
    trouble.add(troubled);
    await bed.tell('initiatives', { clusterId, subject: troubled, happenings: [brought(troubled), forming(troubled)] });
    await bed.settle();
    await bed.tell('initiatives', { clusterId, subject: troubled, version: 3, happenings: [forming(troubled)] });
    await bed.tell('initiatives', { clusterId, subject: other, happenings: [brought(other)] });
    await bed.settle();
    expect((await heard(troubled)).map(({ version }) => version)).toEqual([1]);
    expect(await heard(other)).toHaveLength(1);

    const operator = bed.person({ operator: true });
    const { items } = await operator.get(listParkedEvents('resources'), {});
    expect(items.filter(({ subject }) => subject === troubled).map(({ type, reason }) => [type, reason])).toEqual([
      [InitiativeForming.type, expect.stringContaining('there is trouble with this one')],
      [InitiativeForming.type, expect.stringContaining('an earlier event of the same subject is parked')],
    ]);
    expect(await bed.person().call(listParkedEvents('resources'), {})).toEqual({ refused: 'forbidden' });
    expect(await operator.get(retryParkedEvent('resources'), { subject: troubled })).toEqual({ applied: 0, stillParked: 2 });

    trouble.delete(troubled);
    expect(await operator.get(retryParkedEvent('resources'), { subject: troubled })).toEqual({ applied: 2, stillParked: 0 });
    expect((await heard(troubled)).map(({ version }) => version)).toEqual([1, 2, 3]);
    await bed.tell('initiatives', { clusterId, subject: troubled, version: 4, happenings: [forming(troubled)] });
    await bed.settle();
    expect(await heard(troubled)).toHaveLength(4);
  });

  it('that the database refuses is parked with what it said, and nothing beside it', async () => {
    const [before, bad, after] = [newId(), newId(), newId()];
    await bed.tell('initiatives', { clusterId, subject: before, happenings: [brought(before)] });
    await bed.tell('initiatives', { clusterId, subject: bad, happenings: [brought(bad, 'Zły')] });
    await bed.tell('initiatives', { clusterId, subject: after, happenings: [brought(after)] });
    await bed.settle();
    const { items } = await bed.person({ operator: true }).get(listParkedEvents('resources'), {});
    expect(items.filter(({ clusterId: of }) => of === clusterId).map(({ subject, reason }) => [subject, reason])).toEqual([[bad, expect.stringContaining('heard_title_check')]]);
    expect([await heard(before), await heard(bad), await heard(after)].map(({ length }) => length)).toEqual([1, 0, 1]);
  });

  it('of another kind passes by and is counted', async () => {
    const subject = newId();
    await bed.tell('initiatives', { clusterId, subject, happenings: [ContributionVoided.of({ contributionId: subject, clusterId, reversedBy: newId(), voidedAt: new Date().toISOString() }), MemberAdmitted.of({ memberId: subject, clusterId, partyId: newId(), partyName: null, partyKind: 'person', sphere: 'social', seatId: newId(), admittedAt: new Date().toISOString() })] });
    await bed.settle();
    expect(await heard(subject)).toEqual([]);
  });

  it('of another kind is not kept aside behind one that is parked: there is nothing to apply', async () => {
    const subject = newId();
    trouble.add(subject);
    const voided = ContributionVoided.of({ contributionId: subject, clusterId, reversedBy: newId(), voidedAt: new Date().toISOString() });
    await bed.tell('initiatives', { clusterId, subject, happenings: [brought(subject), forming(subject), voided] });
    await bed.settle();
    await bed.tell('initiatives', { clusterId, subject, version: 4, happenings: [voided, forming(subject)] });
    await bed.settle();
    trouble.delete(subject);
    expect(await bed.person({ operator: true }).get(retryParkedEvent('resources'), { subject })).toEqual({ applied: 2, stillParked: 0 });
    expect((await heard(subject)).map(({ version }) => version)).toEqual([1, 2, 5]);
  });

  it('comes through when the courier lost everything it had', async () => {
    const subject = newId();
    const connection = await connect({ servers: bed.bus.url, user: TestBus.operator, pass: 'test' });
    await connection.request('$JS.API.STREAM.DELETE.events-initiatives');
    await connection.close();
    await bed.tell('initiatives', { clusterId, subject, happenings: [brought(subject)] });
    await bed.settle();
    expect(await heard(subject)).toHaveLength(1);
  });

  it('with another history than the one applied is not believed, and nothing more of it', async () => {
    const subject = newId();
    await bed.tell('initiatives', { clusterId, subject, happenings: [brought(subject)] });
    await bed.settle();
    const shard = shardOf(clusterId);
    const head = (await entries(shard)).at(-1)!;
    const invented = newId();
    const envelope = head.envelope.replaceAll(subject, invented);
    await deliver({ shard, position: head.position + 1, chain: createHash('sha256').update('another history').update(envelope).digest('hex'), envelope });
    const follower = newId();
    const cursor = () => bed.rows<{ position: number }>('SELECT position::int AS position FROM resources.cursor WHERE source = $1 AND shard = $2', ['initiatives', shard]);
    await bed.tell('initiatives', { clusterId, subject: follower, happenings: [brought(follower)] });
    await eventually(async () => ((await entries(shard)).length > head.position ? true : undefined), () => 'no place in the order');
    expect(await heard(invented)).toEqual([]);
    // The replica that met it stops; whether the other may go on by the owner's journal is its own matter, but never with what was made up.
    expect((await cursor())[0]!.position).toBeLessThanOrEqual(head.position + 1);
    expect(await bed.rows('SELECT 1 FROM resources.parked_event WHERE subject = $1', [invented])).toEqual([]);
  });
});
