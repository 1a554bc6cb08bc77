import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, VersionConflict, type Work } from '@klaster/persistence';
import { eventually, Testbed } from '@klaster/testing';

class Boxes {
  readonly name = 'Boxes1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE box (id uuid PRIMARY KEY, state text NOT NULL, counted int);
      CREATE TABLE slip (id uuid PRIMARY KEY, box uuid NOT NULL);
      GRANT SELECT, INSERT, UPDATE ON box, slip TO membership;`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** Many put slips into a box at once, one closes and counts it: what was acknowledged is counted, what comes later is refused. */
describe('a lock', () => {
  let bed: Testbed;
  let replicas: readonly Database[];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.database.migrate('membership', [Boxes as never]);
    replicas = await Promise.all(['one', 'two'].map((name) => Database.open({ url: bed.database.url('membership'), connections: 10, applicationName: name })));
  });

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await bed.stop();
  });

  const origin = () => ({ service: 'membership', requestId: newId(), now: new Date().toISOString() });
  const open = async () => {
    const box = newId();
    await bed.rows(`INSERT INTO membership.box VALUES ($1, 'open')`, [box]);
    return box;
  };
  /** Puts a slip in as an operation does that holds nothing: all of it flies with the commit. */
  const putIn = async (database: Database, box: string, key = `box ${box}`) => {
    const work = database.begin(origin());
    work.lock(key, 'shared');
    work.write({ text: `INSERT INTO slip SELECT $1, id FROM box WHERE id = $2 AND state = 'open'`, values: [newId(), box], expectOne: true });
    await work.commit();
  };
  const close = async (work: Work, box: string) => {
    const [count] = await work.query<{ slips: number }>('SELECT count(*) AS slips FROM slip WHERE box = $1', [box]);
    work.write({ text: `UPDATE box SET state = 'closed', counted = $2 WHERE id = $1`, values: [box, count!.slips], expectOne: true });
  };
  const slips = async (box: string) => (await bed.rows('SELECT 1 FROM membership.slip WHERE box = $1', [box])).length;
  const waiting = (count: number) =>
    eventually(
      async () => ((await bed.rows(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).length === count ? true : undefined),
      () => `not ${count} wait for a lock`,
    );

  it('that was waited for shows what its holder committed: a slip for a box that closed meanwhile is not put in', async () => {
    const box = await open();
    let late: Promise<unknown> = Promise.resolve();
    await replicas[0]!.within(origin(), async (work) => {
      work.lock(`box ${box}`, 'exclusive');
      await close(work, box);
      late = Promise.all([1, 2, 3].map(() => putIn(replicas[1]!, box).catch((error: unknown) => error)));
      await waiting(3);
    });
    expect(await late).toEqual([expect.any(VersionConflict), expect.any(VersionConflict), expect.any(VersionConflict)]);
    expect(await slips(box)).toBe(0);
  });

  it('shows it to who holds a transaction too, where it asks after the lock', async () => {
    const box = await open();
    let seen: Promise<unknown> = Promise.resolve();
    await replicas[0]!.within(origin(), async (work) => {
      work.lock(`box ${box}`, 'exclusive');
      await close(work, box);
      await work.query(`UPDATE box SET state = 'closed' WHERE id = $1`, [box]);
      const reader = replicas[1]!.begin(origin());
      // Locked first and held afterwards: the same.
      reader.lock(`box ${box}`, 'shared');
      reader.hold();
      seen = reader.query('SELECT state FROM box WHERE id = $1', [box]).finally(() => reader.rollback());
      await waiting(1);
    });
    expect(await seen).toEqual([{ state: 'closed' }]);
  });

  it('that is shared keeps nobody waiting who shares it, nor who holds another', async () => {
    const [box, other] = [await open(), await open()];
    await replicas[0]!.within(origin(), async (work) => {
      work.lock(`box ${box}`, 'shared');
      await work.query('SELECT');
      await Promise.all(replicas.flatMap((replica) => [putIn(replica, box), putIn(replica, box)]));
      await replicas[1]!.within(origin(), async (elsewhere) => {
        elsewhere.lock(`box ${other}`, 'exclusive');
        await close(elsewhere, other);
      });
    });
    expect(await slips(box)).toBe(4);
  });

  it('that is exclusive waits for all who share it', async () => {
    const box = await open();
    let closing: Promise<void> = Promise.resolve();
    await replicas[0]!.within(origin(), async (work) => {
      work.lock(`box ${box}`, 'shared');
      await work.query('INSERT INTO slip VALUES ($1, $2)', [newId(), box]);
      closing = replicas[1]!.within(origin(), async (closer) => {
        closer.lock(`box ${box}`, 'exclusive');
        await close(closer, box);
      });
      await waiting(1);
    });
    await closing;
    expect(await bed.rows('SELECT counted FROM membership.box WHERE id = $1', [box])).toEqual([{ counted: 1 }]);
  });

  it('is given up with its work, whichever way that ends', async () => {
    const box = await open();
    for (const end of ['rollback', 'commit'] as const) {
      const work = replicas[0]!.begin(origin());
      work.hold();
      work.lock(`box ${box}`, 'exclusive');
      await work.query('SELECT');
      await work[end]();
    }
    await putIn(replicas[1]!, box);
    expect(() => {
      const ended = replicas[0]!.begin(origin());
      void ended.rollback();
      ended.lock(`box ${box}`, 'shared');
    }).toThrow();
  });

  it('is a conflict, to be tried again, where two wait for each other', async () => {
    const keys = [newId(), newId()];
    const crossing = replicas.map((replica, turn) =>
      replica.within(origin(), async (work) => {
        work.lock(keys[turn]!, 'exclusive');
        await work.query('SELECT');
        await eventually(async () => ((await bed.rows(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).length >= 2 ? true : undefined), () => 'the other has no lock');
        work.lock(keys[1 - turn]!, 'exclusive');
        await work.query('SELECT');
      }),
    );
    const ends = await Promise.allSettled(crossing);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))).toEqual([expect.any(VersionConflict)]);
  });

  it.each([1, 2, 3, 4, 5])('lets every slip that was acknowledged be counted, and none beside, whenever the box is closed (%d)', async (round) => {
    const box = await open();
    const putting = Array.from({ length: 120 }, async (_, turn) => {
      await putIn(replicas[turn % 2]!, box);
      return turn;
    });
    const acknowledged = Promise.allSettled(putting).then((ends) => ends.filter(({ status }) => status === 'fulfilled').length);
    // Somewhere in the middle.
    await Promise.race(putting.slice(round * 15));
    await replicas[round % 2]!.within(origin(), async (work) => {
      work.lock(`box ${box}`, 'exclusive');
      await close(work, box);
    });
    const [{ counted }] = (await bed.rows<{ counted: number }>('SELECT counted FROM membership.box WHERE id = $1', [box])) as [{ counted: number }];
    expect([await acknowledged, await slips(box)]).toEqual([counted, counted]);
  });
});
