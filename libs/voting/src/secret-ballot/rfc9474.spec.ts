import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, it, jest } from '@jest/globals';
import { signNumber } from '../native/blind-sign-natively.js';
import { suite } from './suite.js';

/** The published test vector of the variant that we use. */
const vector = JSON.parse(readFileSync(`${import.meta.dirname}/../../vectors/rfc9474-pss-deterministic.json`, 'utf8')) as Record<'p' | 'q' | 'msg' | 'salt' | 'inv' | 'blindedMsg' | 'sig', string>;
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const residue = (value: bigint) => bytes(value.toString(16).padStart(1024, '0'));
const hex = (number: Uint8Array) => Buffer.from(number).toString('hex');
const number = (text: string) => BigInt(`0x${text}`);

const inverse = (value: bigint, modulus: bigint): bigint => {
  let [previous, rest, factor, next] = [modulus, value % modulus, 0n, 1n];
  while (rest > 0n) [previous, rest, factor, next] = [rest, previous % rest, next, factor - (previous / rest) * next];
  return (factor + modulus) % modulus;
};
const [p, q, e] = [number(vector.p), number(vector.q), 65_537n];
const [n, d] = [p * q, inverse(e, (p - 1n) * (q - 1n))];
const field = (value: bigint) => Buffer.from(value.toString(16).padStart(value < 2n ** 2048n ? 512 : 1024, '0'), 'hex').toString('base64url');
const publicJwk = { kty: 'RSA', n: field(n), e: 'AQAB' };
const privateJwk: JsonWebKey = { ...publicJwk, d: field(d), p: field(p), q: field(q), dp: field(d % (p - 1n)), dq: field(d % (q - 1n)), qi: field(inverse(q, p)) };
const signingKey = createPrivateKey({ key: privateJwk, format: 'jwk' });
const publicKey = crypto.subtle.importKey('jwk', publicJwk, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify']);

afterEach(() => {
  jest.restoreAllMocks();
});

it('is the variant that the name says', () => {
  expect(suite.toString()).toBe('RSABSSA-SHA384-PSS-Deterministic');
  expect(hex(suite.prepare(bytes(vector.msg)))).toBe(vector.msg);
});

it('blinds to the published message with the published randomness', async () => {
  const randomness = [bytes(vector.salt), residue(inverse(number(vector.inv), n))];
  jest.spyOn(crypto, 'getRandomValues').mockImplementation((target) => {
    (target as Uint8Array).set(randomness.shift()!);
    return target;
  });
  const { blindedMsg, inv } = await suite.blind(await publicKey, bytes(vector.msg));
  expect([hex(blindedMsg), hex(inv)]).toEqual([vector.blindedMsg, vector.inv]);
});

it('signs, natively, what becomes the published signature', async () => {
  const blindSignature = signNumber(signingKey, bytes(vector.blindedMsg));
  expect(hex(await suite.finalize(await publicKey, bytes(vector.msg), blindSignature, bytes(vector.inv)))).toBe(vector.sig);
  expect(await suite.verify(await publicKey, bytes(vector.sig), bytes(vector.msg))).toBe(true);
});

it('blinds the same message differently each time, and every blinded message fits every token equally', async () => {
  const key = await publicKey;
  const [mine, yours] = [bytes('01'.repeat(32)), bytes('02'.repeat(32))];
  const [one, again, other] = await Promise.all([suite.blind(key, mine), suite.blind(key, mine), suite.blind(key, yours)]);
  expect(hex(one.blindedMsg)).not.toBe(hex(again.blindedMsg));

  const answers = [one, other].map(({ blindedMsg }) => signNumber(signingKey, blindedMsg));
  const yourSignature = await suite.finalize(key, yours, answers[1]!, other.inv);
  // A blinding that explains my answer as yours: whoever knows all that the server saw can find one for any two of them.
  const joined = residue((number(hex(yourSignature)) * inverse(number(hex(answers[0]!)), n)) % n);
  expect(await suite.finalize(key, yours, answers[0]!, joined)).toEqual(yourSignature);
});
