import { describe, expect, test } from '@jest/globals';
import { PasswordHashes } from './password-hashes.js';

describe('passwords', () => {
  test('are kept as argon2id and known again, however they are typed', async () => {
    const passwords = new PasswordHashes();
    const kept = (await passwords.hash('zażółć gęślą jaźń'.normalize('NFC'))) as string;
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=47104,p=1,t=1\$/);
    expect(await passwords.check(kept, 'zażółć gęślą jaźń'.normalize('NFD'))).toBe(true);
    expect(await passwords.check(kept, 'zazolc gesla jazn')).toBe(false);
  });

  test('fit nobody where there is no account', async () => {
    expect(await new PasswordHashes().check(undefined, 'whatever it is')).toBe(false);
  });

  test('are not hashed without bound: a flood is told at once to come back, and the next one is served again', async () => {
    const passwords = new PasswordHashes();
    const flood = await Promise.all(Array.from({ length: 15 }, () => passwords.check(undefined, 'guess')));
    expect(flood.filter((answer) => answer === false)).toHaveLength(12);
    expect(flood.filter((answer) => answer !== false)).toEqual(Array.from({ length: 3 }, () => ({ refused: 'overloaded' })));
    expect(await passwords.check(undefined, 'guess')).toBe(false);
  });
});
