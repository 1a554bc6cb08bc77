import { describe, expect, test } from '@jest/globals';
import { readVote } from './read-vote.ts';

describe('a vote is read', () => {
  test('by each method', () => {
    expect(readVote('majority', 'no')).toEqual({ vote: 'no' });
    expect(readVote('consent', 'object: za drogo')).toEqual({ position: 'object', reason: 'za drogo' });
    expect(readVote('consent', 'stand-aside')).toEqual({ position: 'stand-aside' });
    expect(readVote('approval', 'a, b')).toEqual({ approve: ['a', 'b'] });
    expect(readVote('score', 'a 5, b 2')).toEqual({ scores: [{ option: 'a', score: 5 }, { option: 'b', score: 2 }] });
    expect(readVote('ranked', 'a > b = c', (key) => key.toUpperCase())).toEqual({ ranking: [['A'], ['B', 'C']] });
    expect(readVote('ranked', 'abstain')).toEqual({ abstain: true });
  });

  test('or is a slip of the pen', () => {
    expect(() => readVote('majority', 'maybe')).toThrow('neither yes nor no');
    expect(() => readVote('consent', 'yes')).toThrow('no position');
  });
});
