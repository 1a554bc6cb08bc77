import { describe, expect, test } from '@jest/globals';
import { AnswerVault } from './answer-vault.js';

const vault = new AnswerVault('11'.repeat(32));

describe('answer vault', () => {
  test('opens what it sealed, in the same context', () => {
    expect(vault.open(vault.seal('klp_tajne ąęł', 'a'), 'a')).toBe('klp_tajne ąęł');
  });

  test('never seals the same text to the same bytes', () => {
    expect(vault.seal('x', 'a')).not.toBe(vault.seal('x', 'a'));
  });

  test('opens nothing in another context, with another key, or altered', () => {
    const sealed = vault.seal('x', 'a');
    expect(() => vault.open(sealed, 'b')).toThrow();
    expect(() => new AnswerVault('22'.repeat(32)).open(sealed, 'a')).toThrow();
    expect(() => vault.open(`A${sealed.slice(1)}`.replace(/^AA/, 'BA'), 'a')).toThrow();
  });

  test('knows a request by a hash that nobody without the key can try out', () => {
    expect(vault.fingerprint('o', { a: 1 })).toBe(vault.fingerprint('o', { a: 1 }));
    expect(vault.fingerprint('o', { a: 1 })).not.toBe(vault.fingerprint('p', { a: 1 }));
    expect(vault.fingerprint('o', { a: 1 })).not.toBe(new AnswerVault('22'.repeat(32)).fingerprint('o', { a: 1 }));
  });
});
