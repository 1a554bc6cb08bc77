import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dismissNeedForOffer, dismissOfferForNeed, federationId, listNeedMatches, listOfferMatches } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, type Testbed } from '@klaster/testing';
import { Market, type Stand, withNeed, withOffer } from '../testing/market.js';

describe('the sides of a match', () => {
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
});
