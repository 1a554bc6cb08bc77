import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isOperatorCode } from './operator-code.js';

describe('the operator code', () => {
  test('is the configured one and no other', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (code, given) => isOperatorCode(code, given) === (code === given)));
    expect(isOperatorCode('0123456789abcdef', '0123456789abcdef')).toBe(true);
  });

  test('is none where none is configured', () => {
    expect(isOperatorCode(undefined, '')).toBe(false);
    expect(isOperatorCode(undefined, 'undefined')).toBe(false);
  });
});
