import { asBigint, type Whole } from './amount.js';
import { share } from './share.js';
import { compare, type Weight } from './weight.js';

export interface Cost {
  /** A partner; or who has no weight, such as a purse. */
  readonly paidBy: string;
  /** Minor units; below zero for a correction, and for an income of all that `paidBy` has received. */
  readonly amountMinor: Whole;
  readonly currency: string;
  /** The name of the key it is shared by. */
  readonly key: string;
}

/** Money that a partner has sent to another to settle. */
export interface Payment {
  readonly from: string;
  readonly to: string;
  readonly amountMinor: Whole;
  readonly currency: string;
}

export interface Balance {
  readonly partner: string;
  /** The costs that this partner has paid. */
  readonly paidMinor: bigint;
  /** This partner's part of all costs. */
  readonly shareMinor: bigint;
  readonly sentMinor: bigint;
  readonly receivedMinor: bigint;
  /** paid - share + sent - received: above zero the partner is owed it, below zero the partner owes it. */
  readonly balanceMinor: bigint;
}

export interface CurrencyBalances {
  readonly currency: string;
  readonly partners: readonly Balance[];
}

/** What is settled: costs, the weights of each key they name (see `resolve`), and what has been paid so far. */
export interface Reckoning {
  readonly keys: ReadonlyMap<string, readonly Weight[]>;
  readonly costs: readonly Cost[];
  readonly payments: readonly Payment[];
}

type Sums = Record<'paidMinor' | 'shareMinor' | 'sentMinor' | 'receivedMinor', bigint>;

/** What is reckoned in one currency. */
interface Ledger {
  readonly byPartner: Map<string, Sums>;
  readonly byKey: Map<string, { costsMinor: bigint }>;
}

/**
 * The balances of all who paid, have a weight in a key that was used, or sent or got a payment: each currency by itself,
 * currencies in the order of their codes, partners in that of their ids. In each currency they sum to zero.
 *
 * The costs of a key are added up, and their sum is shared. So it is rounded once for each key and not once for each cost:
 * of ten thousand costs shared equally no two partners bear more than one minor unit apart. Parts of single costs, each by
 * `share`, are rounded each by itself; so their sum can differ from `shareMinor`, by less than one unit for each of the
 * costs and keys.
 *
 * Takes one step for each cost, and for each key of n partners the n log n steps of sharing.
 *
 * @throws RangeError for a key that is not among `keys`, and as `share` does.
 */
export function balances({ keys, costs, payments }: Reckoning): CurrencyBalances[] {
  const ledgers = new Map<string, Ledger>();
  const ledgerOf = (currency: string) => at(ledgers, currency, (): Ledger => ({ byPartner: new Map(), byKey: new Map() }));
  for (const { paidBy, amountMinor, currency, key } of costs) {
    const { byPartner, byKey } = ledgerOf(currency);
    at(byPartner, paidBy, nothing).paidMinor += asBigint(amountMinor);
    at(byKey, key, () => ({ costsMinor: 0n })).costsMinor += asBigint(amountMinor);
  }
  for (const { from, to, amountMinor, currency } of payments) {
    const { byPartner } = ledgerOf(currency);
    at(byPartner, from, nothing).sentMinor += asBigint(amountMinor);
    at(byPartner, to, nothing).receivedMinor += asBigint(amountMinor);
  }
  return [...ledgers].map(([currency, ledger]) => ({ currency, partners: close(ledger, keys) })).sort((one, other) => compare(one.currency, other.currency));
}

function close({ byPartner, byKey }: Ledger, keys: Reckoning['keys']): Balance[] {
  for (const [key, { costsMinor }] of byKey) {
    const weights = keys.get(key);
    if (!weights) throw new RangeError(`no key ${key}`);
    for (const { partner, amountMinor } of share(costsMinor, weights)) at(byPartner, partner, nothing).shareMinor += amountMinor;
  }
  return [...byPartner]
    .map(([partner, sums]) => ({ partner, ...sums, balanceMinor: sums.paidMinor - sums.shareMinor + sums.sentMinor - sums.receivedMinor }))
    .sort((one, other) => compare(one.partner, other.partner));
}

const nothing = (): Sums => ({ paidMinor: 0n, shareMinor: 0n, sentMinor: 0n, receivedMinor: 0n });

/** What stands at a key; where nothing does it is begun. */
function at<Key, Value>(map: Map<Key, Value>, key: Key, begin: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const begun = begin();
  map.set(key, begun);
  return begun;
}
