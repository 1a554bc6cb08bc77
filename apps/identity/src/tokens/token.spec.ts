import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { actorOf, createToken, revokeToken } from './token.js';

const now = '2026-01-15T10:00:00.000Z';
const ids = { tokenId: '01920000-0000-7000-8000-000000000001', accountId: '01920000-0000-7000-8000-000000000002' };
const make = (expiresInDays = 30) => createToken(ids, { name: 'laptop', scopes: ['read', 'read'], expiresInDays }, 'a'.repeat(64), now);

describe('a token', () => {
  test('is made for so many days, each scope once, and told of without its secret', () => {
    const { state, events } = make();
    expect(state).toMatchObject({ scopes: ['read'], createdAt: now, expiresAt: '2026-02-14T10:00:00.000Z', revokedAt: null });
    expect(events).toEqual([{ type: 'identity.token.created.v1', data: { ...ids, expiresAt: state.expiresAt } }]);
  });

  test('is revoked once', () => {
    const revoked = revokeToken(make().state, now);
    expect(revoked).toMatchObject({ state: { revokedAt: now }, events: [{ type: 'identity.token.revoked.v1', data: ids }] });
    expect('state' in revoked && revokeToken(revoked.state, now)).toEqual({ refused: 'not-found' });
  });

  test('speaks for its account until it expires', () => {
    const token = { ...make().state, operator: true };
    expect(actorOf(token, now)).toEqual({ accountId: ids.accountId, operator: true, scopes: ['read'], expiresAt: token.expiresAt });
    expect(actorOf(undefined, now)).toBeNull();
    expect(actorOf({ ...token, revokedAt: now }, now)).toBeNull();
    fc.assert(
      fc.property(fc.date({ min: new Date(now), max: new Date('2100-01-01'), noInvalidDate: true }), (at) => {
        const speaks = actorOf(token, at.toISOString()) !== null;
        return speaks === at.getTime() < Date.parse(token.expiresAt);
      }),
    );
  });
});
