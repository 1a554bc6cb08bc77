import { describe, expect, it } from '@jest/globals';
import { type Accepted, type Category, isRefusal, type Refusal } from '@klaster/contracts';
import { Big } from 'big.js';
import { federationCategories } from '../categories/categories.js';
import { capacityOf, change, draft, exhaust, expire, isSeenBy, type Offer, type Offered, pause, pauseMeanwhile, publish, publishAtOnce, withdraw, withdrawAfterwards } from './offer.js';
import { keepsPromises } from './promise.js';

const [id, member, stranger, clusterId] = [1, 2, 3, 4].map((last) => `01a208e1-41ca-709c-9729-1582b2db000${last}`) as [string, string, string, string];
const [now, today] = ['2026-06-15T10:00:00.000Z', '2026-06-15'];
const circumstances = { clusterId, member, now, today };
const category = (code: string) => federationCategories.find((one) => one.code === code) as Category;
const licence = { licence: 'CC-BY-4.0' } as const;
const offered = (fields: Partial<Offered> = {}): Offered => ({ title: 'Coś', windows: [], visibility: 'cluster', ...fields });
const drafted = (code: string, fields: Partial<Offered> = {}) => draft(id, category(code), offered(fields), circumstances);
const stateOf = <State>(decision: Accepted<State> | Refusal): State => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const hall = stateOf(drafted('hall'));
const [hours, people, pieces, money] = [{ value: '20', unit: 'h' }, { value: '3', unit: 'piece' }, { value: '50', unit: 'piece' }, { amountMinor: 10_000, currency: 'PLN' }];

describe('how an offer is shared, where it does not say so', () => {
  it.each([
    ['a hall: to one at a time', 'hall', {}, 'exclusive'],
    ['hours of work: a stock', 'tutoring', { quantity: hours }, 'stock'],
    ['somebody’s time without a measure: to one at a time', 'tutoring', {}, 'exclusive'],
    ['chairs: a stock', 'furniture', { quantity: pieces }, 'stock'],
    ['money: a stock', 'donation', { amount: money }, 'stock'],
    ['a text: without end', 'training-materials', { conditions: licence }, 'unlimited'],
    ['a text that is counted: without end all the same', 'training-materials', { quantity: pieces, conditions: licence }, 'unlimited'],
    ['advice by the hour: a stock of hours', 'legal-advice', { quantity: hours, conditions: licence }, 'stock'],
    ['advice: without end', 'legal-advice', { conditions: licence }, 'unlimited'],
  ])('%s', (_, code, fields, sharing) => {
    expect(stateOf(drafted(code, fields)).sharing).toBe(sharing);
  });
});

describe('an offer that says how it is shared', () => {
  it.each([
    ['chairs that are lent, so many at a time', 'furniture', { sharing: 'counted', quantity: pieces }, undefined],
    ['advice to one at a time', 'legal-advice', { sharing: 'exclusive', conditions: licence }, undefined],
    ['a workshop for so many at a time', 'legal-advice', { sharing: 'counted', quantity: people, conditions: licence }, undefined],
    ['a hall without end', 'hall', { sharing: 'unlimited' }, 'sharing-unfit'],
    ['work without end', 'tutoring', { sharing: 'unlimited', quantity: hours }, 'sharing-unfit'],
    ['money without end', 'donation', { sharing: 'unlimited' }, 'sharing-unfit'],
    ['money to one at a time', 'donation', { sharing: 'exclusive' }, 'sharing-unfit'],
    ['a stock of nothing', 'furniture', { sharing: 'stock' }, 'sharing-unfit'],
    ['one at a time, twenty of them', 'furniture', { sharing: 'exclusive', quantity: pieces }, 'sharing-unfit'],
    ['hours at a time', 'hall', { sharing: 'counted', quantity: hours }, 'sharing-unfit'],
    ['days at a time', 'minibus', { sharing: 'counted', quantity: { value: '2', unit: 'day' } }, 'sharing-unfit'],
    ['a text to one at a time', 'training-materials', { sharing: 'exclusive', conditions: licence }, 'sharing-unfit'],
    ['a text until it is used up', 'training-materials', { sharing: 'stock', quantity: pieces, conditions: licence }, 'sharing-unfit'],
  ] as const)('%s: %s', (_, code, fields, refused) => {
    const decision = drafted(code, fields);
    expect(isRefusal(decision) ? decision.refused : undefined).toBe(refused);
  });
});

