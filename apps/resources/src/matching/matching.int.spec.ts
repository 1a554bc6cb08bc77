import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addCategory, cancelNeed, changeOffer, dismissOfferForNeed, type Listing, type Offer, pauseOffer, proposePledge, publishOffer, searchListings, searchPublicListings } from '@klaster/contracts';
import { civilDay } from '@klaster/service-kit';
import type { Testbed } from '@klaster/testing';
import { Market, type Stand, withNeed, withOffer } from '../testing/market.js';

describe('what goes together across clusters', () => {
  let market: Market;
  let bed: Testbed;
  let gdynia: Stand;
  let sopot: Stand;
  const offer: Market['offer'] = (...asked) => market.offer(...asked);
  const need: Market['need'] = (...asked) => market.need(...asked);
  const forNeed: Market['forNeed'] = (...asked) => market.forNeed(...asked);
  const forOffer: Market['forOffer'] = (...asked) => market.forOffer(...asked);
  const sought: Market['sought'] = (...asked) => market.sought(...asked);
  const told: Market['told'] = (...asked) => market.told(...asked);

  beforeAll(async () => {
    market = await Market.open();
    ({ bed, gdynia, sopot } = market);
  });

  afterAll(() => bed.stop());

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
    const person = await market.stand('Klaster rumski', null);
    const [offered, needed] = [await offer(person, { category: 'tent', title: 'Namiot ogrodowy' }), await need(sopot, { category: 'tent', title: 'Potrzebne namioty', quantity: { value: '1', unit: 'piece' } })];
    expect(withOffer(await forNeed(sopot, needed), offered)!.other).toMatchObject({ memberId: person.memberId, name: null, clusterName: 'Klaster rumski' });
  });

  it('judges by what is still free and still needed, whoever has changed it', async () => {
    const [offered, needed] = [await offer(sopot, { category: 'food', title: 'Jabłka', quantity: { value: '1000', unit: 'kg' } }), await need(gdynia, { category: 'food', title: 'Jabłka na przetwory', quantity: { value: '800', unit: 'kg' } })];
    const reasons = async () => withOffer(await forNeed(gdynia, needed), offered)!.reasons.map(({ reason }) => reason);
    expect(await reasons()).toEqual(expect.arrayContaining(['unit', 'quantity']));
    const asking = await sopot.cluster.admit();
    await asking.person.get(proposePledge, { clusterId: sopot.clusterId, offerId: offered.id, receiver: { memberId: asking.memberId }, quantity: { value: '300', unit: 'kg' }, by: civilDay(bed.clock.now()) });
    expect(await reasons()).toEqual(expect.arrayContaining(['unit', 'part-of-quantity']));
  });

  it('finds what a cluster has a category of its own for, under the one that this is a case of', async () => {
    await gdynia.person.get(addCategory, { clusterId: gdynia.clusterId, code: 'spinning-wheel', kind: 'material', name: { pl: 'kołowrotek', en: 'spinning wheel' }, units: ['piece'], broader: 'prizes' });
    const offered = await offer(gdynia, { category: 'spinning-wheel', title: 'Kołowrotek' });
    const needed = await need(sopot, { category: 'prizes', title: 'Upominki', quantity: { value: '1', unit: 'piece' } });
    expect(withOffer(await forNeed(sopot, needed), offered)!.reasons).toEqual([{ reason: 'related-category' }, { reason: 'time' }, { reason: 'place' }]);
    const found = await sopot.person.get(searchListings, { clusterId: sopot.clusterId, category: 'prizes', municipality: 'gdynia' });
    expect(found.items.map(({ id }) => id)).toEqual([needed.id, offered.id]);
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
      const search = async ({ person, clusterId }: Stand) => ids((await person.get(searchListings, { clusterId, words: 'kajaków' })).items.filter(({ side }) => side === 'offer'));
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
