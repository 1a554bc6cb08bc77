import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database, type Manner, newId, VersionConflict, type Work } from '@klaster/persistence';
import { Testbed } from '@klaster/testing';

interface Thing {
  readonly version: number;
  readonly text: string;
}

class Things {
  readonly name = 'Things1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE thing (id uuid PRIMARY KEY, version int NOT NULL, cluster_id uuid NOT NULL, text text NOT NULL); CALL guard_by_cluster('thing');
      CREATE TABLE part (thing_id uuid NOT NULL, cluster_id uuid NOT NULL, text text NOT NULL); CALL guard_by_cluster('part');
      GRANT SELECT, INSERT, UPDATE ON thing TO membership; GRANT SELECT, INSERT ON part TO membership;`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** What has a version of its own is remembered by a process, and nobody commits by what is out of date. */
describe('a thing that is remembered by its version', () => {
  let bed: Testbed;
  let [one, another]: Database[] = [] as never;
  let clusterId = newId();
  let asked = 0;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.database.migrate('membership', [Things as never]);
    const open = () => Database.open({ url: bed.database.url('membership'), entities: [], connections: 8, applicationName: 'test' });
    [one, another] = await Promise.all([open(), open()]);
  });

  beforeEach(() => {
    clusterId = newId();
    asked = 0;
  });

  afterAll(async () => {
    await Promise.all([one!.close(), another!.close()]);
    await bed.stop();
  });

  const begin = (database = one!, manner: Manner = {}, cluster = clusterId) => database.begin({ service: 'membership', clusterId: cluster, accountId: newId(), requestId: newId(), now: new Date().toISOString() }, manner);
  const make = async (text = 'stara') => {
    const [id, work] = [newId(), begin()];
    work.write({ text: 'INSERT INTO thing (id, version, cluster_id, text) VALUES ($1, 1, $2, $3)', values: [id, clusterId, text] });
    await work.commit();
    return id;
  };
  const recall = (work: Work, id: string) =>
    work.recallVersion<Thing>(`thing ${id}`, async () => {
      asked += 1;
      return (await work.query<Thing>('SELECT version, text FROM thing WHERE id = $1', [id]))[0];
    }, (version) => ({ text: 'SELECT FROM thing WHERE id = $1 AND version = $2', values: [id, version] }));
  const change = async (id: string) => {
    const work = begin(another);
    work.write({ text: `UPDATE thing SET version = version + 1, text = 'nowa' WHERE id = $1`, values: [id] });
    await work.commit();
  };
  const addPart = async (id: string, text: string, manner?: Manner) => {
    const work = begin(one, manner);
    const thing = await recall(work, id);
    work.write({ text: 'INSERT INTO part (thing_id, cluster_id, text) VALUES ($1, $2, $3)', values: [id, clusterId, `${text} ${thing!.text}`], insertion: { into: 'part (thing_id, cluster_id, text)', rows: [[id, clusterId, `${text} ${thing!.text}`]] } });
    return work.commit().then(() => 'kept', (error: unknown) => error);
  };
  const partsOf = async (id: string) => (await bed.rows<{ text: string }>('SELECT text FROM membership.part WHERE thing_id = $1 ORDER BY text', [id])).map(({ text }) => text);

  it('is asked for once, however many rely on it', async () => {
    const id = await make();
    for (const text of ['a', 'b', 'c']) expect(await addPart(id, text)).toBe('kept');
    expect(asked).toBe(1);
    expect(await partsOf(id)).toEqual(['a stara', 'b stara', 'c stara']);
  });

  it('lets nobody commit by it once another process has changed it; afresh it is what it is now', async () => {
    const id = await make();
    expect(await addPart(id, 'a')).toBe('kept');
    await change(id);
    expect(await addPart(id, 'b')).toBeInstanceOf(VersionConflict);
    expect(await addPart(id, 'b', { afresh: true })).toBe('kept');
    expect(await addPart(id, 'c')).toBe('kept');
    expect(await partsOf(id)).toEqual(['a stara', 'b nowa', 'c nowa']);
  });

  it('fails those alone that rely on what has changed, whoever shares their flight', async () => {
    const [changed, same] = [await make(), await make()];
    await Promise.all([addPart(changed, 'a'), addPart(same, 'a')]);
    await change(changed);
    const outcomes = await Promise.all(Array.from({ length: 40 }, (_, place) => addPart(place % 2 === 0 ? changed : same, `p${place}`)));
    expect(outcomes.filter((_, place) => place % 2 === 0).every((outcome) => outcome instanceof VersionConflict)).toBe(true);
    expect(outcomes.filter((_, place) => place % 2 === 1)).toEqual(Array.from({ length: 20 }, () => 'kept'));
    expect([(await partsOf(changed)).length, (await partsOf(same)).length]).toEqual([1, 21]);
  });

  it('is found out by who only answers, too', async () => {
    const id = await make();
    await addPart(id, 'a');
    const before = begin();
    await recall(before, id);
    await before.stillTrue();
    await change(id);
    const work = begin();
    expect(await recall(work, id)).toEqual({ version: 1, text: 'stara' });
    await expect(work.stillTrue()).rejects.toThrow(VersionConflict);
  });

  it('is remembered for its own cluster alone', async () => {
    const id = await make();
    await addPart(id, 'a');
    expect(await recall(begin(one, {}, newId()), id)).toBeUndefined();
  });
});
