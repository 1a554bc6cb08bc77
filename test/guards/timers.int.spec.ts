import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeCluster, ClusterChanged, federationId, type Instant } from '@klaster/contracts';
import { Database, newId, type Schedule, VersionConflict, type Work } from '@klaster/persistence';
import { type DueTimer, OnTimer, type RunningService, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { answering, eventually, sampleCluster, standIn, Testbed } from '@klaster/testing';

/** What a timer has done, and which replica has done it. */
class Rung {
  readonly name = 'Rung1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE rung (place bigint GENERATED ALWAYS AS IDENTITY, cluster_id uuid NOT NULL, subject uuid NOT NULL, due_at timestamptz NOT NULL, rung_at timestamptz NOT NULL,
        replica text NOT NULL DEFAULT current_setting('application_name'));
      GRANT SELECT, INSERT ON rung TO membership;`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

const happened = (clusterId: string) => ClusterChanged.of({ clusterId, name: 'Nasz' });
const writeDown = (work: Work, { subject, clusterId, dueAt }: DueTimer) =>
  work.write({ text: 'INSERT INTO rung (cluster_id, subject, due_at, rung_at) VALUES ($1, $2, $3, $4)', values: [clusterId, subject, dueAt, work.origin.now] });

@OnTimer('ring')
class Ring implements TimerHandler {
  async handle(due: DueTimer, { work }: TimerCall): Promise<void> {
    // Long enough for others to be at it as well.
    await work.query('SELECT pg_sleep(0.02)');
    writeDown(work, due);
    // Of a subject of its own: nothing but the timer keeps this from being told twice.
    work.tell(newId(), 1, [happened(due.subject)]);
  }
}

/** What makes a timer fail just now, and how often each was tried. */
const trouble = new Map<string, () => unknown>();
const tried = new Map<string, number>();

@OnTimer('stumble')
class Stumble implements TimerHandler {
  async handle(due: DueTimer, { work }: TimerCall): Promise<void> {
    tried.set(due.subject, (tried.get(due.subject) ?? 0) + 1);
    writeDown(work, due);
    await work.query('INSERT INTO rung (cluster_id, subject, due_at, rung_at) VALUES ($1, $2, $3, $3)', [due.clusterId, due.subject, due.dueAt]);
    work.tell(newId(), 1, [happened(due.subject)]);
    await trouble.get(due.subject)?.();
  }
}

/** Schedules itself anew until it has rung three times. */
@OnTimer('chime')
class Chime implements TimerHandler {
  async handle(due: DueTimer, { work }: TimerCall): Promise<void> {
    const before = await work.query('SELECT FROM rung WHERE subject = $1', [due.subject]);
    writeDown(work, due);
    if (before.length < 2) work.schedule({ name: 'chime', subject: due.subject, dueAt: due.dueAt });
  }
}

/** An operation that schedules: which timer, and as which version of the cluster, says the request. */
const membership = standIn(
  'membership',
  [
    answering(changeCluster, ({ clusterId, name, purpose }, { work, now }) => {
      work.schedule({ name: name ?? 'ring', subject: clusterId, dueAt: now });
      work.tell(clusterId, Number(purpose ?? 1), [happened(clusterId)]);
      return sampleCluster({ id: clusterId, createdAt: now });
    }),
  ],
  { migrations: [Rung as never], timers: [Ring, Stumble, Chime] },
);

// Each waits for a few looks of the services at their timers, half a second apart.

describe('something that is to happen at a time', () => {
  let bed: Testbed;
  let replicas: RunningService[];
  let database: Database;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    replicas = await bed.serve(membership, { replicas: 2 });
    database = await Database.open({ url: bed.database.url('membership'), connections: 4, applicationName: 'scheduler' });
  });

  afterAll(async () => {
    await database.close();
    await bed.stop();
  });

  const originOf = (inCluster: string | undefined = clusterId) => ({ service: 'membership', clusterId: inCluster, requestId: newId(), now: bed.clock.now() });
  const schedule = (...schedules: Schedule[]) => database.within(originOf(), async (work) => schedules.forEach((one) => work.schedule(one)));
  const inMinutes = (minutes: number): Instant => new Date(Date.parse(bed.clock.now()) + minutes * 60_000).toISOString();
  const rung = (subject: string) =>
    bed.rows<{ clusterId: string; early: boolean; replica: string }>(
      'SELECT cluster_id AS "clusterId", rung_at < due_at AS early, replica FROM membership.rung WHERE subject = $1 ORDER BY place',
      [subject],
    );
  const timer = async (subject: string) =>
    (await bed.rows<{ attempts: number; failure: string; waits: number }>(
      'SELECT attempts, failure, extract(epoch FROM retry_at)::float8 * 1000 AS waits FROM membership.timer WHERE subject = $1', [subject]))[0];
  const told = (...subjects: string[]) =>
    bed.rows<{ envelope: string }>(`SELECT envelope FROM membership.journal WHERE envelope::jsonb #>> '{data,clusterId}' = ANY ($1)`, [subjects]);
  const untilRung = (subject: string, times = 1) =>
    eventually(async () => ((await rung(subject)).length >= times ? true : undefined), () => `${subject} has not rung ${times} times`);
  /** Everything that was due until now has been looked at by all: another that was due later has rung, twice over. */
  const untilLooked = async () => {
    for (const marker of [newId(), newId()]) {
      await schedule({ name: 'ring', subject: marker, dueAt: bed.clock.now() });
      await untilRung(marker);
    }
  };

  it('happens when its time has come, by the clock of the services, and not before', async () => {
    const subject = newId();
    await schedule({ name: 'ring', subject, dueAt: inMinutes(60) });
    await untilLooked();
    bed.clock.turn({ minutes: 59 });
    await untilLooked();
    expect(await rung(subject)).toEqual([]);
    bed.clock.turn({ minutes: 1 });
    await untilRung(subject);
    expect(await rung(subject)).toEqual([{ clusterId, early: false, replica: expect.stringMatching(/^membership-[12]$/) }]);
    expect(await timer(subject)).toBeUndefined();
  });

  it('happens once, whoever of two replicas does it', async () => {
    const subjects = Array.from({ length: 200 }, newId);
    await schedule(...subjects.map((subject) => ({ name: 'ring', subject, dueAt: inMinutes(1) })));
    bed.clock.turn({ minutes: 1 });
    for (const subject of subjects) await untilRung(subject);
    await untilLooked();
    const done = await Promise.all(subjects.map(rung));
    expect(done.filter(({ length }) => length !== 1)).toEqual([]);
    // Both were at work, or this proves nothing.
    expect(new Set(done.map(([one]) => one!.replica)).size).toBe(2);
    expect(await told(...subjects)).toHaveLength(200);
  });

  it('happens after a restart although its time came in between', async () => {
    const subject = newId();
    await schedule({ name: 'ring', subject, dueAt: inMinutes(1) });
    for (const replica of replicas) await bed.end(replica);
    bed.clock.turn({ minutes: 2 });
    replicas = await bed.serve(membership, { replicas: 2 });
    await untilRung(subject);
    await untilLooked();
    expect(await rung(subject)).toHaveLength(1);
  });

  it('is moved by who schedules it again, and cancelled by who schedules it for never', async () => {
    const [moved, cancelled, brought] = [newId(), newId(), newId()];
    await schedule(...[moved, cancelled].map((subject) => ({ name: 'ring', subject, dueAt: inMinutes(5) })), { name: 'ring', subject: brought, dueAt: inMinutes(60) });
    await schedule({ name: 'ring', subject: moved, dueAt: inMinutes(10) }, { name: 'ring', subject: cancelled, dueAt: null }, { name: 'ring', subject: brought, dueAt: inMinutes(5) });
    bed.clock.turn({ minutes: 6 });
    await untilRung(brought);
    await untilLooked();
    expect(await rung(moved)).toEqual([]);
    bed.clock.turn({ minutes: 5 });
    await untilRung(moved);
    await untilLooked();
    expect([await rung(moved), await rung(brought), await rung(cancelled)].map(({ length }) => length)).toEqual([1, 1, 0]);
  });

  it('is what was said last, where one work says it several times', async () => {
    const [late, never] = [newId(), newId()];
    await schedule({ name: 'ring', subject: late, dueAt: null }, { name: 'ring', subject: late, dueAt: bed.clock.now() }, { name: 'ring', subject: never, dueAt: bed.clock.now() }, { name: 'ring', subject: never, dueAt: null });
    await untilRung(late);
    await untilLooked();
    expect(await rung(never)).toEqual([]);
  });

  it('may be scheduled anew by what it does', async () => {
    const subject = newId();
    await schedule({ name: 'chime', subject, dueAt: bed.clock.now() });
    await untilRung(subject, 3);
    await untilLooked();
    expect(await rung(subject)).toHaveLength(3);
  });

  it('that fails leaves nothing behind, is tried again later and later, and keeps no other waiting', async () => {
    const subject = newId();
    trouble.set(subject, () => {
      throw new Error('there is trouble with this one');
    });
    await schedule({ name: 'stumble', subject, dueAt: bed.clock.now() });
    const startedAt = Date.parse(bed.clock.now());
    const failed = (times: number) => eventually(async () => ((await timer(subject))?.attempts === times ? timer(subject) : undefined), () => `it has not failed ${times} times`);
    const first = await failed(1);
    expect(first.failure).toContain('there is trouble with this one');
    expect(first.waits - startedAt).toBeGreaterThanOrEqual(1_000);
    expect(first.waits - startedAt).toBeLessThan(5_000);
    await untilLooked();
    bed.clock.turn({ minutes: 1 });
    await failed(2);
    bed.clock.turn({ minutes: 1 });
    const third = await failed(3);
    expect(third.waits - Date.parse(bed.clock.now())).toBeGreaterThan(3_000);
    expect(await rung(subject)).toEqual([]);
    expect(await told(subject)).toEqual([]);

    trouble.delete(subject);
    bed.clock.turn({ minutes: 1 });
    await untilRung(subject);
    expect(await rung(subject)).toHaveLength(2);
    expect(await timer(subject)).toBeUndefined();
  });

  it('is tried again at once where somebody was quicker on the same rows', async () => {
    const subject = newId();
    const failures: (number | undefined)[] = [];
    trouble.set(subject, async () => {
      failures.push((await timer(subject))?.attempts);
      if (tried.get(subject)! < 4) throw new VersionConflict('somebody was quicker');
    });
    await schedule({ name: 'stumble', subject, dueAt: bed.clock.now() });
    await untilRung(subject);
    expect(failures).toEqual([0, 0, 0, 0]);
  });

  it('waits, where this version does nothing on it', async () => {
    const subject = newId();
    await schedule({ name: 'of-a-later-version', subject, dueAt: bed.clock.now() });
    const { failure } = await eventually(async () => ((await timer(subject))?.attempts ? timer(subject) : undefined), () => 'nobody has looked at it');
    expect(failure).toContain('nothing in this version is done on the timer of-a-later-version');
  });

  it('is told as what nobody did: it has a time and a reason, and no account', async () => {
    const subject = newId();
    await schedule({ name: 'ring', subject, dueAt: bed.clock.now() });
    await untilRung(subject);
    const [event] = await told(subject);
    const envelope = JSON.parse(event!.envelope) as object;
    expect(envelope).toMatchObject({ requestid: 'timer:ring', clusterid: clusterId });
    expect(envelope).not.toHaveProperty('accountid');
    // It is not left waiting for somebody to look.
    await bed.settle();
  });

  it('is scheduled together with the change that it belongs to, or not at all', async () => {
    const operator = bed.person({ operator: true });
    const change = (subject: string, fields: { name?: string; purpose?: string }) => operator.call(changeCluster, { clusterId: subject, ...fields }, { expectedVersion: 1 });
    const [kept, unknown] = [newId(), newId()];
    expect(await change(kept, {})).toMatchObject({ id: kept });
    // Its event stands in the journal already, as that of a change that somebody else was quicker with.
    expect(await change(kept, { name: 'chime' })).toEqual({ refused: 'conflict' });
    expect(await change(unknown, { name: 'of-no-class' })).toEqual({ refused: 'internal' });
    await untilLooked();
    expect((await rung(kept)).map(({ clusterId: inCluster }) => inCluster)).toEqual([kept]);
    expect(await bed.rows('SELECT 1 FROM membership.timer WHERE subject = $1', [kept])).toEqual([]);
    expect(await timer(unknown)).toBeUndefined();
  });

  it('needs a class that is marked for it, and one alone', async () => {
    class Unmarked {}
    await expect(bed.serve({ ...membership, timers: [Unmarked] })).rejects.toThrow('Unmarked is listed for a timer but names none');
    await expect(bed.serve({ ...membership, timers: [Ring, Ring] })).rejects.toThrow('two classes are listed for the timer ring');
  });

  it('of the federation is scheduled without a cluster', async () => {
    const subject = newId();
    await database.within(originOf(undefined), async (work) => work.schedule({ name: 'ring', subject, dueAt: bed.clock.now(), clusterId: federationId }));
    await untilRung(subject);
    expect(await rung(subject)).toMatchObject([{ clusterId: federationId }]);
  });
});