describe('a draft is refused', () => {
  it.each([
    ['of knowledge without a licence', 'training-materials', {}, 'conditions-needed'],
    ['under other conditions that it does not tell', 'training-materials', { conditions: { licence: 'other' } }, 'conditions-needed'],
    ['of a hall with a licence', 'hall', { conditions: licence }, 'conditions-misplaced'],
    ['in units of another dimension', 'tutoring', { quantity: { value: '1', unit: 'kg' } }, 'wrong-measure'],
    ['of money without an amount', 'donation', {}, 'sharing-unfit'],
    ['of money in hours', 'donation', { quantity: hours }, 'wrong-measure'],
    ['for days that have passed', 'hall', { until: '2026-06-14' }, 'wrong-times'],
  ] as const)('%s', (_, code, fields, refused) => {
    expect(drafted(code, fields)).toMatchObject({ refused });
  });

  it('in a category that does not exist', () => {
    expect(draft(id, undefined, offered(), circumstances)).toEqual({ refused: 'unknown-category' });
  });
});

describe('the states of an offer', () => {
  const published = stateOf(publish(hall, circumstances));
  const paused = stateOf(pause(published, circumstances));
  const withdrawn = stateOf(withdraw(published, circumstances));
  const states = { draft: hall, published, paused, withdrawn, exhausted: exhaust(published, now)!.state, expired: { ...published, state: 'expired' as const } };
  const again = (offer: Offer) => change(offer, category('hall'), offered({ title: 'Inaczej' }), circumstances);

  it.each([
    ['publish', publish, ['draft', 'paused'], 'published'],
    ['pause', pause, ['published'], 'paused'],
    ['withdraw', withdraw, ['draft', 'published', 'paused'], 'withdrawn'],
    ['change', again, ['draft', 'published', 'paused'], undefined],
  ] as const)('%s', (_, act, from, to) => {
    for (const [state, offer] of Object.entries(states)) {
      const decision = act(offer, circumstances);
      if ((from as readonly string[]).includes(state)) expect(stateOf<Offer>(decision as Accepted<Offer>).state).toBe(to ?? state);
      else expect(decision).toEqual({ refused: 'offer-wrong-state', parameters: { state } });
    }
  });

  it('nobody but its member touches it, and drafts and pauses are not even there for others', () => {
    for (const act of [publish, pause, withdraw, (offer: Offer, by: typeof circumstances) => change(offer, category('hall'), offered(), by)]) {
      expect(act(published, { ...circumstances, member: stranger })).toEqual({ refused: 'not-provider' });
      for (const hidden of [hall, paused]) expect(act(hidden, { ...circumstances, member: stranger })).toEqual({ refused: 'not-found' });
    }
    expect(Object.values(states).map((offer) => isSeenBy(offer, stranger))).toEqual([false, true, false, true, true, true]);
    expect(Object.values(states).every((offer) => isSeenBy(offer, member))).toBe(true);
  });

  it('ends after its last day, not before, and whatever the clock has come to nothing goes on after it', () => {
    const lasting = { ...published, until: today };
    expect(expire(lasting, now, today)).toBeUndefined();
    expect(expire(lasting, now, '2026-06-16')?.state.state).toBe('expired');
    expect(expire({ ...withdrawn, until: today }, now, '2026-06-16')).toBeUndefined();
    expect(expire(published, now, '2036-06-16')).toBeUndefined();
    for (const act of [pause, withdraw]) expect(act(lasting, { ...circumstances, today: '2026-06-16' })).toEqual({ refused: 'offer-wrong-state', parameters: { state: 'expired' } });
  });

  it('a member that has gone offers nothing any more; one that is suspended nothing that others find', () => {
    expect(Object.values(states).map((offer) => withdrawAfterwards(offer, now)?.state.state)).toEqual(['withdrawn', 'withdrawn', 'withdrawn', undefined, undefined, undefined]);
    expect(Object.values(states).map((offer) => pauseMeanwhile(offer, now)?.state.state)).toEqual([undefined, 'paused', undefined, undefined, undefined, undefined]);
  });

  it('what is published at once is told twice: drafted, published', () => {
    const made = drafted('hall');
    const { state, events } = publishAtOnce(made as Accepted<Offer>, now);
    expect(state).toMatchObject({ state: 'published', publishedAt: now });
    expect(events.map(({ type }) => type)).toEqual(['resources.offer.drafted.v1', 'resources.offer.published.v1']);
  });
});

