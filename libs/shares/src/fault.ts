import { isWhole } from './amount.js';
import { plus } from './fraction.js';
import type { CustomWeight, FixedShare, Key } from './key.js';

/** What can be wrong with a key, or keep it from being resolved; the codes are stable. */
export const keyFaultCodes = [
  'no-partners', 'repeated-partner', 'unknown-partner', 'partner-left-out',
  'not-a-fraction', 'not-one', 'not-a-weight', 'all-zero',
  'not-a-decimal', 'other-unit', 'nobody-contributed',
] as const;

/** What is wrong and where: a JSON pointer (RFC 6901) into `{ key, partners, facts }`. */
export interface KeyFault {
  readonly pointer: string;
  readonly code: (typeof keyFaultCodes)[number];
}

/** What keeps a key of valid shape from being agreed among these partners; the first fault found. What they will have contributed is not asked. */
export function faultOf(key: Key, partners: readonly string[]): KeyFault | undefined {
  if (partners.length === 0) return { pointer: '/partners', code: 'no-partners' };
  const repeated = repetitionIn(partners);
  if (repeated >= 0) return { pointer: `/partners/${repeated}`, code: 'repeated-partner' };
  if (key.method === 'fixed-shares') return misnamed(key.shares, '/key/shares', partners) ?? faultOfShares(key.shares);
  if (key.method === 'custom') return misnamed(key.weights, '/key/weights', partners) ?? faultOfWeights(key.weights);
  return undefined;
}

function misnamed(named: readonly { readonly partner: string }[], pointer: string, partners: readonly string[]): KeyFault | undefined {
  const names = named.map(({ partner }) => partner);
  const unknown = names.findIndex((name) => !partners.includes(name));
  if (unknown >= 0) return { pointer: `${pointer}/${unknown}/partner`, code: 'unknown-partner' };
  const repeated = repetitionIn(names);
  if (repeated >= 0) return { pointer: `${pointer}/${repeated}/partner`, code: 'repeated-partner' };
  const leftOut = partners.findIndex((partner) => !names.includes(partner));
  return leftOut >= 0 ? { pointer: `/partners/${leftOut}`, code: 'partner-left-out' } : undefined;
}

function faultOfShares(shares: readonly FixedShare[]): KeyFault | undefined {
  const isFraction = ({ share: { numerator, denominator } }: FixedShare) => isWhole(numerator) && numerator >= 0 && isWhole(denominator) && denominator >= 1;
  const wrong = shares.findIndex((share) => !isFraction(share));
  if (wrong >= 0) return { pointer: `/key/shares/${wrong}/share`, code: 'not-a-fraction' };
  const sum = shares.map(({ share }) => ({ numerator: BigInt(share.numerator), denominator: BigInt(share.denominator) })).reduce(plus);
  return sum.numerator === sum.denominator ? undefined : { pointer: '/key/shares', code: 'not-one' };
}

function faultOfWeights(weights: readonly CustomWeight[]): KeyFault | undefined {
  const wrong = weights.findIndex(({ weight }) => !isWhole(weight) || weight < 0);
  if (wrong >= 0) return { pointer: `/key/weights/${wrong}/weight`, code: 'not-a-weight' };
  return weights.some(({ weight }) => weight > 0) ? undefined : { pointer: '/key/weights', code: 'all-zero' };
}

/** Where a name stands a second time; -1 where none does. */
const repetitionIn = (names: readonly string[]): number => names.findIndex((name, place) => names.indexOf(name) < place);
