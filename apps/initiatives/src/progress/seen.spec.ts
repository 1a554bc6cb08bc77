import { describe, expect, it } from '@jest/globals';
import { ContributionConfirmed, ContributionRecorded, ContributionRecordedV1, ContributionRecordedV2, ContributionVoided, NeedChanged, NeedEnded, NeedProgressed, NeedRaised, PledgeAccepted, PledgeEnded, PledgeEndedV1, PledgeProgressed, PledgeProposed } from '@klaster/contracts';
import { stepsOf as contributionSteps } from './follow-contributions.js';
import { stepsOf as needSteps } from './follow-needs.js';
import { stepsOf as pledgeSteps } from './follow-pledges.js';
import { measureOf, outcomeOf } from './seen.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const now = '2026-11-23T10:00:00.000Z';
const [initiativeId, giver, clusterId] = [id(1), id(2), id(3)];
const recorded = {
  contributionId: id(5), clusterId, kind: 'human' as const, category: 'care', quantity: { value: '2.50', unit: 'h' }, amount: null, giver, receiver: { initiativeId }, givenOn: '2026-11-01', givenUntil: null,
  recordedBy: giver, recordedAt: now, evidence: [], reversalOf: null, corrects: null,
};
const proposed = {
  pledgeId: id(6), clusterId, giver, receiver: { initiativeId }, needId: null, offerId: null, kind: 'material' as const, category: 'tent', quantity: { value: '1', unit: 'piece' }, amount: null, spans: [],
  by: '2026-12-01', proposedBy: giver, proposedAt: now,
};
const raised = {
  needId: id(7), clusterId, receiver: { initiativeId }, raisedBy: giver, kind: 'financial' as const, category: 'money', quantity: null, amount: { amountMinor: 50_000, currency: 'PLN' }, from: null, until: '2026-12-01',
  visibility: 'cluster' as const, raisedAt: now,
};

describe('what a run of events comes to', () => {
  it('is one change of each row, what begins as it is at the end', () => {
    const { begun, changed } = outcomeOf<{ id: string; state: string; given?: string }>([
      { begins: { id: 'a', state: 'proposed' } }, { becomes: { id: 'b', given: '1' } }, { becomes: { id: 'a', state: 'accepted' } }, { becomes: { id: 'b', state: 'lapsed' } },
    ]);
    expect([begun, changed]).toEqual([[{ id: 'a', state: 'accepted' }], [{ id: 'b', given: '1', state: 'lapsed' }]]);
  });

  it('counts in units of its own, money in minor units', () => {
    expect(measureOf(raised)).toEqual({ unit: 'PLN', value: '50000' });
    expect(() => measureOf({ quantity: null, amount: null })).toThrow('neither');
  });
});

describe('contributions', () => {
  const begins = { id: id(5), initiativeId, giver, kind: 'human', unit: 'h', value: '2.50', state: 'recorded' };

  it('are the same as they were told first and as they are told now', () => {
    const full = { ...recorded, action: 'work' as const, pledgeId: null, declaredValue: null, returnBy: null };
    const told = [ContributionRecordedV1.of(recorded), ContributionRecordedV2.of(full), ContributionRecorded.of({ ...full, giverClusterId: id(9) })];
    expect(told.map(contributionSteps)).toEqual(told.map(() => [{ begins }]));
  });

  it('count below zero where they take another back, and not at all once they are voided', () => {
    const reversal = { ...recorded, reversalOf: id(4) };
    const told = [ContributionRecordedV1.of(reversal), ContributionVoided.of({ contributionId: id(5), clusterId, reversedBy: id(5), voidedAt: now })];
    expect(outcomeOf(told.flatMap(contributionSteps)).begun).toEqual([{ ...begins, value: '-2.50', state: 'voided' }]);
  });

  it('to members are none of an initiative’s', () => {
    expect(contributionSteps(ContributionRecordedV1.of({ ...recorded, receiver: { memberId: id(8) } }))).toEqual([]);
    expect(contributionSteps(ContributionConfirmed.of({ contributionId: id(5), clusterId, confirmedBy: null, bySilence: true, confirmedAt: now }))).toEqual([{ becomes: { id: id(5), state: 'confirmed' } }]);
  });
});

describe('promises', () => {
  it('go from proposed to what has become of them', () => {
    const told = { pledgeId: id(6), clusterId };
    const events = [
      PledgeProposed.of(proposed), PledgeAccepted.of({ ...told, acceptedBy: giver, acceptedAt: now }), PledgeProgressed.of({ ...told, state: 'partly-fulfilled', given: '1', at: now }),
      PledgeEnded.of({ ...told, how: 'lapsed', by: 'clock', endedAt: now }),
    ];
    const states = events.map((_, place) => outcomeOf(events.slice(0, place + 1).flatMap(pledgeSteps)).begun[0]?.state);
    expect(states).toEqual(['proposed', 'accepted', 'partly-fulfilled', 'lapsed']);
    expect(pledgeSteps(PledgeEndedV1.of({ ...told, how: 'declined', by: 'receiver', endedAt: now }))).toEqual([{ becomes: { id: id(6), state: 'declined' } }]);
    expect(pledgeSteps(PledgeProposed.of({ ...proposed, receiver: { memberId: id(8) } }))).toEqual([]);
  });
});

describe('needs', () => {
  it('are what was said of them last, and how far they have come', () => {
    const told = { needId: id(7), clusterId };
    const events = [
      NeedRaised.of(raised), NeedProgressed.of({ ...told, state: 'partly-met', promised: '10000', given: '5000', at: now }),
      NeedChanged.of({ ...told, category: 'money', quantity: null, amount: { amountMinor: 60_000, currency: 'PLN' }, from: null, until: null, visibility: 'public', changedAt: now }),
      NeedEnded.of({ ...told, how: 'cancelled', endedAt: now }),
    ];
    expect(outcomeOf(events.flatMap(needSteps)).begun).toEqual([
      { id: id(7), initiativeId, kind: 'financial', category: 'money', unit: 'PLN', needed: '60000', until: null, promised: '10000', given: '5000', state: 'cancelled' },
    ]);
    expect(needSteps(NeedRaised.of({ ...raised, receiver: { memberId: id(8) } }))).toEqual([]);
  });
});
