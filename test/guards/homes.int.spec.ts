import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClusterChanged, IdeaChanged, isRefusal, MandateGranted, MemberAdmitted, NotFound, operation, refuse } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { directorySchema, type HomeFinder, OnTimer, type Reaction, ReactsTo, type TimerHandler, type Told } from '@klaster/service-kit';
import { answering, atOnce, type Caller, declare, outcomes, standIn, Testbed } from '@klaster/testing';
import { z } from 'zod';

class Things {
  readonly name = 'Things1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`${directorySchema('initiatives')}
      CREATE TABLE thing (id uuid PRIMARY KEY, cluster_id uuid NOT NULL, version int NOT NULL, open boolean NOT NULL);
      CALL guard_by_cluster('thing');
      CREATE TABLE share (thing_id uuid NOT NULL, cluster_id uuid NOT NULL, guest_id uuid NOT NULL);
      ALTER TABLE share ENABLE ROW LEVEL SECURITY; ALTER TABLE share FORCE ROW LEVEL SECURITY;
      CREATE POLICY by_guest ON share USING (guest_id = (SELECT current_cluster()));
      CREATE TRIGGER revise_directory AFTER INSERT OR DELETE ON share FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();
      GRANT SELECT, UPDATE ON thing TO initiatives; GRANT SELECT, INSERT, DELETE ON share TO initiatives;`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

const one = z.strictObject({ clusterId: z.uuid(), thingId: z.uuid() });
const Thing = z.strictObject({ clusterId: z.uuid(), version: z.int(), memberId: z.uuid(), partyName: z.string().nullable() });
const readThing = declare(operation({ name: 'initiatives.things.get', summary: 'Reads', kind: 'query', access: { who: 'member', scope: 'read' }, request: one, reply: Thing }));
const changeThing = declare(operation({ name: 'initiatives.things.change', summary: 'Changes', kind: 'command', access: { who: 'member', scope: 'represent' }, request: one, reply: Thing }));

interface Row {
  readonly clusterId: string;
  readonly version: number;
  readonly open: boolean;
}
const find = async (work: Work, thingId: string) => (await work.query<Row>('SELECT cluster_id AS "clusterId", version, open FROM thing WHERE id = $1', [thingId]))[0];

/** How often it was asked which things are shared. */
let looked = 0;
class Homes implements HomeFinder {
  async find(work: Work, { thingId }: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    const shares = await work.recall('shares', () => {
      looked += 1;
      return work.query<{ thingId: string; clusterId: string }>('SELECT thing_id AS "thingId", cluster_id AS "clusterId" FROM share');
    });
    return shares.find((share) => share.thingId === thingId)?.clusterId;
  }
}

@ReactsTo(ClusterChanged)
class OpenThings implements Reaction<typeof ClusterChanged> {
  async apply(_: readonly Told<typeof ClusterChanged>[], work: Work): Promise<void> {
    await work.query('UPDATE thing SET open = true');
  }
}

/** Nothing is due before long. */
@OnTimer('ring')
class Ring implements TimerHandler {
  async handle(): Promise<void> {
    throw new Error('never');
  }
}

const sharing = standIn(
  'initiatives',
  [
    answering(readThing, async ({ thingId }, { work, member }) => {
      const [thing, { memberId, partyName }] = await Promise.all([find(work, thingId), member]);
      return thing?.open ? { clusterId: thing.clusterId, version: thing.version, memberId, partyName } : refuse(NotFound);
    }),
    answering(changeThing, async ({ thingId }, { work, member }) => {
      work.hold();
      const [[thing], { memberId, partyName }] = await Promise.all([work.query<Row>('SELECT cluster_id AS "clusterId", version, open FROM thing WHERE id = $1 FOR UPDATE', [thingId]), member]);
      if (!thing) return refuse(NotFound);
      const { clusterId, version } = thing;
      work.write({ text: 'UPDATE thing SET version = version + 1 WHERE id = $1', values: [thingId], expectOne: true });
      work.tell(thingId, version + 1, [IdeaChanged.of({ initiativeId: thingId, clusterId, title: 'Ogród', changedBy: memberId })]);
      work.schedule({ name: 'ring', subject: thingId, dueAt: '2099-01-01T00:00:00.000Z' });
      return { clusterId, version: version + 1, memberId, partyName };
    }),
  ],
  { keepsDirectory: true, migrations: [Things as never], home: Homes, reactions: [OpenThings], timers: [Ring] },
);

interface Member {
  readonly person: Caller;
  readonly memberId: string;
  readonly clusterId: string;
}

/** A thing belongs to one cluster and is shared with others: their members act on it under their own path. */
describe('a thing that is shared with other clusters', () => {
  let bed: Testbed;
  let [host, guest, third] = [] as unknown as [Member, Member, Member];
  let sql: Awaited<ReturnType<Testbed['sql']>>;
  let thing: string, other: string, own: string;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(sharing, { replicas: 2 });
    sql = await bed.sql('initiatives');
    // As if all of it had been handed over: the courier brings nothing, and who follows notices once a second at most.
    await bed.rows('UPDATE membership.relay_mark SET position = 1000000');
  });

  afterAll(() => bed.stop());

  /** In a shard of its own. */
  async function admit(shard: string, clusterId = newId().slice(0, -1) + shard): Promise<Member> {
    const person = bed.person();
    const [partyId, memberId, now] = [newId(), newId(), bed.clock.now()];
    await bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId: newId(), partyId, accountId: person.accountId, scopes: ['represent'], validFrom: now, validUntil: null })] });
    await bed.tell('membership', { clusterId, subject: memberId, happenings: [MemberAdmitted.of({ memberId, clusterId, partyId, partyName: `Z ${shard}`, partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: now })] });
    return { person, memberId, clusterId };
  }
  async function add({ clusterId }: Member, open = true): Promise<string> {
    const id = newId();
    await bed.rows('INSERT INTO initiatives.thing VALUES ($1, $2, 0, $3)', [id, clusterId, open]);
    return id;
  }
  const asCluster = async ({ clusterId }: Member, text: string, values: readonly string[]) => {
    await sql.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    await sql.query(text, [...values]);
  };
  const share = (thingId: string, home: Member, to: Member) => asCluster(to, 'INSERT INTO share VALUES ($1, $2, $3)', [thingId, home.clusterId, to.clusterId]);
  const unshare = (thingId: string, to: Member) => asCluster(to, 'DELETE FROM share WHERE thing_id = $1', [thingId]);
  const read = ({ person, clusterId }: Member, thingId: string) => person.call(readThing, { clusterId, thingId });
  const change = async ({ person, clusterId }: Member, thingId: string, idempotencyKey = newId()) => {
    const answer = await person.send(changeThing, { clusterId, thingId }, { idempotencyKey });
    if ('refusal' in answer) return answer.refusal;
    return { ...(JSON.parse(Buffer.from(answer.body).toString()) as z.output<typeof Thing>), replayed: answer.replayed ?? false };
  };

  beforeEach(async () => {
    [host, guest, third] = await Promise.all([admit('1'), admit('2'), admit('3')]);
    [thing, other, own] = await Promise.all([add(host), add(host), add(guest)]);
    await share(thing, host, guest);
    await bed.settle();
  });

  it('is read and changed by their members, each as who it is in its own cluster', async () => {
    expect(await read(guest, thing)).toEqual({ clusterId: host.clusterId, version: 0, memberId: guest.memberId, partyName: 'Z 2' });
    expect(await read(guest, own)).toMatchObject({ clusterId: guest.clusterId });
    expect(await read(host, thing)).toMatchObject({ memberId: host.memberId, partyName: 'Z 1' });
    expect(await change(guest, thing)).toMatchObject({ clusterId: host.clusterId, version: 1, memberId: guest.memberId });
  });

  it('finds out who acts before it goes over, whatever is known already', async () => {
    const late = await admit('2', guest.clusterId);
    await bed.settle();
    await atOnce(20, () => read(guest, thing));
    expect(await atOnce(20, () => read(late, thing))).toEqual(Array.from({ length: 20 }, () => expect.objectContaining({ memberId: late.memberId })));
  });

  it('tells and schedules at home, whoever changes it', async () => {
    await change(guest, thing);
    await change(guest, own);
    const told = await bed.rows<{ cluster_id: string; envelope: string }>('SELECT cluster_id, envelope FROM initiatives.journal WHERE subject = ANY ($1) ORDER BY id', [[thing, own]]);
    expect(told.map(({ cluster_id: id }) => id)).toEqual([host.clusterId, guest.clusterId]);
    expect(JSON.parse(told[0]!.envelope)).toMatchObject({ clusterid: host.clusterId, memberid: guest.memberId, accountid: guest.person.accountId });
    const rung = await bed.rows<{ cluster_id: string }>('SELECT cluster_id FROM initiatives.timer WHERE subject = ANY ($1)', [[thing, own]]);
    expect(new Set(rung.map(({ cluster_id: id }) => id))).toEqual(new Set([host.clusterId, guest.clusterId]));
  });

  it('is changed once under one key, and every repetition is answered the same', async () => {
    const key = newId();
    const answers = await atOnce(6, () => change(guest, thing, key));
    expect(answers.toSorted((first) => ('replayed' in first && first.replayed ? 1 : -1))).toMatchObject([false, true, true, true, true, true].map((replayed) => ({ version: 1, replayed })));
    await unshare(thing, guest);
    expect(await change(guest, thing, key)).toMatchObject({ replayed: true });
    expect(await bed.rows('SELECT version FROM initiatives.thing WHERE id = $1', [thing])).toEqual([{ version: 1 }]);
  });

  it('opens nothing else of its home, to nobody else, and to nobody under another path than its own', async () => {
    expect(await read(guest, other)).toEqual({ refused: 'not-found' });
    expect(await read(third, thing)).toEqual({ refused: 'not-found' });
    expect(await change(third, thing)).toEqual({ refused: 'not-found' });
    for (const [who, { clusterId }] of [[host, guest], [third, guest], [guest, host]] as const) {
      expect(await read({ ...who, clusterId }, thing)).toEqual({ refused: 'forbidden' });
      expect(await change({ ...who, clusterId }, thing)).toEqual({ refused: 'forbidden' });
    }
  });

  it('is asked for once, and never believed when it is shared no longer', async () => {
    await atOnce(20, () => read(guest, thing));
    await atOnce(20, () => read(host, thing));
    const before = looked;
    expect(outcomes(await atOnce(20, () => read(host, other)))).toEqual({ granted: 20 });
    expect(outcomes(await atOnce(20, () => read(guest, thing)))).toEqual({ granted: 20 });
    expect(looked).toBe(before);
    await unshare(thing, guest);
    expect(outcomes(await atOnce(20, (turn) => (turn % 2 ? read : change)(guest, thing)))).toEqual({ 'not-found': 20 });
  });

  it('shows to each what is its own, however they are mixed', async () => {
    const [ofThird, sharedByThird] = await Promise.all([add(third), add(third)]);
    await share(sharedByThird, third, host);
    await share(thing, host, third);
    const seen = new Map<Member, readonly string[]>([[host, [thing, other, sharedByThird]], [guest, [thing, own]], [third, [thing, ofThird, sharedByThird]]]);
    const all = [thing, other, own, ofThird, sharedByThird];
    const wrong: string[] = [];
    const ask = async (turn: number) => {
      const member = [host, guest, third][turn % 3]!;
      const thingId = all[Math.floor(turn / 3) % all.length]!;
      const answer = turn % 4 === 0 ? await change(member, thingId) : await read(member, thingId);
      const right = seen.get(member)!.includes(thingId) ? !isRefusal(answer) && 'memberId' in answer && answer.memberId === member.memberId : isRefusal(answer) && answer.refused === 'not-found';
      if (!right) wrong.push(JSON.stringify({ turn, answer }));
    };
    for (const wave of [0, 1, 2]) await atOnce(100, (turn) => ask(100 * wave + turn));
    expect(wrong).toEqual([]);
  });

  it('learns what others have told of its home before it is refused', async () => {
    const closed = await add(host, false);
    await share(closed, host, guest);
    expect(await read(guest, closed)).toEqual({ refused: 'not-found' });
    await bed.tell('membership', { clusterId: host.clusterId, subject: host.clusterId, happenings: [ClusterChanged.of({ clusterId: host.clusterId, name: 'Otwarty' })] });
    expect(await read(guest, closed)).toMatchObject({ clusterId: host.clusterId });
  });
});
