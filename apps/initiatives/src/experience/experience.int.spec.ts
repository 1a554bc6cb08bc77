import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Experience, recordLesson, type RequestInputOf, searchExperience } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** What was new and what was learnt, found by the whole federation. */
describe('experience', () => {
  let bed: Testbed;
  let here: InInitiative;
  let partners: Member[];
  const clusterId = newId();

  const learn = (title: string, text: string) => partners[0]!.person.get(recordLesson, { ...here, title, text });
  const find = (asked: RequestInputOf<typeof searchExperience>) => bed.person().get(searchExperience, asked);
  const titles = async (q: string) => (await find({ q })).items.map(({ title }) => title);
  /** All of it, page by page. */
  const leafThrough = async (asked: RequestInputOf<typeof searchExperience>, between: () => Promise<unknown> = () => Promise.resolve()): Promise<Experience[]> => {
    const all: Experience[] = [];
    for (let cursor: string | undefined; ;) {
      const { items, nextCursor } = await find({ ...asked, ...(cursor ? { cursor } : {}) });
      all.push(...items);
      if (!nextCursor) return all;
      cursor = nextCursor;
      await between();
    }
  };

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    partners = await admitAll(bed, clusterId, 2);
    const service = await bed.sql('initiatives');
    await service.query('INSERT INTO directory_cluster (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING', [clusterId, 'Zielony Staw']);
    here = await run(clusterId, partners);
  });

  afterAll(() => bed.stop());

  it('tells what was new from the day on which the work begins, to everybody who is signed in', async () => {
    const { items } = await find({});
    expect(items).toEqual([{
      id: here.initiativeId, kind: 'novelty', title: 'Ogród', text: 'Prowadzą go sąsiedzi', clusterId, initiativeId: here.initiativeId, clusterName: 'Zielony Staw', initiativeTitle: 'Ogród', publishedAt: items[0]!.publishedAt,
    }]);
    expect(await bed.nobody().call(searchExperience, {})).toEqual({ refused: 'unauthenticated' });
  });

  it('is found by words in whichever form: who shares more of the rare ones first, then the newest', async () => {
    for (let turn = 0; turn < 4; turn += 1) await learn(`Kompost ${turn}`, 'Kompostownik trzeba przerzucać.');
    await learn('Pszczoły', 'Ule stawiamy z dala od ścieżek, a kompost za płotem.');
    await learn('Ule', 'Pszczoły lubią spokój.');
    await learn('Łódki', 'Wiosła trzymamy pod dachem.');
    expect(await titles('pszczołom kompostu')).toEqual(['Pszczoły', 'Ule', 'Kompost 3', 'Kompost 2', 'Kompost 1', 'Kompost 0']);
    expect(await titles('lodkami')).toEqual(['Łódki']);
    expect(await titles('helikopter')).toEqual([]);
    // All of them have the title of their initiative.
    expect((await find({ q: 'w ogrodzie', kind: 'lesson' })).items).toHaveLength(7);
    expect((await find({ q: 'sąsiadów', kind: 'lesson' })).items).toEqual([]);
    expect((await find({ kind: 'novelty' })).items.map(({ id }) => id)).toEqual([here.initiativeId]);
  });

  it('stands where it stood from page to page, whatever is published meanwhile', async () => {
    for (const asked of [{ q: 'pszczoły kompost', limit: 2 }, { limit: 3 }]) {
      const before = (await leafThrough({ ...asked, limit: 200 })).map(({ id }) => id);
      let more = 0;
      const paged = await leafThrough(asked, async () => {
        // Makes what was rare common, and what was first last.
        if ((more += 1) <= 2) for (let turn = 0; turn < 8; turn += 1) await learn('Pszczoły w mieście', 'Pszczoły');
      });
      expect(paged.map(({ id }) => id)).toEqual(before);
    }
  });

  it('comes whole on a page that fits, and in fewer where they are long', async () => {
    // Words of one letter are none, so that nothing is found by them.
    const text = 'ż '.repeat(4_000).trim();
    for (let turn = 0; turn < 150; turn += 1) await learn('Długie', text);
    const { items, nextCursor } = await find({ q: 'długie', limit: 200 });
    expect(items.length).toBeLessThan(150);
    expect(items[0]!.text).toBe(text);
    const all = await leafThrough({ q: 'długie', limit: 200 });
    expect([nextCursor === null, new Set(all.map(({ id }) => id)).size]).toEqual([false, 150]);
  });

  it('is written by its own cluster alone, and never changed', async () => {
    await expect(bed.rows('DELETE FROM initiatives.experience')).rejects.toThrow(/append-only/);
    const stranger = await bed.sql('initiatives');
    await stranger.query(`SELECT set_config('klaster.cluster', $1, false)`, [newId()]);
    await expect(stranger.query(`INSERT INTO experience SELECT $1, cluster_id, initiative_id, kind, title, text, cluster_name, initiative_title, published_at FROM experience LIMIT 1`, [newId()])).rejects.toThrow(/row-level security/);
  });
});
