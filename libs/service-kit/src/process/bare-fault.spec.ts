import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bareFault } from './bare-fault.js';

describe('a bare fault', () => {
  const shown = ({ message, stack = '' }: Error) => `${message}\n${stack}`;

  it('says the kinds of the error and of its causes, with their codes', () => {
    const cause = Object.assign(new TypeError('choice 7'), { code: '23505', detail: 'Key (choice)=(7)' });
    expect(bareFault(new RangeError('seat 3', { cause })).message).toBe('RangeError < TypeError 23505');
    expect(bareFault(Object.assign(new Error('x'), { code: 'no code: choice 7' })).message).toBe('Error');
    expect(bareFault('choice 7').message).toBe('string');
  });

  it('says where it happened', () => {
    expect(bareFault(new Error('choice 7')).stack).toMatch(/^Error\n {4}at .*bare-fault\.spec/);
  });

  it('says no word of the message, whatever it is', () => {
    const message = fc.oneof(fc.string(), fc.constantFrom('E', 'Error', 'Error: ', ': ', '\n    at secret (file:///secret:1:1)', ''));
    fc.assert(
      fc.property(message, fc.constantFrom(Error, TypeError), (text, Kind) => {
        const error = new Kind(`${text}kanarek`);
        expect(shown(bareFault(error))).not.toContain('kanarek');
        error.message = 'another';
        expect(shown(bareFault(error))).not.toContain('kanarek');
      }),
    );
  });
});
