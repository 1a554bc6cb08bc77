import type { AgreementDifference, AgreementTerms, Key } from '@klaster/contracts';
import canonicalize from 'canonicalize';

type Difference = AgreementDifference['terms'][number];
type Fields = Readonly<Record<string, unknown>>;

const byPartner = <Named extends { readonly partner: string }>(named: readonly Named[]) => Object.fromEntries(named.map(({ partner, ...part }) => [partner, part]));

/** A key in which partners are found by their id, not by their place. */
function keyed(key: Key): Fields {
  if (key.method === 'fixed-shares') return { ...key, shares: byPartner(key.shares) };
  return key.method === 'custom' ? { ...key, weights: byPartner(key.weights) } : key;
}

const keyedTerms = ({ partners, keys: { costs, risks, benefits }, ...terms }: AgreementTerms): Fields => ({
  ...terms,
  partners: Object.fromEntries(partners.map(({ memberId, ...partner }) => [memberId, partner])),
  keys: { costs: keyed(costs), risks: keyed(risks), benefits: keyed(benefits) },
});

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (one: unknown, other: unknown) => canonicalize(one ?? null) === canonicalize(other ?? null);

/** What is at some places of a list and nowhere in the other, each once for each time. */
function lacking(list: readonly unknown[], other: readonly unknown[]): (readonly [place: number, item: unknown])[] {
  const others = other.map((item) => canonicalize(item));
  return list.flatMap((item, place) => {
    const found = others.indexOf(canonicalize(item));
    if (found < 0) return [[place, item] as const];
    others.splice(found, 1);
    return [];
  });
}

/** Items that were taken away or added; where there are none another order, as a whole. */
function differencesOfLists(term: string, from: readonly unknown[], to: readonly unknown[]): Difference[] {
  const items = [
    ...lacking(from, to).map(([place, item]) => ({ term: `${term}/${place}`, from: item, to: null })),
    ...lacking(to, from).map(([place, item]) => ({ term: `${term}/${place}`, from: null, to: item })),
  ];
  return items.length > 0 ? items : [{ term, from, to }];
}

function differences(term: string, from: unknown, to: unknown): Difference[] {
  if (same(from, to)) return [];
  if (Array.isArray(from) && Array.isArray(to)) return differencesOfLists(term, from, to);
  if (!isFields(from) || !isFields(to)) return [{ term, from: from ?? null, to: to ?? null }];
  return [...new Set([...Object.keys(to), ...Object.keys(from)])].flatMap((name) => differences(`${term}/${name}`, from[name], to[name]));
}

/** What terms change, one by one: each place as a JSON pointer, partners by their id. What was not there, or is no longer, is null. */
export const changedTerms = (from: AgreementTerms, to: AgreementTerms): Difference[] => differences('', keyedTerms(from), keyedTerms(to));
