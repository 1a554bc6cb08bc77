import assert from 'node:assert/strict';
import { describe, it } from '@jest/globals';
import { type Reckoning, balances } from './balances.js';
import { settle } from './settle.js';
import { share } from './share.js';
import type { Weight } from './weight.js';

/** A source of chance that a seed repeats: Marsaglia's xorshift, 32 bits. */
class Chance {
  constructor(private state: number) {}

  /** From 0 to `size` - 1. */
  below(size: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % size;
  }

  /** From 0 up, of as many digits as chance has it. */
  size(mostDigits: number): bigint {
    let digits = '';
    for (let place = this.below(mostDigits); place >= 0; place -= 1) digits += this.below(10);
    return BigInt(digits);
  }

  shuffled<Item>(items: readonly Item[]): Item[] {
    return items.map((item) => ({ item, place: this.below(1_000_000) })).sort((one, other) => one.place - other.place).map(({ item }) => item);
  }
}

/** Tries as many cases, each with a seed of its own, and tells the seed of one that fails. */
function always(cases: number, hold: (chance: Chance) => void): void {
  for (let seed = 1; seed <= cases; seed += 1) {
    const chance = new Chance(seed * 2_654_435_761);
    try {
      hold(chance);
    } catch (cause) {
      throw new Error(`case ${seed}: ${String(cause)}`, { cause });
    }
  }
}

/** Ids whose order is neither that of a locale nor that of their numbers. */
const named = (count: number): string[] => Array.from({ length: count }, (_, place) => `${place % 2 ? 'p' : 'P'}${place}`);

function weightsBy(chance: Chance): Weight[] {
  const [most, denominators] = [[1, 1], [1, 12], [2, 1], [9, 1], [30, 9]][chance.below(5)]!;
  const weights = named(chance.below(8) + 1).map((partner) => ({
    partner,
    weight: { numerator: chance.size(most!), denominator: BigInt(chance.below(denominators!) + 1) },
  }));
  return chance.shuffled(weights.some(({ weight }) => weight.numerator > 0n) ? weights : weights.map(({ partner }) => ({ partner, weight: { numerator: 1n, denominator: 7n } })));
}

const amountBy = (chance: Chance): bigint => (chance.below(2) ? 1n : -1n) * chance.size([1, 4, 9, 40][chance.below(4)]!);
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
const told = (parts: readonly { partner: string; amountMinor: bigint | number }[]): string => parts.map(({ partner, amountMinor }) => `${partner} ${amountMinor}`).join();

type Rational = readonly [over: bigint, under: bigint];
const isLess = ([a, b]: Rational, [c, d]: Rational): boolean => a * d < c * b;

/** Exact shares, in the order of ids, without a common denominator. */
function exactShares(amount: bigint, weights: readonly Weight[]): { readonly partner: string; readonly exact: Rational }[] {
  const [over, under] = weights.reduce<Rational>(([a, b], { weight }) => [a * weight.denominator + weight.numerator * b, b * weight.denominator], [0n, 1n]);
  const lines = weights.map(({ partner, weight }) => ({ partner, exact: [amount * weight.numerator * under, weight.denominator * over] as const }));
  return lines.sort((one, other) => (one.partner < other.partner ? -1 : 1));
}

/** What a part is short of the exact share; below zero where it is more. */
const short = ([over, under]: Rational, part: bigint): Rational => [over - part * under, under];

/** The same by another way: rounded down, then one unit at a time to whose part is the most short. */
function shareSlowly(amount: bigint, weights: readonly Weight[]): string {
  const size = amount < 0n ? -amount : amount;
  const lines = exactShares(size, weights).map((line) => ({ ...line, part: line.exact[0] / line.exact[1] }));
  for (let left = size - sum(lines.map(({ part }) => part)); left > 0n; left -= 1n) {
    lines.reduce((best, line) => (isLess(short(best.exact, best.part), short(line.exact, line.part)) ? line : best)).part += 1n;
  }
  return told(lines.map(({ partner, part }) => ({ partner, amountMinor: amount < 0n ? -part : part })));
}

