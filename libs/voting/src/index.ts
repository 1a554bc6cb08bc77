export { count } from './count.js';
export { type ChoiceFault, choiceFaultCodes, faultOf } from './fault.js';
export { blindSign } from './secret-ballot/blind-sign.js';
export { type BlindedToken, createBlindedToken, unblind } from './secret-ballot/blinded-token.js';
export { createTallyKeys, type TallyKeys } from './secret-ballot/tally-keys.js';
export { verifyToken, type VotingToken } from './secret-ballot/token.js';
