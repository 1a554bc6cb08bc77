import { describe, expect, it } from '@jest/globals';
import { balances, type Cost } from './balances.js';
import { settle } from './settle.js';
import type { Weight } from './weight.js';

const weights = (byPartner: Record<string, bigint>): Weight[] => Object.entries(byPartner).map(([partner, numerator]) => ({ partner, weight: { numerator, denominator: 1n } }));
const keys = new Map([['equal', weights({ ala: 1n, ewa: 1n, jan: 1n })], ['tent', weights({ ala: 3n, jan: 1n })]]);
const cost = (paidBy: string, amountMinor: bigint | number, key = 'equal', currency = 'PLN'): Cost => ({ paidBy, amountMinor, currency, key });
/** The balances of a currency by partner. */
const open = (costs: readonly Cost[], currency = 'PLN') =>
  Object.fromEntries(balances({ keys, costs, payments: [] }).find((found) => found.currency === currency)!.partners.map(({ partner, balanceMinor }) => [partner, balanceMinor]));
const of = (byPartner: Record<string, bigint>) => Object.entries(byPartner).map(([partner, balanceMinor]) => ({ partner, balanceMinor }));
const transfers = (byPartner: Record<string, bigint>) => settle(of(byPartner)).map(({ from, to, amountMinor }) => `${from} → ${to} ${amountMinor}`);

describe('balances', () => {
  it('are what was paid less the share, with what was sent and received', () => {
    const payments = [{ from: 'ewa', to: 'ala', amountMinor: 3333, currency: 'PLN' }];
    expect(balances({ keys, costs: [cost('ala', 10_000)], payments })).toEqual([{ currency: 'PLN', partners: [
      { partner: 'ala', paidMinor: 10_000n, shareMinor: 3334n, sentMinor: 0n, receivedMinor: 3333n, balanceMinor: 3333n },
      { partner: 'ewa', paidMinor: 0n, shareMinor: 3333n, sentMinor: 3333n, receivedMinor: 0n, balanceMinor: 0n },
      { partner: 'jan', paidMinor: 0n, shareMinor: 3333n, sentMinor: 0n, receivedMinor: 0n, balanceMinor: -3333n },
    ] }]);
  });

  it('of many costs of one key are rounded once', () => {
    expect(open(Array.from({ length: 3000 }, () => cost('jan', 100n)))).toEqual({ ala: -100_000n, ewa: -100_000n, jan: 200_000n });
  });

  it('of costs by several keys add up', () => {
    expect(open([cost('ewa', 300n), cost('ala', 400n, 'tent')])).toEqual({ ala: 0n, ewa: 200n, jan: -200n });
  });

  it('forget a cost that is corrected, and share an income like a cost below nothing', () => {
    expect(open([cost('ala', 10_001n), cost('ala', -10_001n)])).toEqual({ ala: 0n, ewa: 0n, jan: 0n });
    expect(open([cost('ewa', -300n)])).toEqual({ ala: 100n, ewa: -200n, jan: 100n });
  });

  it('take in who pays without a share, such as a purse', () => {
    expect(open([cost('purse', 300n)])).toEqual({ ala: -100n, ewa: -100n, jan: -100n, purse: 300n });
  });

  it('never mix currencies', () => {
    const costs = [cost('ala', 300n), cost('jan', 300n, 'equal', 'EUR')];
    expect(balances({ keys, costs, payments: [{ from: 'ala', to: 'jan', amountMinor: 5n, currency: 'CZK' }] }).map(({ currency }) => currency)).toEqual(['CZK', 'EUR', 'PLN']);
    expect(open(costs)).toEqual({ ala: 200n, ewa: -100n, jan: -100n });
    expect(open(costs, 'EUR')).toEqual({ ala: -100n, ewa: -100n, jan: 200n });
  });

  it('of nothing are none', () => {
    expect(balances({ keys, costs: [], payments: [] })).toEqual([]);
  });

  it('want a key that is known, and whole amounts', () => {
    expect(() => open([cost('ala', 1n, 'unknown')])).toThrow(RangeError);
    expect(() => open([cost('ala', 0.5)])).toThrow(RangeError);
  });
});

describe('a settlement', () => {
  it('lets who owes most pay whoever is owed most; of equals the smaller id comes first', () => {
    expect(transfers({ ewa: -300n, jan: 250n, ala: 150n, ola: -100n })).toEqual(['ewa → jan 250', 'ewa → ala 50', 'ola → ala 100']);
    expect(transfers({ ewa: -1n, jan: 1n, ala: 1n, Ola: -1n })).toEqual(['Ola → ala 1', 'ewa → jan 1']);
  });

  it('has nothing to do where nothing is open', () => {
    expect(transfers({})).toEqual([]);
    expect(transfers({ ala: 0n, jan: 0n })).toEqual([]);
  });

  it('is exact for balances of any size', () => {
    expect(transfers({ ala: 10n ** 30n + 1n, jan: -(10n ** 30n) - 1n })).toEqual([`jan → ala ${10n ** 30n + 1n}`]);
  });

  it('is not always the shortest: here jan → ala 5 and two more would do', () => {
    expect(transfers({ ola: 6n, ala: 5n, jan: -5n, ewa: -4n, iza: -2n })).toEqual(['jan → ola 5', 'ewa → ola 1', 'ewa → ala 3', 'iza → ala 2']);
  });

  it('is refused to balances that do not sum to zero, and to two of one partner', () => {
    for (const rest of [1n, -1n]) expect(() => transfers({ ala: 5n, ewa: rest, jan: -5n })).toThrow(RangeError);
    expect(() => settle([...of({ ala: 1n, jan: -2n }), ...of({ ala: 1n })])).toThrow(RangeError);
  });
});
