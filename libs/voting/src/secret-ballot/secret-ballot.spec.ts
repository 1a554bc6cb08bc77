import { createPublicKey, constants, verify } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { decode, encode } from './base64url.js';
import { blindSign } from './blind-sign.js';
import { createBlindedToken, unblind } from './blinded-token.js';
import { createTallyKeys, type TallyKeys } from './tally-keys.js';
import { verifyToken, type VotingToken } from './token.js';
import { blindSignNatively } from '../native/blind-sign-natively.js';

const matter = '01932b4e-7a10-7c3e-9f00-000000000001';
let keys: TallyKeys;
let others: TallyKeys;

beforeAll(async () => {
  [keys, others] = await Promise.all([createTallyKeys(), createTallyKeys()]);
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const issue = async (context = matter): Promise<VotingToken> => {
  const blinded = await createBlindedToken(keys.publicKey, context);
  return (await unblind(keys.publicKey, blinded, blindSignNatively(keys.privateKey, blinded.blinded)!))!;
};
const changed = (text: string, place = 5) => `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`;

describe('a token', () => {
  it('signed blindly is valid for its matter and its key, for the verifier of another library too', async () => {
    const token = await issue();
    expect(await verifyToken(keys.publicKey, matter, token)).toBe(true);
    const message = Buffer.concat([Buffer.from(`klaster secret ballot v1:${matter}`), Buffer.from(token.token, 'base64url')]);
    const key = createPublicKey({ key: Buffer.from(keys.publicKey, 'base64url'), format: 'der', type: 'spki' });
    expect(verify('sha384', message, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, Buffer.from(token.signature, 'base64url'))).toBe(true);
  });

  it('is worth nothing for another matter, under another key, or changed', async () => {
    const token = await issue();
    expect(await verifyToken(keys.publicKey, `${matter}0`, token)).toBe(false);
    expect(await verifyToken(others.publicKey, matter, token)).toBe(false);
    expect(await verifyToken(keys.publicKey, matter, { ...token, token: changed(token.token) })).toBe(false);
    expect(await verifyToken(keys.publicKey, matter, { ...token, signature: changed(token.signature) })).toBe(false);
    expect(await verifyToken(keys.publicKey, matter, { ...token, signature: (await issue()).signature })).toBe(false);
  });

  it('has one text only, so that it is spent once', async () => {
    const { token, signature } = await issue();
    const sameBytes = alphabet.split('').map((last) => token.slice(0, -1) + last).filter((text) => Buffer.from(text, 'base64url').equals(Buffer.from(token, 'base64url')));
    expect(sameBytes).toHaveLength(4);
    expect(await Promise.all(sameBytes.map((text) => verifyToken(keys.publicKey, matter, { token: text, signature })))).toEqual(sameBytes.map((text) => text === token));
  });

  it.each(['', 'not base64url!', 'AAAA', `${'A'.repeat(43)}=`, 'A'.repeat(342)])('is not what is malformed: %j', async (text) => {
    const token = await issue();
    expect(await verifyToken(keys.publicKey, matter, { ...token, token: text })).toBe(false);
    expect(await verifyToken(keys.publicKey, matter, { ...token, signature: text })).toBe(false);
  });

  it('belongs to a context', async () => {
    await expect(createBlindedToken(keys.publicKey, '')).rejects.toThrow(TypeError);
  });
});

describe('blinding', () => {
  it('is new each time, and the signature on what is blinded is none on the token', async () => {
    const [one, two] = await Promise.all([createBlindedToken(keys.publicKey, matter), createBlindedToken(keys.publicKey, matter)]);
    expect(new Set([one.token, two.token, one.blinded, two.blinded, one.unblinding, two.unblinding]).size).toBe(6);
    const signature = blindSignNatively(keys.privateKey, one.blinded)!;
    expect(await verifyToken(keys.publicKey, matter, { token: one.token, signature })).toBe(false);
  });

  it('comes off with its own secret only, and only from the answer to it', async () => {
    const [mine, yours] = await Promise.all([createBlindedToken(keys.publicKey, matter), createBlindedToken(keys.publicKey, matter)]);
    const [answer, yourAnswer] = [blindSignNatively(keys.privateKey, mine.blinded)!, blindSignNatively(keys.privateKey, yours.blinded)!];
    expect(await unblind(keys.publicKey, mine, answer)).toMatchObject({ token: mine.token });
    for (const wrong of [yourAnswer, changed(answer), blindSignNatively(others.privateKey, mine.blinded) ?? 'AAAA', '', 'AAAA', '?']) expect(await unblind(keys.publicKey, mine, wrong)).toBeUndefined();
    for (const unblinding of [yours.unblinding, '', '?']) expect(await unblind(keys.publicKey, { ...mine, unblinding }, answer)).toBeUndefined();
    expect(await unblind(keys.publicKey, { ...mine, context: `${matter}0` }, answer)).toBeUndefined();
  });
});

describe('signing', () => {
  it('natively and in plain JavaScript gives the same', async () => {
    const { blinded } = await createBlindedToken(keys.publicKey, matter);
    const signature = blindSignNatively(keys.privateKey, blinded);
    expect(signature).toMatch(/^[\w-]{342}$/);
    expect(await blindSign(keys.privateKey, blinded)).toBe(signature);
  });

  it('refuses what is no number below the modulus in its length', async () => {
    const { n } = createPublicKey({ key: Buffer.from(keys.publicKey, 'base64url'), format: 'der', type: 'spki' }).export({ format: 'jwk' });
    const beyond = encode(new Uint8Array(256).fill(255));
    for (const wrong of ['', '?', 'AAAA', n!, beyond, encode(new Uint8Array(255)), encode(new Uint8Array(257))]) {
      expect(blindSignNatively(keys.privateKey, wrong)).toBeUndefined();
      expect(await blindSign(keys.privateKey, wrong)).toBeUndefined();
    }
    const largest = decode(n!)!;
    largest[255]! -= 1;
    expect(blindSignNatively(keys.privateKey, encode(largest))).toBe(encode(largest));
  });
});

describe('keys', () => {
  const keyOf = async (modulusLength: number, publicExponent: Uint8Array<ArrayBuffer>) => {
    const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'RSA-PSS', hash: 'SHA-384', modulusLength, publicExponent }, true, ['sign', 'verify']);
    const [spki, pkcs8] = await Promise.all([crypto.subtle.exportKey('spki', publicKey), crypto.subtle.exportKey('pkcs8', privateKey)]);
    return { publicKey: encode(new Uint8Array(spki)), privateKey: encode(new Uint8Array(pkcs8)) };
  };

  it('that are not keys of a tally are told from wrong tokens', async () => {
    const small = await keyOf(1024, Uint8Array.of(1, 0, 1));
    const three = await keyOf(2048, Uint8Array.of(3));
    const { blinded } = await createBlindedToken(keys.publicKey, matter);
    for (const publicKey of ['', '?', keys.privateKey, small.publicKey, three.publicKey]) {
      await expect(createBlindedToken(publicKey, matter)).rejects.toThrow(TypeError);
      await expect(verifyToken(publicKey, matter, { token: '', signature: '' })).rejects.toThrow(TypeError);
    }
    for (const privateKey of ['', '?', keys.publicKey, small.privateKey, three.privateKey]) {
      await expect(blindSign(privateKey, blinded)).rejects.toThrow(TypeError);
      expect(() => blindSignNatively(privateKey, blinded)).toThrow(TypeError);
    }
  });
});
