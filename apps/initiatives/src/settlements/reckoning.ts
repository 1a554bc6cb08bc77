import type { Balances, KeyName, PartnerBalance } from '@klaster/contracts';
import { asNumber, balances, type Cost, type Key, type KeyFault, resolve, settle, type Weight } from '@klaster/shares';
import type { VersionInForce } from '../agreements/agreements.js';
import { keyAmong, sharersBut } from '../costs/sharing.js';
import type { Given } from '../progress/progress.js';

/** What one partner has paid of what is shared in one way. */
export interface Sum {
  readonly agreementNumber: number;
  readonly key: KeyName;
  /** Whom the version names and who does not share it. */
  readonly absent: readonly string[];
  readonly currency: string;
  readonly paidBy: string;
  readonly entries: number;
  /** A whole number; more than a number may hold. */
  readonly amountMinor: string;
  /** The highest place of these entries. */
  readonly toPlace: number;
}

/** By what it is reckoned. */
export interface Basis {
  /** All that are or were in force. */
  readonly versions: readonly VersionInForce[];
  readonly given: readonly Given[];
}

type Unfit = Balances['unfit'][number];

export interface Reckoned extends Omit<Balances, 'currency'> {
  readonly toPlace: number;
}

/** Entries that are shared by one key among the same partners are one group, whatever days they are of. */
interface Group extends Pick<Sum, 'agreementNumber'> {
  readonly key: KeyName;
  /** The key as it stands among those who share. */
  readonly shared: Key;
  readonly sharers: readonly string[];
}

/** What the entries that are not settled yet come to for each partner, and who would pay whom. */
export function reckon(sums: readonly Sum[], basis: Basis): Reckoned {
  const named = sums.map((sum) => ({ ...sum, group: groupOf(sum, basis) })).map((sum) => ({ ...sum, name: nameOf(sum.group) }));
  const groups = new Map(named.map(({ name, group }) => [name, { ...group, ...weightsOf(group, basis.given) }]));
  const costs = named
    .filter(({ name }) => groups.get(name)!.fault === undefined)
    .map(({ paidBy, amountMinor, currency, name }): Cost => ({ paidBy, amountMinor: BigInt(amountMinor), currency, key: name }));
  const keys = new Map([...groups].map(([name, { weights }]) => [name, weights]));
  // The entries are of one currency: those of another are settled by themselves.
  const partners = balances({ keys, costs, payments: [] })[0]?.partners ?? [];
  return {
    entries: sums.reduce((total, { entries }) => total + entries, 0),
    totalMinor: asNumber(partners.reduce((total, { paidMinor }) => total + paidMinor, 0n)),
    partners: partners.map(({ partner, paidMinor, shareMinor, balanceMinor }): PartnerBalance => ({
      memberId: partner, paidMinor: asNumber(paidMinor), shareMinor: asNumber(shareMinor), balanceMinor: asNumber(balanceMinor),
    })),
    transfers: settle(partners).map(({ from, to, amountMinor }) => ({ from, to, amountMinor: asNumber(amountMinor) })),
    unfit: unfitOf([...groups.values()]),
    toPlace: Math.max(0, ...sums.map(({ toPlace }) => toPlace)),
  };
}

const nameOf = ({ agreementNumber, key, sharers }: Group) => [agreementNumber, key, ...sharers].join(' ');

function groupOf({ agreementNumber, key, absent }: Sum, { versions }: Basis): Group {
  const version = versions.find(({ number }) => number === agreementNumber)!;
  const sharers = sharersBut(absent, version);
  return { agreementNumber, key, sharers, shared: keyAmong(sharers, version, key) };
}

function weightsOf({ shared, sharers }: Group, given: readonly Given[]): { readonly weights: readonly Weight[]; readonly fault: KeyFault | undefined } {
  const resolved = resolve(shared, sharers, { contributions: contributedTo(shared, sharers, given) });
  return 'fault' in resolved ? { weights: [], fault: resolved.fault } : { weights: resolved.weights, fault: undefined };
}

/** What counts for a key: of its kind, in its unit, from those who share. */
const contributedTo = (key: Key, sharers: readonly string[], given: readonly Given[]) =>
  key.method === 'by-contribution'
    ? given
        .filter(({ memberId, kind, unit }) => kind === key.kind && unit === key.unit && sharers.includes(memberId))
        .map(({ memberId, kind, unit, value }) => ({ partner: memberId, kind, quantity: { value, unit } }))
    : [];

/** Each key of a version once with what is wrong with it. */
function unfitOf(groups: readonly (Group & { readonly fault: KeyFault | undefined })[]): Unfit[] {
  const faulty = groups.flatMap(({ agreementNumber, key, fault }) => (fault ? [{ agreementNumber, key, code: fault.code }] : []));
  return [...new Map(faulty.map((unfit) => [Object.values(unfit).join(' '), unfit])).values()];
}
