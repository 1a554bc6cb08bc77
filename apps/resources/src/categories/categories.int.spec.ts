import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addCategory, listCategories, listOwnCategories, listUnits, makeOffer, readOwnCategory } from '@klaster/contracts';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';
import { federationCategories } from './categories.js';

/** Categories that a cluster adds for itself, when many add them at once, with two replicas of the service. */
describe('categories of a cluster’s own', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const beginning = async (): Promise<[string, Side]> => {
    const cluster = new Cluster(bed);
    return [cluster.id, await cluster.admit()];
  };
  const asked = (clusterId: string, code: string) => ({ clusterId, code, kind: 'human' as const, name: { pl: 'pszczelarstwo', en: 'beekeeping' }, units: ['h'], broader: 'gardening' });

  it('are used like those of the federation, by their cluster alone', async () => {
    const [[clusterId, { person }], [elsewhere, stranger]] = [await beginning(), await beginning()];
    const offer = { clusterId, category: 'beekeeping', title: 'Pasieka', quantity: { value: '3', unit: 'h' } };
    expect(await person.call(makeOffer, offer)).toEqual({ refused: 'unknown-category' });
    const added = await person.get(addCategory, asked(clusterId, 'beekeeping'));
    expect(added).toEqual({ code: 'beekeeping', kind: 'human', name: { pl: 'pszczelarstwo', en: 'beekeeping' }, units: ['h'], broader: 'gardening', clusterId });
    expect(await person.get(readOwnCategory, { clusterId, code: 'beekeeping' })).toEqual(added);
    expect(await person.get(readOwnCategory, { clusterId, code: 'hall' })).toMatchObject({ code: 'hall', clusterId: null });
    expect(await person.get(makeOffer, offer)).toMatchObject({ category: 'beekeeping', kind: 'human' });
    expect(await stranger.person.call(readOwnCategory, { clusterId: elsewhere, code: 'beekeeping' })).toEqual({ refused: 'not-found' });
    expect(await stranger.person.call(makeOffer, { ...offer, clusterId: elsewhere })).toEqual({ refused: 'unknown-category' });
    expect(await stranger.person.call(addCategory, asked(clusterId, 'mead'))).toEqual({ refused: 'forbidden' });
  });

  it('stand behind those of the federation, page by page', async () => {
    const [clusterId, { person }] = await beginning();
    for (const code of ['zz-last', 'aa-first']) await person.get(addCategory, asked(clusterId, code));
    const codes: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await person.get(listOwnCategories, { clusterId, limit: 30, ...(cursor ? { cursor } : {}) });
      codes.push(...page.items.map(({ code }) => code));
      cursor = page.nextCursor;
    }
    expect(codes).toEqual([...federationCategories.map(({ code }) => code), 'zz-last', 'aa-first']);
    expect((await bed.nobody().get(listCategories, { kind: 'financial', limit: 200 })).items).toHaveLength(federationCategories.filter(({ kind }) => kind === 'financial').length);
    expect((await bed.nobody().get(listUnits, {})).items).toContainEqual({ code: 'h', dimension: 'time', factor: '60', name: { pl: 'godzina', en: 'hour' } });
  });

  it('have one of twenty that are added under one code at once', async () => {
    const [clusterId, { person }] = await beginning();
    await person.get(listOwnCategories, { clusterId });
    expect(outcomes(await atOnce(20, () => person.call(addCategory, asked(clusterId, 'mead'))))).toEqual({ granted: 1, 'category-taken': 19 });
  });

  it('are two hundred at most, however many are added at once', async () => {
    const [clusterId, { person, memberId }] = await beginning();
    await person.get(listOwnCategories, { clusterId });
    const runtime = await bed.sql('resources');
    await runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
    await runtime.query(
      `INSERT INTO category (id, version, cluster_id, code, kind, name, units, added_by, added_at)
       SELECT uuidv7(), 1, $1, 'own-' || nth, 'human', '{"pl": "x", "en": "x"}', '{h}', $2, now() FROM generate_series(1, 190) AS nth`,
      [clusterId, memberId],
    );
    expect(outcomes(await atOnce(40, (turn) => person.call(addCategory, asked(clusterId, `mead-${turn}`))))).toEqual({ granted: 10, 'too-many-categories': 30 });
    expect(await bed.rows('SELECT count(*)::int AS count FROM resources.category WHERE cluster_id = $1', [clusterId])).toEqual([{ count: 200 }]);
  });

  it('are never changed', async () => {
    await expect(bed.rows('DELETE FROM resources.category')).rejects.toThrow(/append-only/);
  });
});
