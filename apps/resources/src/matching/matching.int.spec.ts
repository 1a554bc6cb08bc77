import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  cancelNeed, changeOffer, dismissNeedForOffer, dismissOfferForNeed, federationId, listNeedMatches, listOfferMatches, type Listing, makeOffer, type Need, type Offer, pauseOffer, proposePledge, publishOffer, raiseNeed,
  type RequestInputOf, searchListings, searchPublicListings,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, eventually, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

type Offered = Partial<Omit<RequestInputOf<typeof makeOffer>, 'clusterId'>>;
type Needed = Partial<Omit<RequestInputOf<typeof raiseNeed>, 'clusterId'>>;

/** A table of its own, and a member at it. */
interface Place extends Side {
  readonly cluster: Cluster;
  readonly clusterId: string;
}

/** What goes together across clusters, with two replicas of the service. */
describe('matching', () => {
  let bed: Testbed;
  let gdynia: Place;
  let sopot: Place;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    [gdynia, sopot] = [await place('Klaster gdyński'), await place('Klaster sopocki')];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const place = async (name: string, partyName: string | null = `Fundacja ${name}`): Promise<Place> => {
    const cluster = new Cluster(bed);
    await cluster.make({}, name);
    return { cluster, clusterId: cluster.id, ...(await cluster.admit({ partyName })) };
  };

  const offer = ({ person, clusterId }: Place, offered: Offered = {}): Promise<Offer> =>
    person.get(makeOffer, { clusterId, category: 'hall', title: 'Sala gimnastyczna', municipality: 'Gdynia', visibility: 'federation', publish: true, ...offered });
  const need = ({ person, clusterId }: Place, needed: Needed = {}): Promise<Need> =>
    person.get(raiseNeed, { clusterId, category: 'hall', title: 'Szukamy salę do ćwiczeń', quantity: { value: '4', unit: 'h' }, municipality: 'GDYNIA', visibility: 'federation', ...needed });

  const forNeed = async ({ person, clusterId }: Place, { id }: Need, dismissed?: 'with') => (await person.get(listNeedMatches, { clusterId, needId: id, dismissed })).items;
  const forOffer = async ({ person, clusterId }: Place, { id }: Offer, dismissed?: 'with') => (await person.get(listOfferMatches, { clusterId, offerId: id, dismissed })).items;
  const withOffer = (items: Awaited<ReturnType<typeof forNeed>>, { id }: Offer) => items.find(({ offerId }) => offerId === id);
  const withNeed = (items: Awaited<ReturnType<typeof forOffer>>, { id }: Need) => items.find(({ needId }) => needId === id);

  /** Comes back when nothing is looked for any more. */
  const sought = () =>
    eventually(async () => ((await bed.rows(`SELECT FROM resources.timer WHERE name LIKE 'matches-%'`)).length === 0 ? true : undefined), () => 'matches are still looked for');
  /** Who was told of what, as it stands in the journal. */
  const told = async (needId: string, offerId: string): Promise<string[]> => {
    await sought();
    const rows = await bed.rows<{ side: string; cluster_id: string }>(
      `SELECT envelope::jsonb -> 'data' ->> 'side' AS side, cluster_id FROM resources.journal WHERE type = 'resources.match.found.v1' AND envelope::jsonb -> 'data' ->> 'needId' = $1 AND envelope::jsonb -> 'data' ->> 'offerId' = $2`,
      [needId, offerId],
    );
    const names = new Map([[gdynia.clusterId, 'gdynia'], [sopot.clusterId, 'sopot']]);
    return rows.map(({ side, cluster_id }) => `${side} in ${names.get(cluster_id)}`).toSorted();
  };

  it('finds an offer of another cluster for a need, and the need for the offer, as well either way', async () => {
    const [offered, needed] = [await offer(gdynia), await need(sopot)];
    const [found, back] = [withOffer(await forNeed(sopot, needed), offered), withNeed(await forOffer(gdynia, offered), needed)];
    expect(found).toMatchObject({
      reasons: [{ reason: 'category' }, { reason: 'time' }, { reason: 'place' }, { reason: 'words', words: ['salę'] }], dismissed: false,
      other: { id: offered.id, side: 'offer', clusterName: 'Klaster gdyński', name: 'Fundacja Klaster gdyński', title: 'Sala gimnastyczna', visibility: 'federation' },
    });
    expect(back).toMatchObject({ score: found!.score, reasons: [{ reason: 'category' }, { reason: 'time' }, { reason: 'place' }, { reason: 'words', words: ['sala'] }], other: { id: needed.id, name: 'Fundacja Klaster sopocki' } });
  });

  it('names no natural person', async () => {
    const person = await place('Klaster rumski', null);
    const [offered, needed] = [await offer(person, { category: 'tent', title: 'Namiot ogrodowy' }), await need(sopot, { category: 'tent', title: 'Potrzebne namioty', quantity: { value: '1', unit: 'piece' } })];
    expect(withOffer(await forNeed(sopot, needed), offered)!.other).toMatchObject({ memberId: person.memberId, name: null, clusterName: 'Klaster rumski' });
  });

  it('judges by what is still free and still needed, whoever has changed it', async () => {
    const [offered, needed] = [await offer(sopot, { category: 'food', title: 'Jabłka', quantity: { value: '1000', unit: 'kg' } }), await need(gdynia, { category: 'food', title: 'Jabłka na przetwory', quantity: { value: '800', unit: 'kg' } })];
    const reasons = async () => withOffer(await forNeed(gdynia, needed), offered)!.reasons.map(({ reason }) => reason);
    expect(await reasons()).toEqual(expect.arrayContaining(['unit', 'quantity']));
    const asking = await sopot.cluster.admit();
    await asking.person.get(proposePledge, { clusterId: sopot.clusterId, offerId: offered.id, receiver: { memberId: asking.memberId }, quantity: { value: '300', unit: 'kg' }, by: bed.clock.now().slice(0, 10) });
    expect(await reasons()).toEqual(expect.arrayContaining(['unit', 'part-of-quantity']));
  });

  it('matches nobody with itself, but a partner’s offer with its initiative', async () => {
    const partner = await gdynia.cluster.admit();
    const at = { ...gdynia, ...partner };
    const initiativeId = await gdynia.cluster.initiative({ partners: [partner], state: 'running' });
    const offered = await offer(at, { category: 'minibus', title: 'Bus' });
    const [own, ofInitiative] = [await need(at, { category: 'minibus', title: 'Przewóz osób' }), await need(at, { category: 'minibus', title: 'Przewóz osób', initiativeId })];
    expect(withOffer(await forNeed(at, own), offered)).toBeUndefined();
    expect(withOffer(await forNeed(at, ofInitiative), offered)).toMatchObject({ reasons: expect.arrayContaining([{ reason: 'category' }]) });
    await sought();
    expect(await told(own.id, offered.id)).toEqual([]);
    expect(await told(ofInitiative.id, offered.id)).toEqual(['need in gdynia', 'offer in gdynia']);
  });

  it('finds what is open only', async () => {
    const [offered, needed] = [await offer(gdynia, { category: 'kitchen', title: 'Kuchnia' }), await need(sopot, { category: 'kitchen', title: 'Kuchnia na warsztaty' })];
    const isFound = async () => withOffer(await forNeed(sopot, needed), offered) !== undefined;
    expect(await isFound()).toBe(true);
    const one = { clusterId: gdynia.clusterId, offerId: offered.id };
    await gdynia.person.get(pauseOffer, one);
    expect(await isFound()).toBe(false);
    expect(await forOffer(gdynia, offered)).toEqual([]);
    await gdynia.person.get(publishOffer, one);
    expect(await isFound()).toBe(true);
    await sopot.person.get(cancelNeed, { clusterId: sopot.clusterId, needId: needed.id });
    expect(await forNeed(sopot, needed)).toEqual([]);
    expect(withNeed(await forOffer(gdynia, offered), needed)).toBeUndefined();
  });

  it('lists anew what was changed, and forgets by what it was found', async () => {
    const offered = await offer(gdynia, { category: 'tools', title: 'Wiertarka', municipality: 'Rumia' });
    const search = async (asked: object) => (await sopot.person.get(searchListings, { clusterId: sopot.clusterId, ...asked })).items.some(({ id }) => id === offered.id);
    expect([await search({ words: 'wiertarkę' }), await search({ municipality: 'rumia' }), await search({ words: 'kosiarki' })]).toEqual([true, true, false]);
    await gdynia.person.get(changeOffer, { clusterId: gdynia.clusterId, offerId: offered.id, title: 'Kosiarka', municipality: 'Reda', visibility: 'cluster' }, { expectedVersion: offered.version });
    expect([await search({ words: 'wiertarkę' }), await search({ municipality: 'rumia' }), await search({ words: 'kosiarki' })]).toEqual([false, false, false]);
    expect((await gdynia.person.get(searchListings, { clusterId: gdynia.clusterId, words: 'kosiarek', municipality: 'REDA' })).items).toMatchObject([{ id: offered.id, title: 'Kosiarka' }]);
  });

  it('tells each side once, though both were listed at the same moment and both look', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const words = `Wzmacniacz ${'abcdefgh'[turn]!.repeat(6)}`;
      const [offered, needed] = await Promise.all([
        offer(gdynia, { category: 'sound-system', title: words }),
        need(sopot, { category: 'sound-system', title: words, quantity: { value: '1', unit: 'piece' } }),
      ]);
      expect(await told(needed.id, offered.id)).toEqual(['need in sopot', 'offer in gdynia']);
    }
  }, 60_000);

  it('tells once, however many look for the same at the same moment', async () => {
    const pairs = await atOnce(12, async (turn) => {
      const words = `Drabina ${'abcdefghijkl'[turn]!.repeat(6)}`;
      return Promise.all([offer(gdynia, { category: 'tools', title: words }), need(sopot, { category: 'tools', title: words, quantity: { value: '1', unit: 'piece' } })]);
    });
    const both = pairs.flat().map(({ id }) => id);
    // Each is looked for by two timers, which are due together.
    await bed.rows(`INSERT INTO resources.timer (cluster_id, subject, name, due_at) SELECT '${federationId}', id, 'matches-answered', now() + interval '1 second' FROM unnest($1::uuid[]) AS id ON CONFLICT DO NOTHING`, [both]);
    await bed.rows(`UPDATE resources.timer SET due_at = now() + interval '1 second' WHERE subject = ANY ($1)`, [both]);
    await sought();
    const told = await bed.rows<{ count: string }>(`SELECT count(*) FROM resources.journal WHERE type = 'resources.match.found.v1' AND envelope::jsonb -> 'data' ->> 'needId' = ANY ($1) GROUP BY envelope::jsonb -> 'data' ->> 'needId', envelope::jsonb -> 'data' ->> 'offerId', cluster_id`, [both]);
    expect(told.length).toBeGreaterThanOrEqual(2 * pairs.length);
    expect(new Set(told.map(({ count }) => count))).toEqual(new Set(['1']));
  }, 60_000);

  it('tells within a cluster too', async () => {
    const other = { ...gdynia, ...(await gdynia.cluster.admit()) };
    const [offered, needed] = await Promise.all([
      offer(gdynia, { category: 'projector', title: 'Rzutnik', visibility: 'cluster' }),
      need(other, { category: 'projector', title: 'Projektor na pokaz', quantity: { value: '1', unit: 'piece' }, visibility: 'cluster' }),
    ]);
    expect(await told(needed.id, offered.id)).toEqual(['need in gdynia', 'offer in gdynia']);
  });

  it('tells whoever keeps something to itself of what others show, whichever was first, and not them of it', async () => {
    const first = await need(sopot, { category: 'storage', title: 'Magazyn na dary', visibility: 'cluster' });
    await sought();
    const offered = await offer(gdynia, { category: 'storage', title: 'Magazyn' });
    await sought();
    const second = await need(sopot, { category: 'storage', title: 'Magazyn na paczki', visibility: 'cluster' });
    for (const { id } of [first, second]) expect(await told(id, offered.id)).toEqual(['need in sopot']);
    expect((await forOffer(gdynia, offered)).filter(({ needId }) => needId === first.id || needId === second.id)).toEqual([]);
    expect(withOffer(await forNeed(sopot, first), offered)).toBeDefined();
  });

  it('does not flood the side of a common offer', async () => {
    const offered = await offer(gdynia, { category: 'lodging', title: 'Noclegi' });
    await sought();
    const needs = await atOnce(14, () => need(sopot, { category: 'lodging', title: 'Noclegi dla grupy', quantity: { value: '1', unit: 'day' } }));
    await sought();
    const rows = await bed.rows<{ side: string; count: string }>(`SELECT side, count(*) FROM resources.match WHERE offer_id = $1 AND told_at IS NOT NULL GROUP BY side ORDER BY side`, [offered.id]);
    expect(rows).toEqual([{ side: 'need', count: String(needs.length) }, { side: 'offer', count: '10' }]);
  });

  it('lets each side dismiss a match for itself, once', async () => {
    const [offered, needed] = [await offer(gdynia, { category: 'furniture', title: 'Stoły' }), await need(sopot, { category: 'furniture', title: 'Stół', quantity: { value: '2', unit: 'piece' } })];
    expect(await told(needed.id, offered.id)).toHaveLength(2);
    const dismissal = { clusterId: sopot.clusterId, needId: needed.id, offerId: offered.id };
    const answers = await atOnce(10, () => sopot.person.get(dismissOfferForNeed, dismissal));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ side: 'need', dismissedBy: sopot.memberId });
    expect(await bed.rows(`SELECT envelope::jsonb ->> 'subjectversion' AS version FROM resources.journal WHERE type = 'resources.match.dismissed.v1' AND cluster_id = $1`, [sopot.clusterId])).toEqual([{ version: '2' }]);
    expect(withOffer(await forNeed(sopot, needed), offered)).toBeUndefined();
    expect(withOffer(await forNeed(sopot, needed, 'with'), offered)).toMatchObject({ dismissed: true });
    expect(withNeed(await forOffer(gdynia, offered), needed)).toMatchObject({ dismissed: false });
    await gdynia.person.get(dismissNeedForOffer, { clusterId: gdynia.clusterId, offerId: offered.id, needId: needed.id });
    expect(withNeed(await forOffer(gdynia, offered), needed)).toBeUndefined();
  });

  it('lets nobody else dismiss it, and nothing be dismissed that is not seen', async () => {
    const [offered, needed] = [await offer(gdynia, { category: 'car', title: 'Auto' }), await need(sopot, { category: 'car', title: 'Auto na dowóz', quantity: { value: '1', unit: 'day' } })];
    const [ours, theirs] = [await gdynia.cluster.admit(), await sopot.cluster.admit()];
    expect(await theirs.person.call(dismissOfferForNeed, { clusterId: sopot.clusterId, needId: needed.id, offerId: offered.id })).toEqual({ refused: 'not-needing' });
    expect(await ours.person.call(dismissNeedForOffer, { clusterId: gdynia.clusterId, needId: needed.id, offerId: offered.id })).toEqual({ refused: 'not-provider' });
    const missing = { refused: 'not-found' };
    expect(await sopot.person.call(dismissOfferForNeed, { clusterId: sopot.clusterId, needId: needed.id, offerId: newId() })).toEqual(missing);
    expect(await sopot.person.call(dismissOfferForNeed, { clusterId: sopot.clusterId, needId: newId(), offerId: offered.id })).toEqual(missing);
    expect(await gdynia.person.call(listNeedMatches, { clusterId: gdynia.clusterId, needId: needed.id })).toEqual(missing);
    expect(await sopot.person.call(listOfferMatches, { clusterId: sopot.clusterId, offerId: offered.id })).toEqual(missing);
    const draft = await offer(gdynia, { publish: false });
    expect(await ours.person.call(listOfferMatches, { clusterId: gdynia.clusterId, offerId: draft.id })).toEqual(missing);
    expect(await forOffer(gdynia, draft)).toEqual([]);
  });

  it('searches by words in any form, by category, kind, side and place', async () => {
    const [offered, needed] = [await offer(gdynia, { category: 'rehabilitation-equipment', title: 'Wózki inwalidzkie', municipality: 'Łeba' }), await need(sopot, { category: 'rehabilitation-equipment', title: 'Potrzebny wózek inwalidzki', quantity: { value: '1', unit: 'piece' }, municipality: 'Reda' })];
    const found = async (asked: object) => {
      const { items } = await sopot.person.get(searchListings, { clusterId: sopot.clusterId, ...asked });
      return items.map(({ id }) => id).filter((id) => id === offered.id || id === needed.id);
    };
    expect(await found({ words: 'wozkow inwalidzkich' })).toEqual([needed.id, offered.id]);
    expect(await found({ words: 'wózek', side: 'offer' })).toEqual([offered.id]);
    expect(await found({ words: 'wózek inwalidzki elektryczny' })).toEqual([]);
    expect(await found({ category: 'rehabilitation-equipment', municipality: 'leba' })).toEqual([offered.id]);
    expect(await found({ kind: 'human' })).toEqual([]);
    expect(await found({})).toEqual([needed.id, offered.id]);
  });

  it('reads page after page, whatever is listed meanwhile', async () => {
    const offers = [];
    for (let turn = 0; turn < 5; turn += 1) offers.push(await offer(gdynia, { category: 'plants', title: 'Sadzonki malin' }));
    const asked = { clusterId: sopot.clusterId, words: 'malina', limit: 2 };
    const seen: Listing[] = [];
    let cursor: string | undefined;
    do {
      const page = await sopot.person.get(searchListings, { ...asked, cursor });
      seen.push(...page.items);
      cursor = page.nextCursor ?? undefined;
      await offer(gdynia, { category: 'plants', title: 'Sadzonki malin' });
    } while (cursor);
    expect(seen.map(({ id }) => id)).toEqual(offers.map(({ id }) => id).toReversed());
  });

  describe('what is for the cluster alone', () => {
    let hidden: Offer;
    let shown: Offer;
    let forAll: Offer;

    beforeAll(async () => {
      const said = { category: 'sports-equipment', title: 'Kajaki' };
      [hidden, shown, forAll] = [await offer(gdynia, { ...said, visibility: 'cluster' }), await offer(gdynia, said), await offer(gdynia, { ...said, visibility: 'public' })];
      await sought();
    });

    it('is found in its own cluster, and by no operation from another', async () => {
      const needed = await need(sopot, { category: 'sports-equipment', title: 'Kajak', quantity: { value: '1', unit: 'piece' } });
      const ids = (items: readonly { id: string }[]) => items.map(({ id }) => id).toSorted();
      const search = async ({ person, clusterId }: Place) => ids((await person.get(searchListings, { clusterId, words: 'kajaków' })).items.filter(({ side }) => side === 'offer'));
      expect(await search(gdynia)).toEqual([hidden.id, shown.id, forAll.id].toSorted());
      expect(await search(sopot)).toEqual([shown.id, forAll.id].toSorted());
      expect(ids((await bed.nobody().get(searchPublicListings, { words: 'kajak' })).items)).toEqual([forAll.id]);
      expect(ids((await forNeed(sopot, needed)).map(({ other }) => other))).toEqual([shown.id, forAll.id].toSorted());
      expect(await sopot.person.call(dismissOfferForNeed, { clusterId: sopot.clusterId, needId: needed.id, offerId: hidden.id })).toEqual({ refused: 'not-found' });
      expect(await told(needed.id, hidden.id)).toEqual(['offer in gdynia']);
    });

    it('is not seen by SQL in the service’s own role either, and what is seen is written by its own cluster alone', async () => {
      const runtime = await bed.sql('resources');
      const as = async (clusterId: string, text: string, values: readonly unknown[] = []) => {
        await runtime.query('BEGIN');
        await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [clusterId]);
        return (await runtime.query(text, [...values]).finally(() => runtime.query('ROLLBACK'))).rowCount;
      };
      const theirs = ['SELECT FROM listing WHERE id = $1', 'SELECT FROM listing_term WHERE listing_id = $1'];
      for (const text of theirs) {
        expect(await as(gdynia.clusterId, text, [hidden.id])).toBeGreaterThan(0);
        expect(await as(sopot.clusterId, text, [hidden.id])).toBe(0);
        expect(await as('', text, [hidden.id])).toBe(0);
        expect(await as(sopot.clusterId, text, [shown.id])).toBeGreaterThan(0);
      }
      expect(await as(sopot.clusterId, `UPDATE listing SET title = 'Cudze' WHERE id = $1`, [shown.id])).toBe(0);
      expect(await as(sopot.clusterId, 'DELETE FROM listing WHERE id = $1', [shown.id])).toBe(0);
      expect(await as(sopot.clusterId, 'DELETE FROM listing_term WHERE listing_id = $1', [shown.id])).toBe(0);
      await expect(as(sopot.clusterId, `INSERT INTO listing SELECT (jsonb_populate_record(l, jsonb_build_object('id', uuidv7()))).* FROM listing l WHERE id = $1`, [shown.id])).rejects.toThrow(/row-level security/);
      await expect(as(sopot.clusterId, `INSERT INTO listing_term SELECT (jsonb_populate_record(t, '{"term": "x"}')).* FROM listing_term t WHERE listing_id = $1 LIMIT 1`, [shown.id])).rejects.toThrow(/row-level security/);
    });
  });
});
