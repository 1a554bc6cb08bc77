import { z } from 'zod';
import { CivilDate, Id, line, Money, prose, Quantity, ResourceKind } from '../core/values.js';

/* What partners agree on (F8), in a form that programs can read. */

const whole = (least: number) => z.int().min(least).max(1_000_000_000_000);

/** How something is shared, in exact fractions: as `@klaster/shares` reads it. A key that names partners names each of them. */
export const Key = z
  .discriminatedUnion('method', [
    z.strictObject({ method: z.literal('equal') }),
    z.strictObject({ method: z.literal('fixed-shares'), shares: z.array(z.strictObject({ partner: Id, share: z.strictObject({ numerator: whole(0), denominator: whole(1) }) })).min(1).max(200) }),
    z.strictObject({ method: z.literal('by-contribution'), kind: ResourceKind, unit: z.string().regex(/^(?:[a-z][a-z0-9-]{0,19}|[A-Z]{3})$/).meta({ description: 'The unit, or for money the currency, in which it is counted' }) }),
    z.strictObject({ method: z.literal('custom'), weights: z.array(z.strictObject({ partner: Id, weight: whole(0) })).min(1).max(200) }),
  ])
  .meta({ id: 'Key', description: 'How something is shared among the partners; the parts add up to the whole to the last minor unit' });
export type Key = z.output<typeof Key>;

export const keyNames = ['costs', 'risks', 'benefits'] as const;
export const KeyName = z.enum(keyNames);
export type KeyName = z.output<typeof KeyName>;

export const benefitKinds = ['know-how', 'income', 'reach', 'equipment', 'standing', 'relations', 'other'] as const;
export const BenefitKind = z.enum(benefitKinds);

const duties = (what: string) => z.array(line(300)).max(50).default([]).meta({ description: what });

const PartnerTerms = z.strictObject({
  memberId: Id,
  tasks: duties('What it does'),
  pledges: z
    .array(z.strictObject({ kind: ResourceKind, what: line(300), quantity: Quantity.nullable().default(null), amount: Money.nullable().default(null), by: CivilDate.nullable().default(null) }))
    .max(50)
    .default([])
    .meta({ description: 'What it brings in' }),
  responsibilities: duties('What it answers for'),
});

const ExpectedBenefit = z.strictObject({
  memberId: Id.nullable().default(null).meta({ description: 'The partner that benefits; null for a benefit of all' }),
  kind: BenefitKind,
  description: line(500),
  quantity: Quantity.nullable().default(null),
});

export const decisionMethods = ['consent', 'simple-majority', 'absolute-majority', 'two-thirds', 'unanimity'] as const;

/** Fields with defaults may be left out; what is signed has all of them. */
export const AgreementTerms = z
  .strictObject({
    purpose: prose(4000),
    from: CivilDate.meta({ description: 'The first day of the work' }),
    until: CivilDate.nullable().default(null).meta({ description: 'The last day, where there is one' }),
    currency: Money.shape.currency.default('PLN').meta({ description: 'In which costs are settled' }),
    partners: z.array(PartnerTerms).min(1).max(200).meta({ description: 'Who takes part, and what each does, brings in and answers for. Who is not named leaves when the version is in force.' }),
    keys: z.strictObject({ costs: Key, risks: Key, benefits: Key }).default({ costs: { method: 'equal' }, risks: { method: 'equal' }, benefits: { method: 'equal' } }),
    decisionMethod: z.enum(decisionMethods).default('consent').meta({ description: 'How the partners decide' }),
    leaving: z
      .strictObject({ noticeDays: z.int().min(0).max(365).default(30), how: prose(4000).nullable().default(null) })
      .default({ noticeDays: 30, how: null })
      .meta({ description: 'How a partner leaves' }),
    expectedBenefits: z.array(ExpectedBenefit).max(200).default([]),
  })
  .meta({ id: 'AgreementTerms', description: 'What partners agree on' });
export type AgreementTerms = z.output<typeof AgreementTerms>;
