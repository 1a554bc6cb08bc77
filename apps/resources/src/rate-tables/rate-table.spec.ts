import { describe, expect, it, test } from '@jest/globals';
import { type Category, isRefusal, type Rate, type Refusal } from '@klaster/contracts';
import fc from 'fast-check';
import { federationCategories } from '../categories/categories.js';
import { type Counting, countingOn, open, publish, type Published, type RateTable, valueOf } from './rate-table.js';

const now = '2026-03-01T10:00:00.000Z';
const [id, clusterId, memberId] = ['01991a2b-3c4d-7e5f-8a6b-9c0d1e2f2000', '01991a2b-3c4d-7e5f-8a6b-9c0d1e2f2001', '01991a2b-3c4d-7e5f-8a6b-9c0d1e2f2002'];
const by = { memberId, now };
const find = (code: string) => federationCategories.find((category) => category.code === code);
const rate = (fields: Partial<Rate> = {}): Rate => ({ category: 'volunteering', unit: 'h', rateMinor: 3_000, hoursPerDay: null, ...fields });
const version = (number: number, validFrom: string, ...rates: Rate[]): Counting => ({ number, validFrom, rates: rates.length ? rates : [rate()] });

/** The value in minor units of a quantity of the rate's category, or the refusal. */
const valued = (value: string, unit: string, by: Partial<Rate> = {}): number | string => {
  const { category, ...rest } = rate(by);
  const answer = valueOf({ id, currency: 'PLN', versions: [version(1, '2026-01-01', { category, ...rest })] }, { category, quantity: { value, unit }, givenOn: '2026-03-01' });
  return isRefusal(answer) ? answer.refused : answer.amountMinor;
};

describe('the value of what was given', () => {
  // A volunteer's hour at 30.00 zł, as grant calls set it.
  test.each([
    ['1', 'h', 3_000],
    ['0.25', 'h', 750],
    ['7.5', 'h', 22_500],
    ['1', 'min', 50],
    ['45', 'min', 2_250],
    ['0.5', 'min', 25],
    // 0.5 gr is rounded up, what is below it down.
    ['0.01', 'min', 1],
    ['0.009999', 'min', 0],
    ['0.03', 'min', 2],
    ['0.000001', 'h', 0],
  ])('%s %s of volunteering at 30.00 zł an hour', (value, unit, minor) => expect(valued(value, unit)).toBe(minor));

  test('is exact where binary fractions are not', () => {
    expect(valued('0.1', 'h', { rateMinor: 15 })).toBe(2);
    expect(valued('1.005', 'h', { rateMinor: 100 })).toBe(101);
    expect(valued('999999999.999999', 'h', { rateMinor: 1 })).toBe(1_000_000_000);
  });

  test('counts days as hours only where the rate says how many hours a day has', () => {
    expect(valued('2', 'day')).toBe('no-rate');
    expect(valued('2', 'day', { hoursPerDay: '8' })).toBe(48_000);
    expect(valued('0.5', 'day', { hoursPerDay: '7.5' })).toBe(11_250);
    expect(valued('4', 'h', { unit: 'day', rateMinor: 24_000, hoursPerDay: '8' })).toBe(12_000);
    expect(valued('4', 'h', { unit: 'day', rateMinor: 24_000 })).toBe('no-rate');
    expect(valued('1', 'day', { unit: 'day', rateMinor: 24_000 })).toBe(24_000);
  });

  test('is declared within one dimension alone', () => {
    const potatoes = { category: 'food', unit: 'kg', rateMinor: 250 };
    expect(valued('2500', 'g', potatoes)).toBe(625);
    expect(valued('1.2', 't', potatoes)).toBe(300_000);
    expect(valued('3', 'l', potatoes)).toBe('no-rate');
    expect(valued('3', 'bushel', potatoes)).toBe('no-rate');
  });

  test('says by which version, which rate and for which unit', () => {
    expect(valueOf({ id, currency: 'EUR', versions: [version(4, '2026-01-01')] }, { category: 'volunteering', quantity: { value: '90', unit: 'min' }, givenOn: '2026-01-01' })).toEqual({
      amountMinor: 4_500, currency: 'EUR', rateTableId: id, rateTableVersion: 4, rateMinor: 3_000, unit: 'h',
    });
  });

  test('is refused for money, for what has no rate, before the first version, and beyond every sum of money', () => {
    const table = { id, currency: 'PLN', versions: [version(1, '2026-01-01')] };
    const given = { category: 'volunteering', quantity: { value: '1', unit: 'h' }, givenOn: '2026-03-01' };
    for (const fields of [{ quantity: null }, { category: 'care' }, { givenOn: '2025-12-31' }, { quantity: { value: '999999999999', unit: 'h' } }]) {
      expect(valueOf(table, { ...given, ...fields })).toMatchObject({ refused: 'no-rate' });
    }
  });
});

