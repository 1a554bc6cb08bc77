import { decode, encode } from './base64url.js';

/** A key of WebCrypto. Its type is not among the globals of Node. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** The keys of one secret vote, as base64url of their standard encodings. */
export interface TallyKeys {
  /** SPKI: published with the matter before voting opens. */
  readonly publicKey: string;
  /** PKCS #8: only for the service, and only until voting closes. */
  readonly privateKey: string;
}

const scheme = { name: 'RSA-PSS', hash: 'SHA-384' };
const modulusBytes = 256;

/**
 * Makes the keys of one secret vote, never to be used for another or for anything else: 2048 bits, exponent 65537.
 *
 * 2048 bits are enough. Who breaks the key could forge tokens, and only while voting is open, days or weeks; the strength
 * (112 bits, NIST SP 800-57) is meant for years. Secrecy does not hang on the key at all: a blinded message is equally
 * likely to hide any token, so that nothing computed later tells whose it was.
 */
export async function createTallyKeys(): Promise<TallyKeys> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ ...scheme, modulusLength: modulusBytes * 8, publicExponent: Uint8Array.of(1, 0, 1) }, true, ['sign', 'verify']);
  const [spki, pkcs8] = await Promise.all([crypto.subtle.exportKey('spki', publicKey), crypto.subtle.exportKey('pkcs8', privateKey)]);
  return { publicKey: encode(new Uint8Array(spki)), privateKey: encode(new Uint8Array(pkcs8)) };
}

/** @throws TypeError when it is not the public key of a tally. */
export const importPublicKey = (text: string): Promise<Key> => importKey('spki', text, ['verify']);

/** @throws TypeError when it is not the private key of a tally. */
export const importPrivateKey = (text: string): Promise<Key> => importKey('pkcs8', text, ['sign']);

async function importKey(format: 'spki' | 'pkcs8', text: string, uses: ('sign' | 'verify')[]): Promise<Key> {
  const bytes = decode(text);
  const key = bytes && (await crypto.subtle.importKey(format, bytes, scheme, true, uses).catch(() => undefined));
  if (!key) throw new TypeError(`not a key in ${format}`);
  modulusOf(await crypto.subtle.exportKey('jwk', key));
  return key;
}

/**
 * The modulus of a tally's key. Other sizes and exponents are refused: with a key of its own making a dishonest server
 * could try to learn more than it may (RFC 9474, section 7.3).
 * @throws TypeError for any other key.
 */
export function modulusOf({ n = '', e }: { n?: string | undefined; e?: string | undefined }): Uint8Array {
  const modulus = decode(n);
  if (modulus?.length !== modulusBytes || modulus[0]! < 0x80 || e !== 'AQAB') throw new TypeError('not a key of 2048 bits with exponent 65537');
  return modulus;
}

/** The modulus of an imported key. */
export const modulusOfKey = async (key: Key): Promise<Uint8Array> => modulusOf(await crypto.subtle.exportKey('jwk', key));

/** A number below the modulus, in exactly its length; undefined for any other text. */
export function residueOf(text: string, modulus: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const number = decode(text);
  if (number?.length !== modulus.length) return undefined;
  const place = number.findIndex((byte, index) => byte !== modulus[index]);
  return place >= 0 && number[place]! < modulus[place]! ? number : undefined;
}
