import { faultOf, type KeyFault } from './fault.js';
import { type Fraction, fractionOf, plus, reduced } from './fraction.js';
import type { Contributed, Facts, Key } from './key.js';
import { type Weight, wholeWeights } from './weight.js';

/** What a key comes to: each partner's exact share of the whole, or what is wrong. */
export type Resolved = { readonly weights: readonly Weight[] } | { readonly fault: KeyFault };

type Raw = Weight[] | KeyFault;

/**
 * The weights that a key of valid shape gives to these partners: exact fractions in lowest terms that add up to one, in
 * the order of the partners' ids.
 *
 * By contribution only what was contributed of the key's kind is looked at; all of it must be told in the key's unit, by
 * partners. Where that is nothing the key is refused and not taken for equal: nobody has agreed to bear equal shares.
 */
export function resolve(key: Key, partners: readonly string[], facts: Facts): Resolved {
  const fault = faultOf(key, partners);
  if (fault) return { fault };
  const raw = rawWeights(key, partners, facts);
  if ('code' in raw) return { fault: raw };
  const whole = wholeWeights(raw);
  return { weights: whole.partners.map((partner, place) => ({ partner, weight: reduced(whole.weights[place]!, whole.total) })) };
}

function rawWeights(key: Key, partners: readonly string[], { contributions }: Facts): Raw {
  switch (key.method) {
    case 'equal':
      return partners.map((partner) => ({ partner, weight: { numerator: 1n, denominator: 1n } }));
    case 'fixed-shares':
      return key.shares.map(({ partner, share }) => ({ partner, weight: { numerator: BigInt(share.numerator), denominator: BigInt(share.denominator) } }));
    case 'custom':
      return key.weights.map(({ partner, weight }) => ({ partner, weight: { numerator: BigInt(weight), denominator: 1n } }));
    case 'by-contribution':
      return contributedBy(partners, contributions, key);
  }
}

function contributedBy(partners: readonly string[], contributions: readonly Contributed[], { kind, unit }: { readonly kind: string; readonly unit: string }): Raw {
  const sums = new Map<string, Fraction>(partners.map((partner) => [partner, { numerator: 0n, denominator: 1n }]));
  for (const [place, { partner, quantity, ...contributed }] of contributions.entries()) {
    if (contributed.kind !== kind) continue;
    const pointer = `/facts/contributions/${place}`;
    const sum = sums.get(partner);
    if (!sum) return { pointer: `${pointer}/partner`, code: 'unknown-partner' };
    if (quantity.unit !== unit) return { pointer: `${pointer}/quantity/unit`, code: 'other-unit' };
    const value = fractionOf(quantity.value);
    if (!value) return { pointer: `${pointer}/quantity/value`, code: 'not-a-decimal' };
    sums.set(partner, plus(sum, value));
  }
  const weights = [...sums].map(([partner, weight]) => ({ partner, weight }));
  const isNothing = weights.every(({ weight }) => weight.numerator === 0n);
  return isNothing ? { pointer: '/facts/contributions', code: 'nobody-contributed' } : weights;
}
