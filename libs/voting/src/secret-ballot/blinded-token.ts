import { decode, encode } from './base64url.js';
import { suite } from './suite.js';
import { importPublicKey } from './tally-keys.js';
import { messageOf, tokenBytes, type VotingToken } from './token.js';

/** What a voter keeps between asking for a signature and casting. Only `blinded` is ever sent to the server. */
export interface BlindedToken {
  /** The id of the matter. */
  readonly context: string;
  readonly token: string;
  /** What the server signs: it tells nothing of the token. */
  readonly blinded: string;
  /** What takes the blinding off again. Secret: with it, `blinded` and the token can be joined. */
  readonly unblinding: string;
}

/**
 * The voter's first step: a new token, blinded for the server to sign.
 *
 * Check first that everybody is given the same `publicKey`: a server that makes a key for each voter recognises them by
 * it. The key stands in the matter before voting opens.
 * @throws TypeError when `publicKey` is not the public key of a tally.
 */
export async function createBlindedToken(publicKey: string, context: string): Promise<BlindedToken> {
  const key = await importPublicKey(publicKey);
  const token = encode(crypto.getRandomValues(new Uint8Array(tokenBytes)));
  const { blindedMsg, inv } = await suite.blind(key, messageOf(context, token)!);
  return { context, token, blinded: encode(blindedMsg), unblinding: encode(inv) };
}

/**
 * The voter's second step: takes the blinding off the server's signature and verifies what comes out. Undefined when the
 * server did not answer with a signature of `blinded` by its key.
 * @throws TypeError when `publicKey` is not the public key of a tally.
 */
export async function unblind(publicKey: string, { context, token, unblinding }: BlindedToken, blindSignature: string): Promise<VotingToken | undefined> {
  const key = await importPublicKey(publicKey);
  const [message, inverse, blind] = [messageOf(context, token), decode(unblinding), decode(blindSignature)];
  if (!message || !inverse || !blind) return undefined;
  const signature = await suite.finalize(key, message, blind, inverse).catch(() => undefined);
  return signature && { token, signature: encode(signature) };
}
