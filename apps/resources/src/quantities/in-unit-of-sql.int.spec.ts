import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { units } from '@klaster/contracts';
import { TestDatabase } from '@klaster/testing';
import { Big } from 'big.js';
import fc from 'fast-check';
import { inUnitOfSql } from './in-unit-of-sql.js';
import { inUnitOf } from './quantity.js';

/** A list, written by PostgreSQL, shows the same as what is read one by one. */
describe('base units in the unit of a measure', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await TestDatabase.create();
  });

  afterAll(() => database.drop());

  const decimal = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.integer({ min: 0, max: 12 })).map(([digits, places]) => new Big(String(digits)).div(new Big(10).pow(places)).round(12));
  const row = fc.record({ value: decimal, unit: fc.option(fc.constantFrom(...units.map(({ code }) => code)), { nil: null }), hoursPerDay: fc.option(fc.constantFrom('8', '7.5', '24', '0.000001'), { nil: null }) });

  it('are the same in SQL', async () => {
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 50, maxLength: 200 }), async (all) => {
      const { rows } = await database.admin.query<{ shown: string }>(
        `SELECT ${inUnitOfSql('value')} AS shown FROM unnest($1::numeric(36, 12)[], $2::jsonb[], $3::text[]) WITH ORDINALITY AS given (value, quantity, hours_per_day, nth) ORDER BY nth`,
        [all.map(({ value }) => value.toFixed()), all.map(({ unit }) => unit && JSON.stringify({ value: '1', unit })), all.map(({ hoursPerDay }) => hoursPerDay)],
      );
      const expected = all.map(({ value, unit, hoursPerDay }) =>
        inUnitOf(unit ? { quantity: { value: '1', unit }, amount: null } : { quantity: null, amount: { amountMinor: 1, currency: 'PLN' } }, unit ? value : value.round(0), hoursPerDay));
      expect(rows.map(({ shown }, index) => (all[index]!.unit ? shown : new Big(shown).round(0).toFixed()))).toEqual(expected);
    }), { numRuns: 20 });
  });
});
