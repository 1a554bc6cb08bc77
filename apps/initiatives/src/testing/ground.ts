import type { AgreementTerms, Key } from '@klaster/contracts';
import type { VersionInForce } from '../agreements/agreements.js';
import type { Acting } from '../goals/goal.js';
import type { Initiative } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';

/* An initiative that runs, for tests of rules: partners are named by digits. */

export const memberAt = (digit: number): string => `01930000-0000-7000-8000-00000000a00${digit}`;
export const idAt = (digit: number): string => `01930000-0000-7000-8000-00000000b00${digit}`;
export const clusterId = '01930000-0000-7000-8000-0000000000c1';

export const initiative: Initiative = {
  id: idAt(0), version: 9, clusterId, title: 'Ogród', summary: 'Wspólny', novelty: 'Sąsiedzki', state: 'running', broughtBy: memberAt(1), createdAt: '2026-01-01T10:00:00.000Z',
  startedAt: '2026-01-05T10:00:00.000Z', closingAt: null, endedAt: null, reason: null,
};

export const partnerAt = (digit: number, change: Partial<Partner> = {}): Partner => ({
  initiativeId: initiative.id, clusterId, memberId: memberAt(digit), place: digit, coordinator: digit === 1, joinedAt: '2026-01-01T10:00:00.000Z', homeClusterId: clusterId, name: null, state: 'partner',
  leavesOn: null, leftAt: null, reason: null, ...change,
});

export const acting = (digit: number, today = '2026-03-10'): Acting => ({ memberId: memberAt(digit), now: `${today}T10:00:00.000Z`, today });

export const weights = (...each: number[]): Key => ({ method: 'custom', weights: each.map((weight, place) => ({ partner: memberAt(place + 1), weight })) });

/** A version that names so many partners. */
export function versionOf(number: number, since: string, named: number, { currency = 'PLN', ...keys }: Partial<AgreementTerms['keys']> & { readonly currency?: string } = {}): VersionInForce {
  const equal: Key = { method: 'equal' };
  const members = Array.from({ length: named }, (_, place) => memberAt(place + 1));
  return {
    number, since, signatories: members,
    terms: {
      purpose: 'Ogród', from: since.slice(0, 10), until: null, currency, partners: members.map((memberId) => ({ memberId, tasks: [], pledges: [], responsibilities: [] })),
      keys: { costs: equal, risks: equal, benefits: equal, ...keys }, decisionMethod: 'consent', leaving: { noticeDays: 30, how: null }, expectedBenefits: [],
    },
  };
}
