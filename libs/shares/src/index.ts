export { asNumber, type Whole } from './amount.js';
export { type Balance, balances, type Cost, type CurrencyBalances, type Payment, type Reckoning } from './balances.js';
export { faultOf, type KeyFault, keyFaultCodes } from './fault.js';
export type { Fraction } from './fraction.js';
export type { Contributed, CustomWeight, Facts, FixedShare, Key } from './key.js';
export { type Resolved, resolve } from './resolve.js';
export { settle, type Transfer } from './settle.js';
export { type Part, share } from './share.js';
export type { Weight } from './weight.js';
