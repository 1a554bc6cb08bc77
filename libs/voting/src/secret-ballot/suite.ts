import { RSABSSA } from '@cloudflare/blindrsa-ts';

/**
 * RSABSSA-SHA384-PSS-Deterministic of RFC 9474. The randomized variants put 32 random bytes before a message that a
 * signer could guess; a token is 32 random bytes already, so that would only add bytes to carry (section 7.3).
 */
export const suite = RSABSSA.SHA384.PSS.Deterministic();
