import { decode } from './base64url.js';
import { suite } from './suite.js';
import { importPublicKey } from './tally-keys.js';

/** The right to cast one secret ballot: 32 random bytes and the blind signature over them, both as base64url. */
export interface VotingToken {
  /** What says that a ballot is another one: a token is spent once, whatever signature comes with it. */
  readonly token: string;
  readonly signature: string;
}

export const tokenBytes = 32;

const purpose = 'klaster secret ballot v1:';

/**
 * What is signed: purpose, context (the id of the matter) and token. The first and the last have a fixed length, so no
 * two contexts and tokens give the same message. Undefined for a text that is no token.
 */
export function messageOf(context: string, token: string): Uint8Array<ArrayBuffer> | undefined {
  if (context === '') throw new TypeError('a token belongs to a context');
  const random = decode(token);
  if (random?.length !== tokenBytes) return undefined;
  const prefix = new TextEncoder().encode(purpose + context);
  const message = new Uint8Array(prefix.length + tokenBytes);
  message.set(prefix);
  message.set(random, prefix.length);
  return message;
}

/**
 * Whether the token was signed with the tally's key for this context. False for everything else, malformed texts too.
 *
 * A token signed for one matter fails in every other. But the signer is blind: who is given a signature chooses what it
 * is for. So one key is for one matter alone; that, and not the context, keeps voters of one matter out of another.
 * @throws TypeError when `publicKey` is not the public key of a tally.
 */
export async function verifyToken(publicKey: string, context: string, { token, signature }: VotingToken): Promise<boolean> {
  const key = await importPublicKey(publicKey);
  const [message, proof] = [messageOf(context, token), decode(signature)];
  return message !== undefined && proof !== undefined && suite.verify(key, proof, message);
}
