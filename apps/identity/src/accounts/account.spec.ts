import { describe, expect, test } from '@jest/globals';
import { createAccount } from './account.js';

const now = '2026-01-15T10:00:00.000Z';
const fields = { email: 'anna@example.org', name: 'Anna Nowak', locale: 'pl', operator: false } as const;

describe('signing up', () => {
  test('tells of the account by its id, and of nothing personal', () => {
    const { state, events } = createAccount('01920000-0000-7000-8000-000000000001', fields, now);
    expect(state).toEqual({ id: '01920000-0000-7000-8000-000000000001', version: 0, ...fields, createdAt: now });
    expect(events).toEqual([{ type: 'identity.account.created.v1', data: { accountId: state.id, operator: false } }]);
    expect(JSON.stringify(events)).not.toMatch(/anna|nowak|example/i);
  });
});
