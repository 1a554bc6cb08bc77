import { describe, expect, test } from '@jest/globals';
import { actions, isRefusal, type ResourceKind, resourceKinds } from '@klaster/contracts';
import fc from 'fast-check';
import { examples, factsOf, refusalOf } from './fixtures/entries.js';
import { contentOf, type Given } from './given.js';

const today = '2026-03-01';
const said = (given: Given, licence: Parameters<typeof contentOf>[1]['licence'] = null) => contentOf(given, { ...factsOf(given.category), licence, today });
const of = (kind: ResourceKind, fields: Partial<Given> = {}) => said({ ...examples[kind], ...fields });
const cc = { licence: 'CC-BY-4.0' } as const;

describe('what is given', () => {
  test.each<[string, string, string, string]>([
    ['human', 'tutoring', 'h', 'work'],
    ['informational', 'training-materials', 'piece', 'copy'],
    ['informational', 'legal-advice', 'h', 'deliverService'],
    ['material', 'hall', 'h', 'use'],
    ['material', 'hall', 'day', 'use'],
    ['material', 'minibus', 'km', 'use'],
    ['material', 'tent', 'piece', 'transfer'],
    ['material', 'food', 'kg', 'transfer'],
  ])('of the kind %s: %s in %s, is where nobody says: %s', (kind, category, unit, action) => {
    const content = said({ category, quantity: { value: '1', unit }, givenOn: today, evidence: [], conditions: kind === 'informational' && unit === 'piece' ? cc : undefined });
    expect(content).toMatchObject({ kind, action });
  });

  test('as money is a transfer', () => expect(of('financial')).toMatchObject({ kind: 'financial', action: 'transfer', amount: { amountMinor: 12_345, currency: 'PLN' }, quantity: null }));

  test('is done with as its kind allows, and nothing else', () => {
    const allowed = Object.fromEntries(resourceKinds.map((kind) => [kind, actions.filter((action) => !isRefusal(of(kind, { action, ...(action === 'transferCustody' ? { returnBy: '2026-05-01' } : {}) })))]));
    expect(allowed).toEqual({
      human: ['work', 'deliverService'], financial: ['transfer'], informational: ['cite', 'copy', 'deliverService'], material: ['transfer', 'use', 'transferCustody', 'consume'],
    });
  });

  test('comes back by a day where it is lent, and only there', () => {
    expect(of('material', { action: 'transferCustody', returnBy: '2026-05-01' })).toMatchObject({ action: 'transferCustody', returnBy: '2026-05-01' });
    expect(refusalOf(of('material', { action: 'transferCustody' }))).toBe('action-unfit');
    for (const action of actions.filter((other) => other !== 'transferCustody')) expect(refusalOf(of('material', { action, returnBy: '2026-05-01' }))).toBe('action-unfit');
    expect(refusalOf(of('material', { action: 'transferCustody', returnBy: '2026-02-26' }))).toBe('wrong-period');
  });

  test.each<[string, ResourceKind, Partial<Given>, string]>([
    ['money as a quantity', 'financial', { amount: undefined, quantity: { value: '1', unit: 'h' } }, 'wrong-measure'],
    ['work as money', 'human', { quantity: undefined, amount: { amountMinor: 1, currency: 'PLN' } }, 'wrong-measure'],
    ['both at once', 'human', { amount: { amountMinor: 1, currency: 'PLN' } }, 'wrong-measure'],
    ['neither', 'human', { quantity: undefined }, 'wrong-measure'],
    ['a unit of something else', 'human', { quantity: { value: '1', unit: 'kg' } }, 'wrong-measure'],
    ['a category of nothing', 'human', { category: 'moonlight' }, 'unknown-category'],
    ['tomorrow', 'human', { givenOn: '2026-03-02' }, 'wrong-period'],
    ['until tomorrow', 'human', { givenUntil: '2026-03-02' }, 'wrong-period'],
    ['until before it began', 'human', { givenUntil: '2026-02-26' }, 'wrong-period'],
  ])('is refused: %s', (_, kind, fields, refusal) => expect(refusalOf(of(kind, fields))).toBe(refusal));

  test('can be of today, and until today', () => expect(of('human', { givenOn: today, givenUntil: today })).toMatchObject({ givenOn: today, givenUntil: today }));
});

describe('the licence', () => {
  const without = { ...examples.informational, conditions: undefined };

  test('is said of knowledge that is copied or cited', () => {
    for (const action of ['copy', 'cite'] as const) {
      expect(refusalOf(said({ ...without, action }))).toBe('conditions-needed');
      expect(said({ ...without, action, conditions: cc })).toMatchObject({ conditions: cc });
    }
    expect(said({ ...without, action: 'deliverService' })).toMatchObject({ conditions: null });
  });

  test('is that of the offer where the pledge has one and nobody says another', () => {
    const offered = { licence: 'within-cluster' } as const;
    expect(said(without, offered)).toMatchObject({ conditions: offered });
    expect(said({ ...without, conditions: cc }, offered)).toMatchObject({ conditions: cc });
    expect(said(examples.human, offered)).toMatchObject({ conditions: null });
  });

  test('that is none of the known ones is told in words', () => {
    expect(refusalOf(said({ ...without, conditions: { licence: 'other' } }))).toBe('conditions-needed');
    expect(said({ ...without, conditions: { licence: 'other', text: 'Tylko w szkołach' } })).toMatchObject({ conditions: { licence: 'other', text: 'Tylko w szkołach' } });
  });

  test('has no place on other kinds', () => {
    for (const kind of ['human', 'financial', 'material'] as const) expect(refusalOf(of(kind, { conditions: cc }))).toBe('conditions-misplaced');
  });
});

test('whatever is accepted keeps the schema’s rules', () => {
  const given = fc.record({
    category: fc.constantFrom('tutoring', 'donation', 'training-materials', 'hall', 'tent', 'moonlight'),
    quantity: fc.option(fc.record({ value: fc.constantFrom('1', '2.5'), unit: fc.constantFrom('h', 'min', 'day', 'piece', 'kg') }), { nil: undefined }),
    amount: fc.option(fc.constant({ amountMinor: 100, currency: 'PLN' }), { nil: undefined }),
    action: fc.option(fc.constantFrom(...actions), { nil: undefined }),
    returnBy: fc.option(fc.constantFrom('2026-01-01', '2026-12-31'), { nil: undefined }),
    givenOn: fc.constantFrom('2026-02-01', '2026-03-01', '2026-03-02'),
    givenUntil: fc.option(fc.constantFrom('2026-01-31', '2026-03-01', '2026-03-02'), { nil: undefined }),
    evidence: fc.constant([]),
    conditions: fc.option(fc.constantFrom(cc, { licence: 'other' as const }), { nil: undefined }),
  });
  fc.assert(
    fc.property(given, (it) => {
      const content = said(it);
      if (isRefusal(content)) return;
      expect((content.kind === 'financial') === (content.amount !== null)).toBe(true);
      expect((content.quantity === null) !== (content.amount === null)).toBe(true);
      expect((content.action === 'transferCustody') === (content.returnBy !== null)).toBe(true);
      expect(content.givenOn <= today && (content.givenUntil === null || content.givenUntil >= content.givenOn)).toBe(true);
      expect(content.conditions === null || content.kind === 'informational').toBe(true);
    }),
    { numRuns: 500 },
  );
});
