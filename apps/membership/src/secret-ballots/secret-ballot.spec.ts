import { describe, expect, it } from '@jest/globals';
import type { Vote } from '../ballots/ballot.js';
import { faultOfBallot, faultOfRequest, type TokenRecord } from './secret-ballot.js';

const now = '2026-05-20T10:00:00.000Z';
const vote: Vote = {
  id: 'matter', clusterId: 'cluster', state: 'voting', secret: true, votingClosesAt: '2026-05-21T10:00:00.000Z',
  counting: { method: 'approval', majority: 'simple', quorum: { numerator: 1, denominator: 2 }, options: ['a', 'b'], places: 1, fewestBallots: 3 },
};
const record: TokenRecord = { id: 'ballot', version: 1, blindedSha256: null, represented: true };

describe('a token of a secret vote', () => {
  const request = (given: Partial<Vote> = {}, of: TokenRecord | undefined = record) => faultOfRequest({ ...vote, ...given }, of, 'hash', now);

  it('is signed once for a seat, and the same one again', () => {
    expect(request()).toBeUndefined();
    expect(request({}, { ...record, blindedSha256: 'hash' })).toBeUndefined();
    expect(request({}, { ...record, blindedSha256: 'another' })).toEqual({ refused: 'token-issued' });
  });

  it('is signed for who represents a seat of the electorate', () => {
    expect(faultOfRequest(vote, undefined, 'hash', now)).toEqual({ refused: 'not-in-electorate' });
    expect(request({}, { ...record, represented: false })).toEqual({ refused: 'not-represented' });
  });

  it('is signed while a secret vote is open', () => {
    expect(request({ secret: false })).toEqual({ refused: 'vote-is-open' });
    expect(request({ state: 'deliberation' })).toEqual({ refused: 'voting-not-open', parameters: { state: 'deliberation' } });
    expect(request({ votingClosesAt: now })).toMatchObject({ refused: 'voting-not-open' });
  });
});

describe('a secret ballot', () => {
  it('fits the method, and is taken while voting is open', () => {
    expect(faultOfBallot(vote, { approve: ['a'] }, now)).toBeUndefined();
    expect(faultOfBallot(vote, { approve: ['c'] }, now)).toMatchObject({ refused: 'choice-unfit', errors: [{ pointer: '/choice/approve/0', code: 'unknown-option' }] });
    expect(faultOfBallot({ ...vote, secret: false }, { approve: ['a'] }, now)).toEqual({ refused: 'vote-is-open' });
    expect(faultOfBallot({ ...vote, state: 'decided' }, { approve: ['a'] }, now)).toMatchObject({ refused: 'voting-not-open' });
  });
});
