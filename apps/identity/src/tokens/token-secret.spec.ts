import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isTokenSecret, newTokenSecret, secretSha256 } from './token-secret.js';

describe('the secret of a token', () => {
  test('is known by its form', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (random) => isTokenSecret(newTokenSecret(Buffer.from(random)))));
    expect(newTokenSecret()).not.toBe(newTokenSecret());
  });

  test('is told from a mistyped one', () => {
    const secret = newTokenSecret();
    fc.assert(
      fc.property(fc.nat({ max: 42 }), fc.constantFrom('A', 'b', 'z', '0', '9', '_', '-'), (place, letter) => {
        const mistyped = secret.slice(0, 4 + place) + letter + secret.slice(5 + place);
        return isTokenSecret(mistyped) === (mistyped === secret);
      }),
    );
    expect(isTokenSecret(secret.slice(0, -1))).toBe(false);
  });

  test('is kept as the SHA-256 of its text', () => {
    expect(secretSha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
