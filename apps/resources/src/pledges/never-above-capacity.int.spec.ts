import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptPledge, cancelPledge, declinePledge, makeOffer, proposePledge } from '@klaster/contracts';
import { civilDay } from '@klaster/service-kit';
import { standIn, Testbed } from '@klaster/testing';
import fc from 'fast-check';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

const hourMs = 3_600_000;
const hoursAhead = 24;

/** What somebody asks for, and what becomes of it. */
interface Asked {
  readonly who: number;
  /** In hours: apart, so that several times may be asked for at once. */
  readonly spans: readonly { readonly from: number; readonly lasts: number }[];
  readonly atOnce: number;
  readonly fate: 'stays' | 'accepted' | 'declined' | 'cancelled' | 'cancelled-later';
}

const asked: fc.Arbitrary<Asked> = fc.record({
  who: fc.nat(5),
  spans: fc.uniqueArray(fc.record({ from: fc.integer({ min: 0, max: 5 }), lasts: fc.integer({ min: 1, max: 4 }) }), { selector: ({ from }) => from, minLength: 1, maxLength: 3 })
    .map((spans) => spans.toSorted((one, other) => one.from - other.from).map(({ from, lasts }) => ({ from: from * 4, lasts }))),
  atOnce: fc.integer({ min: 1, max: 3 }),
  fate: fc.constantFrom('stays', 'accepted', 'declined', 'cancelled', 'cancelled-later'),
});

/** INV, with real concurrency: whatever is asked for, given back and asked for again, no moment has more than there is. */
describe('of what is counted', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let provider: Side;
  let others: readonly Side[];
  let startMs: number;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    provider = await cluster.admit();
    others = await Promise.all(Array.from({ length: 6 }, () => cluster.admit()));
    await bed.settle();
    startMs = Math.ceil(Date.now() / hourMs) * hourMs + 72 * hourMs;
  });

  afterAll(() => bed.stop());

  const instant = (hour: number) => new Date(startMs + hour * hourMs).toISOString();
  const one = (pledgeId: string) => ({ clusterId: cluster.id, pledgeId });

  /** Asks, and answers whether it was granted; what comes then is done at once, or by who comes last. */
  const live = async (offerId: string, { who, spans, atOnce, fate }: Asked, later: (() => Promise<unknown>)[]): Promise<string> => {
    const { person } = others[who]!;
    const pledge = await person.call(proposePledge, {
      clusterId: cluster.id, offerId, quantity: { value: '1', unit: 'piece' }, atOnce: String(atOnce), by: civilDay(instant(10 * 24)),
      spans: spans.map(({ from, lasts }) => ({ from: instant(from), until: instant(from + lasts) })),
    });
    if ('refused' in pledge) return pledge.refused;
    const cancel = () => person.get(cancelPledge, { ...one(pledge.id), reason: 'zmiana' });
    if (fate === 'accepted') await provider.person.get(acceptPledge, one(pledge.id));
    if (fate === 'declined') await provider.person.get(declinePledge, { ...one(pledge.id), reason: 'zmiana' });
    if (fate === 'cancelled') await cancel();
    if (fate === 'cancelled-later') later.push(cancel);
    return 'granted';
  };

  /** Counted again from the rows alone, hour by hour. */
  const fullest = async (offerId: string) => {
    const rows = await bed.rows<{ during: string; from: number; until: number; quantity: number }>(
      `SELECT extract(epoch FROM lower(during))::float8 * 1000 AS "from", extract(epoch FROM upper(during))::float8 * 1000 AS until, quantity::float8 AS quantity FROM resources.reservation WHERE offer_id = $1`,
      [offerId],
    );
    const hours = Array.from({ length: hoursAhead }, (_, hour) => startMs + hour * hourMs);
    return Math.max(0, ...hours.map((atMs) => rows.filter(({ from, until }) => from <= atMs && atMs < until).reduce((sum, { quantity }) => sum + quantity, 0)));
  };

  /** Who holds something still: proposals and accepted pledges, by what they say themselves. */
  const promised = async (offerId: string) => {
    const rows = await bed.rows<{ spans: { from: string; until: string }[]; at_once: string }>(`SELECT spans, at_once FROM resources.pledge WHERE offer_id = $1 AND state IN ('proposed', 'accepted')`, [offerId]);
    return rows.flatMap(({ spans, at_once: atOnce }) => spans.map(({ from, until }) => `${from} ${until} ${atOnce}`)).toSorted();
  };
  const held = async (offerId: string) => {
    const rows = await bed.rows<{ from: Date; until: Date; quantity: string }>('SELECT lower(during) AS "from", upper(during) AS until, trim_scale(quantity)::text AS quantity FROM resources.reservation WHERE offer_id = $1', [offerId]);
    return rows.map(({ from, until, quantity }) => `${from.toISOString()} ${until.toISOString()} ${quantity}`).toSorted();
  };

  it('no moment is above the capacity, and exactly what is promised is held', async () => {
    let full = 0;
    await fc.assert(fc.asyncProperty(fc.integer({ min: 2, max: 4 }), fc.array(asked, { minLength: 25, maxLength: 50 }), async (capacity, all) => {
      const { id } = await provider.person.get(makeOffer, { clusterId: cluster.id, category: 'tent', title: 'Namioty', sharing: 'counted', quantity: { value: String(capacity), unit: 'piece' }, publish: true });
      const later: (() => Promise<unknown>)[] = [];
      const first = await Promise.all(all.map((each) => live(id, each, later)));
      const second = await Promise.all([...all.map((each) => live(id, each, [])), ...later.map(async (cancel) => void (await cancel()))]);
      expect([...first, ...second].filter((outcome) => outcome !== undefined && outcome !== 'granted' && outcome !== 'capacity-taken')).toEqual([]);
      const most = await fullest(id);
      expect(most).toBeLessThanOrEqual(capacity);
      if (most === capacity) full += 1;
      expect(await held(id)).toEqual(await promised(id));
    }), { numRuns: 8 });
    // It was a race: there was not enough for all.
    expect(full).toBeGreaterThan(0);
  }, 120_000);
});
