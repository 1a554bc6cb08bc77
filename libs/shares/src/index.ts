export type { Whole } from './amount.js';
export { faultOf, type KeyFault, keyFaultCodes } from './fault.js';
export type { Fraction } from './fraction.js';
export type { Contributed, CustomWeight, Facts, FixedShare, Key } from './key.js';
export { type Resolved, resolve } from './resolve.js';
export type { Weight } from './weight.js';