describe('values', () => {
  /** Millionths, so that the reference below reckons in whole numbers. */
  const millionths = fc.bigInt({ min: 1n, max: 10n ** 11n });
  const decimal = (amount: bigint) => `${amount / 1_000_000n}.${String(amount % 1_000_000n).padStart(6, '0')}`;
  const rateMinor = fc.integer({ min: 1, max: 1_000_000 });
  const amountOf = (amount: bigint, unit: string, by: Partial<Rate>) => valued(decimal(amount), unit, by) as number;

  it('are quantity × rate to the nearest minor unit, halves up: reckoned again in whole numbers', () => {
    const hours = fc.bigInt({ min: 1n, max: 24_000_000n });
    fc.assert(fc.property(millionths, rateMinor, fc.constantFrom('min', 'h', 'day'), fc.constantFrom('min', 'h', 'day'), hours, (amount, minor, unit, of, day) => {
      // Millionths of a minute in one of each.
      const size = { min: 1_000_000n, h: 60_000_000n, day: 60n * day };
      const [dividend, divisor] = [amount * size[unit] * BigInt(minor), 1_000_000n * size[of]];
      const expected = (2n * dividend + divisor) / (2n * divisor);
      fc.pre(expected <= 1_000_000_000_000n);
      expect(amountOf(amount, unit, { unit: of, rateMinor: minor, hoursPerDay: decimal(day) })).toBe(Number(expected));
    }), { numRuns: 500 });
  });

  it('never fall where more is given', () => {
    fc.assert(fc.property(millionths, millionths, rateMinor, fc.constantFrom('min', 'h'), (one, other, minor, unit) => {
      const [less, more] = one < other ? [one, other] : [other, one];
      expect(amountOf(less, unit, { rateMinor: minor })).toBeLessThanOrEqual(amountOf(more, unit, { rateMinor: minor }));
    }));
  });

  it('of two parts add up to that of the whole, but for one minor unit of rounding', () => {
    fc.assert(fc.property(millionths, millionths, rateMinor, fc.constantFrom('min', 'h'), (one, other, minor, unit) => {
      const parts = amountOf(one, unit, { rateMinor: minor }) + amountOf(other, unit, { rateMinor: minor });
      expect(Math.abs(amountOf(one + other, unit, { rateMinor: minor }) - parts)).toBeLessThanOrEqual(1);
    }));
  });
});

describe('the version that counts', () => {
  it('is the latest that holds from the day or earlier; of one day the one published last', () => {
    const versions = [version(1, '2026-01-01'), version(2, '2026-07-01'), version(3, '2026-01-01'), version(4, '2025-06-01')];
    expect(['2025-05-31', '2025-06-01', '2025-12-31', '2026-01-01', '2026-06-30', '2026-07-01'].map((day) => countingOn(versions, day)?.number)).toEqual([undefined, 4, 4, 3, 3, 2]);
  });

  it('does not depend on the order in which they are read', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-10'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
    fc.assert(fc.property(fc.array(day, { maxLength: 8 }).map((days) => days.map((validFrom, index) => version(index + 1, validFrom))), day, (versions, on) => {
      expect(countingOn(versions.toReversed(), on)).toBe(countingOn(versions, on));
    }));
  });
});

describe('a rate table', () => {
  const opened = (rates: readonly Rate[], categories: readonly (Category | undefined)[] = rates.map(({ category }) => find(category))): Published | Refusal =>
    open({ id, clusterId, name: 'Stawki 2026', basis: 'Otwarty konkurs ofert', currency: 'PLN' }, { validFrom: '2026-01-01', rates }, categories, by);

  it('is opened with its first version, and tells both', () => {
    const { table, published } = opened([rate(), rate({ category: 'hall', unit: 'day', rateMinor: 80_000, hoursPerDay: '8' })]) as Published;
    expect(table.state).toMatchObject({ id, name: 'Stawki 2026', openedBy: memberId, versions: 1 });
    expect(table.events.map(({ type }) => type)).toEqual(['resources.rate-table.opened.v1', 'resources.rates.published.v1']);
    expect(published).toMatchObject({ rateTableId: id, number: 1, publishedBy: memberId, rates: [{ category: 'volunteering', hoursPerDay: null }, { category: 'hall', hoursPerDay: '8' }] });
  });

  it('goes on with the next number', () => {
    const { table } = opened([rate()]) as Published;
    const before: RateTable = { ...table.state, version: 2 };
    const next = publish(before, { validFrom: '2026-07-01', rates: [{ category: 'volunteering', unit: 'h', rateMinor: 3_150 }] }, [find('volunteering')], by) as Published;
    expect(next.published).toMatchObject({ number: 2, rates: [{ rateMinor: 3_150, hoursPerDay: null }] });
    expect([next.table.state.versions, next.table.events.length]).toEqual([2, 1]);
  });

  const own: Category = { code: 'beekeeping', kind: 'human', name: { pl: 'pszczelarstwo', en: 'beekeeping' }, units: ['h'], broader: 'gardening', clusterId };
  test.each([
    ['a category of the cluster’s own', [rate({ category: 'beekeeping' })], [own], undefined],
    ['no such category', [rate({ category: 'nonsense' })], [undefined], 'unknown-category'],
    ['another unit than the category’s', [rate({ unit: 'kg' })], undefined, 'rates-unfit'],
    ['two rates for one category', [rate(), rate({ unit: 'day' })], undefined, 'rates-unfit'],
    ['a rate for money', [rate({ category: 'donation', unit: 'piece' })], undefined, 'rates-unfit'],
  ] as const)('takes or refuses %s', (_, rates, categories, refusal) => {
    const answer = opened(rates, categories);
    expect(isRefusal(answer) ? answer.refused : undefined).toBe(refusal);
  });
});
