import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IdeaBrought } from '@klaster/contracts';
import { Database, newId, VersionConflict, type Work } from '@klaster/persistence';
import { TestDatabase } from '@klaster/testing';

/** Events of several clusters are applied in one transaction: what a reaction writes and tells for each is written as that cluster. */
describe('a work in several clusters, one after the other', () => {
  let testDatabase: TestDatabase;
  let database: Database;

  beforeAll(async () => {
    testDatabase = await TestDatabase.create();
    await testDatabase.migrate('resources', []);
    database = await Database.open({ url: testDatabase.url('resources'), connections: 2, applicationName: 'reaction' });
  });

  afterAll(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const origin = { service: 'resources', requestId: 'told-by-a-test', now: new Date().toISOString() };
  const tell = (work: Work, clusterId: string) => {
    const initiativeId = newId();
    work.tell(initiativeId, 1, [IdeaBrought.of({ initiativeId, clusterId, title: 'Ogród', broughtBy: newId() })], clusterId);
    work.schedule({ name: 'ring', subject: initiativeId, dueAt: origin.now, clusterId });
  };

  it('writes and tells in each', async () => {
    const [one, other] = [newId(), newId()];
    const told = await database.within(origin, async (work) => {
      for (const clusterId of [one, other, one]) {
        work.enter(clusterId);
        tell(work, clusterId);
      }
      return work.told;
    });
    expect(told).toBe(3);
    for (const table of ['journal', 'timer']) {
      const { rows } = await testDatabase.admin.query(`SELECT cluster_id FROM resources.${table}`);
      expect(rows.map(({ cluster_id: id }) => (id === one ? 'one' : 'other')).toSorted()).toEqual(['one', 'one', 'other']);
    }
  });

  it('is tried again as a whole where one of them was changed meanwhile, whatever came behind', async () => {
    const attempt = database.within(origin, async (work) => {
      work.enter(newId());
      work.write({ text: 'UPDATE timer SET attempts = 1 WHERE false', values: [], expectOne: true });
      work.enter(newId());
      await work.query('SELECT 1');
      await work.query('SELECT 2');
    });
    await expect(attempt).rejects.toThrow(VersionConflict);
  });
});