describe('shares', () => {
  it('add up, are less than a unit from exact, and are what a slower way finds', () => always(100_000, (chance) => {
    const [amount, weights] = [amountBy(chance), weightsBy(chance)];
    const parts = share(amount, weights);
    assert.equal(sum(parts.map(({ amountMinor }) => amountMinor)), amount);
    exactShares(amount, weights).forEach(({ exact }, place) => {
      const [over, under] = short(exact, parts[place]!.amountMinor);
      assert(-under < over && over < under);
    });
    assert.equal(told(parts), shareSlowly(amount, weights));
  }));

  it('depend neither on the order nor on the scale of the weights, nor on the sign of the amount, nor on how it is told', () => always(10_000, (chance) => {
    const [amount, weights] = [amountBy(chance), weightsBy(chance)];
    const [times, over] = [chance.size(12) + 1n, chance.size(12) + 1n];
    const scaled = weights.map(({ partner, weight }) => ({ partner, weight: { numerator: weight.numerator * times, denominator: weight.denominator * over } }));
    const parts = share(amount, weights);
    assert.equal(told(share(amount, chance.shuffled(scaled))), told(parts));
    assert.equal(told(share(-amount, weights).map(({ partner, amountMinor }) => ({ partner, amountMinor: -amountMinor }))), told(parts));
    if (Number.isSafeInteger(Number(amount))) assert.equal(told(share(Number(amount), weights)), told(parts));
  }));

  it('never shrink by more than a unit as the amount grows; among two or equals not at all', () => always(10_000, (chance) => {
    const [amount, more, weights] = [amountBy(chance), chance.size(4), weightsBy(chance)];
    const isEven = weights.length <= 2 || new Set(weights.map(({ weight }) => weight.numerator * 27_720n / weight.denominator)).size === 1;
    const after = share(amount + more, weights);
    share(amount, weights).forEach(({ amountMinor }, place) => assert(after[place]!.amountMinor >= amountMinor - (isEven ? 0n : 1n)));
  }));
});

/** Keys, costs and payments in two currencies. */
function reckoningBy(chance: Chance): Reckoning {
  const parties = named(chance.below(12) + 1);
  const one = () => parties[chance.below(parties.length)]!;
  const key = () => chance.shuffled(parties).slice(chance.below(parties.length)).map((partner) => ({ partner, weight: { numerator: chance.size(2) + 1n, denominator: 3n } }));
  return {
    keys: new Map(['a', 'b', 'c'].map((name) => [name, key()])),
    costs: Array.from({ length: chance.below(9) }, () => ({ paidBy: one(), amountMinor: amountBy(chance), currency: chance.below(3) ? 'PLN' : 'EUR', key: 'abc'[chance.below(3)]! })),
    payments: Array.from({ length: chance.below(3) }, () => ({ from: one(), to: one(), amountMinor: chance.size(5), currency: 'PLN' })),
  };
}

describe('a settlement', () => {
  it('brings balances that sum to zero to zero, by fewer transfers than there are open balances', () => always(5_000, (chance) => {
    const reckoning = reckoningBy(chance);
    const transfers = balances(reckoning).flatMap(({ currency, partners }) => {
      assert.equal(sum(partners.map(({ balanceMinor }) => balanceMinor)), 0n);
      const settled = settle(partners);
      assert(settled.length <= Math.max(0, partners.filter(({ balanceMinor }) => balanceMinor !== 0n).length - 1));
      assert(settled.every(({ from, amountMinor }) => amountMinor > 0n && settled.every(({ to }) => to !== from)));
      return settled.map((transfer) => ({ ...transfer, currency }));
    });
    const after = balances({ ...reckoning, payments: [...reckoning.payments, ...transfers] });
    assert(after.every(({ partners }) => partners.every(({ balanceMinor }) => balanceMinor === 0n)));
  }));

  it('does not depend on the order of anything', () => always(5_000, (chance) => {
    const { keys, costs, payments } = reckoningBy(chance);
    const shuffled = { keys: new Map(chance.shuffled([...keys])), costs: chance.shuffled(costs), payments: chance.shuffled(payments) };
    const found = balances({ keys, costs, payments });
    assert.deepEqual(balances(shuffled), found);
    for (const { partners } of found) assert.deepEqual(settle(chance.shuffled(partners)), settle(partners));
  }));
});
