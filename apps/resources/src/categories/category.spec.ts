import { describe, expect, it } from '@jest/globals';
import { type Category, CategoryAdded, resourceKinds } from '@klaster/contracts';
import { federationCategories } from './categories.js';
import { add, refuseMeasure } from './category.js';

const id = '01a208e1-41ca-709c-9729-1582b2db0001';
const beekeeping = { id, clusterId: id, code: 'beekeeping', kind: 'human', name: { pl: 'pszczelarstwo', en: 'beekeeping' }, units: ['h', 'day'], broader: 'gardening', addedBy: id, addedAt: '2026-06-15T10:00:00.000Z' } as const;

describe('a category of a cluster’s own', () => {
  it('is added and told', () => {
    const { id: categoryId, ...told } = beekeeping;
    expect(add(beekeeping, federationCategories)).toEqual({ state: { ...beekeeping, version: 0 }, events: [CategoryAdded.of({ categoryId, ...told, units: ['h', 'day'] })] });
    expect(add({ ...beekeeping, units: ['h', 'h'], broader: null }, federationCategories)).toMatchObject({ state: { units: ['h'], broader: null } });
    expect(add({ ...beekeeping, kind: 'financial', units: [], broader: 'donation' }, federationCategories)).toMatchObject({ state: { units: [] } });
  });

  it.each([
    ['takes no code of the federation', { code: 'tutoring' }, 'category-taken'],
    ['has a unit', { units: [] }, 'category-unfit'],
    ['has units that exist', { units: ['h', 'hive'] }, 'category-unfit'],
    ['of money has none', { kind: 'financial', broader: null }, 'category-unfit'],
    ['is a case of one that exists', { broader: 'husbandry' }, 'category-unfit'],
    ['is a case of one of the same kind', { broader: 'plants' }, 'category-unfit'],
  ] as const)('%s', (_, difference, refused) => {
    expect(add({ ...beekeeping, ...difference }, federationCategories)).toEqual({ refused });
  });
});

describe('the federation’s categories', () => {
  it('are sixty at least, under each of the four kinds, with units for all but money', () => {
    expect(federationCategories.length).toBeGreaterThanOrEqual(60);
    for (const kind of resourceKinds) expect(federationCategories.some((category) => category.kind === kind)).toBe(true);
    for (const { code, kind, units } of federationCategories) expect([code, kind === 'financial']).toEqual([code, units.length === 0]);
  });

  const tutoring = federationCategories.find(({ code }) => code === 'tutoring') as Category;
  const donation = federationCategories.find(({ code }) => code === 'donation') as Category;
  const [hours, kilograms, money] = [{ value: '1', unit: 'h' }, { value: '1', unit: 'kg' }, { amountMinor: 100, currency: 'PLN' }];
  it.each([
    [tutoring, { quantity: hours, amount: null }, undefined],
    [tutoring, { quantity: null, amount: null }, undefined],
    [tutoring, { quantity: kilograms, amount: null }, 'quantity (h, min, day)'],
    [tutoring, { quantity: null, amount: money }, 'quantity (h, min, day)'],
    [donation, { quantity: null, amount: money }, undefined],
    [donation, { quantity: hours, amount: null }, 'amount'],
  ])('are measured in their units: $0.code in $1', (category, measure, expected) => {
    expect(refuseMeasure(category, measure)?.parameters?.['measure']).toBe(expected);
  });
});
