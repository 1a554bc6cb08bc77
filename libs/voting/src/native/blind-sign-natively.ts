import { constants, createPrivateKey, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';
import { decode, encode } from '../secret-ballot/base64url.js';
import { modulusOf, residueOf } from '../secret-ballot/tally-keys.js';

const padding = constants.RSA_NO_PADDING;

/**
 * `blindSign` by Node's own cryptography, for servers: the same answer to the same texts in a quarter of a millisecond,
 * and in a time that does not depend on the key (OpenSSL blinds the operation; RFC 9474, section 7.1, asks for it).
 * @throws TypeError when `privateKey` is not the private key of a tally.
 */
export function blindSignNatively(privateKey: string, blinded: string): string | undefined {
  const key = importNatively(privateKey);
  const number = residueOf(blinded, modulusOf(key.export({ format: 'jwk' })));
  return number && encode(signNumber(key, number));
}

/** BlindSign of RFC 9474, section 4.3: a signature that came out wrong would betray the key, so it is checked first. */
export function signNumber(key: KeyObject, number: Uint8Array): Uint8Array {
  const signature = privateDecrypt({ key, padding }, number);
  if (!publicEncrypt({ key: createPublicKey(key), padding }, signature).equals(number)) throw new Error('signing failure');
  return signature;
}

function importNatively(text: string): KeyObject {
  const bytes = decode(text);
  try {
    if (bytes) return createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
  } catch {
    // Answered below, as any other text that is no key.
  }
  throw new TypeError('not a key in pkcs8');
}