describe('what is promised of an offer', () => {
  const at = (from: string, until: string, quantity = '1') => ({ fromMs: Date.parse(from), untilMs: Date.parse(until), quantity: new Big(quantity) });
  const tuesday = at('2026-06-16T14:00Z', '2026-06-16T15:00Z');
  const none = { held: [], stock: new Big(0) };
  const saidAnew = (offer: Offer, fields: Partial<Offered>) => stateOf(change(offer, category(offer.category), offered(fields), circumstances));
  const windows = [{ start: '2026-06-16T16:00', minutes: 60, rule: 'FREQ=WEEKLY', except: [] }];
  const chairs = stateOf(drafted('furniture', { sharing: 'counted', quantity: pieces }));
  const bread = stateOf(drafted('food', { quantity: { value: '2', unit: 'kg' } }));

  it('may become anything where nothing is', () => {
    expect(keepsPromises(hall, saidAnew(hall, { until: today }), none)).toBe(true);
    expect(keepsPromises(chairs, saidAnew(chairs, { quantity: people, sharing: 'stock' }), none)).toBe(true);
  });

  it('stays within its times', () => {
    expect(keepsPromises(hall, saidAnew(hall, { windows }), { ...none, held: [tuesday] })).toBe(true);
    expect(keepsPromises(hall, saidAnew(hall, { windows }), { ...none, held: [tuesday, at('2026-06-17T14:00Z', '2026-06-17T15:00Z')] })).toBe(false);
    expect(keepsPromises(hall, saidAnew(hall, { until: today }), { ...none, held: [tuesday] })).toBe(false);
  });

  it('stays within what there is at a time, and in all', () => {
    const held = [at('2026-06-16T14:00Z', '2026-06-16T16:00Z', '2'), at('2026-06-16T16:00Z', '2026-06-16T18:00Z', '3')];
    expect(keepsPromises(chairs, saidAnew(chairs, { sharing: 'counted', quantity: people }), { ...none, held })).toBe(true);
    expect(keepsPromises(chairs, saidAnew(chairs, { sharing: 'counted', quantity: { value: '2', unit: 'piece' } }), { ...none, held })).toBe(false);
    const kilogram = { held: [], stock: new Big(1000) };
    expect(keepsPromises(bread, saidAnew(bread, { quantity: { value: '1', unit: 'kg' } }), kilogram)).toBe(true);
    expect(keepsPromises(bread, saidAnew(bread, { quantity: { value: '0.999999', unit: 'kg' } }), kilogram)).toBe(false);
  });

  it('is never measured otherwise', () => {
    expect(keepsPromises(bread, saidAnew(bread, { quantity: { value: '9999', unit: 'piece' } }), { held: [], stock: new Big(1) })).toBe(false);
    expect(keepsPromises(chairs, saidAnew(chairs, { quantity: pieces }), { ...none, held: [tuesday] })).toBe(false);
    const days = stateOf(drafted('tutoring', { quantity: { value: '2', unit: 'day' }, hoursPerDay: '8' }));
    expect(keepsPromises(days, saidAnew(days, { quantity: { value: '2', unit: 'day' }, hoursPerDay: '6' }), { held: [], stock: new Big(60) })).toBe(false);
  });

  it('is reckoned in base units, exactly', () => {
    expect([hall, chairs, bread, stateOf(drafted('donation', { amount: money })), stateOf(drafted('tutoring', { quantity: { value: '0.000001', unit: 'h' } }))].map(capacityOf)).toEqual([null, '50', '2000', '10000', '0.00006']);
  });
});
