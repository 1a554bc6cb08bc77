import { describe, expect, it } from '@jest/globals';
import type { Counts } from '@klaster/contracts';
import type { Ballot } from '../ballots/ballot.js';
import type { Matter } from '../matters/matter.js';
import { castAsDecided, mayCloseEarly, timesOf } from './federation-matter.js';

const now = '2026-05-20T10:00:00.000Z';
const ids = { matter: '01932b4e-7a10-7c3e-9f00-000000000001', cluster: '01932b4e-7a10-7c3e-9f00-000000000002', decision: '01932b4e-7a10-7c3e-9f00-000000000003', member: '01932b4e-7a10-7c3e-9f00-000000000004' };
const federation = '00000000-0000-0000-0000-000000000000';

const matter: Matter = {
  id: ids.matter, version: 3, clusterId: federation, kind: 'resolution', state: 'voting', outcome: null, revision: 1, title: 'Sprawa', text: 'Treść', options: [], places: 1, method: 'majority', majority: 'simple',
  secret: false, tallyKey: null, about: {}, hearing: null, putBy: ids.cluster, putAt: '2026-05-01T10:00:00.000Z', deliberationFrom: '2026-05-02T10:00:00.000Z', votingOpensAt: '2026-05-16T10:00:00.000Z',
  votingClosesAt: '2026-05-30T10:00:00.000Z', votingOpenedAt: '2026-05-16T10:00:00.000Z', charterNumber: null, counting: null, electorate: 3, counts: null, turnout: null, effect: null, decidedAt: null,
  withdrawnAt: null, withdrawalReason: null,
};
const counts = { outcome: 'adopted', ballots: 5, abstentions: 1, options: [], winners: [] } as unknown as Counts;
const own: Matter = { ...matter, id: ids.decision, clusterId: ids.cluster, state: 'decided', outcome: 'adopted', counts, about: { federationMatterId: ids.matter }, votingOpenedAt: '2026-05-10T10:00:00.000Z' };
const blank: Ballot = { id: ids.member, version: 1, matterId: ids.matter, memberId: ids.cluster, choice: null, castBy: null, castAt: null };

describe('a matter at the table of the federation', () => {
  it('is deliberated and voted on for a fortnight each, where nobody says otherwise', () => {
    expect(timesOf({}, now)).toEqual({ votingOpensAt: '2026-06-03T10:00:00.000Z', votingClosesAt: '2026-06-17T10:00:00.000Z' });
    expect(timesOf({ votingOpensAt: '2026-05-21T10:00:00Z' }, now)).toEqual({ votingOpensAt: '2026-05-21T10:00:00Z', votingClosesAt: '2026-06-04T10:00:00.000Z' });
    expect(timesOf({ votingClosesAt: '2026-07-01T10:00:00Z' }, now)).toMatchObject({ votingClosesAt: '2026-07-01T10:00:00Z' });
  });

  it('closes early only when every cluster has voted', () => {
    expect(mayCloseEarly(matter, 0, now)).toBeUndefined();
    expect(mayCloseEarly(matter, 1, now)).toEqual({ refused: 'too-early', parameters: { from: matter.votingClosesAt } });
    expect(mayCloseEarly(matter, 1, matter.votingClosesAt!)).toBeUndefined();
    expect(mayCloseEarly({ ...matter, state: 'deliberation' }, 0, now)).toMatchObject({ refused: 'matter-wrong-state' });
  });
});

describe('the ballot of a cluster', () => {
  const cast = (given: Partial<Matter> = {}, ballot: Ballot | undefined = blank, expectedVersion: number | undefined = 1, isLatest = true) =>
    castAsDecided({ ...matter, ...given }, ballot, { matter: own, isLatest }, { memberId: ids.member, expectedVersion }, now);

  it('says what the own table has decided, and by which decision', () => {
    expect(cast()).toEqual({
      state: { ...blank, version: 2, choice: { vote: 'yes' }, castBy: ids.member, castAt: now, decidedBy: ids.decision },
      events: [{ type: 'membership.ballot.cast.v1', data: { matterId: ids.matter, clusterId: federation, memberId: ids.cluster, castBy: ids.member, castAt: now, decidedBy: ids.decision } }],
    });
  });

  it('is cast while voting is open, by a cluster of the electorate, in the version that was read', () => {
    expect(cast({ state: 'deliberation' })).toMatchObject({ refused: 'voting-not-open' });
    expect(cast({ votingClosesAt: now })).toMatchObject({ refused: 'voting-not-open' });
    expect(castAsDecided(matter, undefined, { matter: own, isLatest: true }, { memberId: ids.member, expectedVersion: 1 }, now)).toEqual({ refused: 'cluster-not-in-electorate' });
    expect(cast({}, { ...blank, version: 2 })).toEqual({ refused: 'stale-version' });
    expect(cast({}, blank, 1, false)).toEqual({ refused: 'cluster-mandate-unfit' });
  });
});
