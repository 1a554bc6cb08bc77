import type { Balance } from './balances.js';
import { compare } from './weight.js';

export interface Transfer {
  readonly from: string;
  readonly to: string;
  /** Minor units; more than zero. */
  readonly amountMinor: bigint;
}

/**
 * Transfers that bring balances of one currency to zero, the same ones whatever the order of the balances.
 *
 * Who owes most pays whoever is owed most, as much as both allow; whoever is done with makes room for the next. Each
 * transfer brings at least one balance to zero and the last one two, so there are fewer of them than balances other than
 * zero, and fewer than twice as many as the fewest possible. Nobody both pays and receives, so no settlement moves less
 * money.
 *
 * It is not always the fewest: those are found by dividing the partners into the most groups that each sum to zero, which
 * is NP-hard (T. Verhoeff, Settling Multiple Debts Efficiently, Informatics in Education 3 (2004) 105–126).
 *
 * Takes the time of sorting: n log n steps for n balances.
 *
 * @throws RangeError for what is no settlement: balances that do not sum to zero, a partner with two of them.
 */
export function settle(balances: readonly Pick<Balance, 'partner' | 'balanceMinor'>[]): Transfer[] {
  if (new Set(balances.map(({ partner }) => partner)).size < balances.length) throw new RangeError('a partner has two balances');
  const sum = balances.reduce((total, { balanceMinor }) => total + balanceMinor, 0n);
  if (sum !== 0n) throw new RangeError(`the balances sum to ${sum}`);

  const owed = open(balances, 1n);
  const transfers: Transfer[] = [];
  let next = 0;
  for (const debt of open(balances, -1n)) {
    while (debt.left > 0n) {
      const claim = owed[next]!;
      const amountMinor = debt.left < claim.left ? debt.left : claim.left;
      transfers.push({ from: debt.partner, to: claim.partner, amountMinor });
      debt.left -= amountMinor;
      claim.left -= amountMinor;
      if (claim.left === 0n) next += 1;
    }
  }
  return transfers;
}

/** Balances of one sign, largest first; of equal ones the smaller id. */
function open(balances: readonly Pick<Balance, 'partner' | 'balanceMinor'>[], sign: bigint): { readonly partner: string; left: bigint }[] {
  return balances
    .map(({ partner, balanceMinor }) => ({ partner, left: sign * balanceMinor }))
    .filter(({ left }) => left > 0n)
    .sort((one, other) => compare(other.left, one.left) || compare(one.partner, other.partner));
}
