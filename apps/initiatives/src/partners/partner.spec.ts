import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { form, bringIdea } from '../initiatives/initiative.js';
import { join } from './partner.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const member = (digit: number) => `01930000-0000-7000-8000-00000000a00${digit}`;
const initiativeId = '01930000-0000-7000-8000-000000000001';
const now = '2026-11-23T10:00:00.000Z';
const brought = bringIdea(initiativeId, { clusterId, title: 'Ogród', summary: 'Wspólny ogród', novelty: 'Prowadzą go sąsiedzi' }, { memberId: member(1), name: null }, now);

const forming = () => {
  const formed = form(brought.state, [brought.partner], member(1));
  if (isRefusal(formed)) throw new Error(formed.refused);
  return formed.state;
};

describe('joining', () => {
  test('given a forming initiative, when a member joins, then it is the next partner and does not coordinate', () => {
    const joined = join(forming(), [brought.partner], { memberId: member(2), homeClusterId: clusterId, name: null }, now);
    expect(joined).toMatchObject({
      partner: { memberId: member(2), place: 2, coordinator: false, joinedAt: now },
      events: [{ type: 'initiatives.partner.joined.v2', data: { initiativeId, clusterId, memberId: member(2), coordinator: false } }],
    });
  });

  test('given an idea or a running initiative, when a member joins, then it is refused', () => {
    expect(join(brought.state, [brought.partner], { memberId: member(2), homeClusterId: clusterId, name: null }, now)).toEqual({ refused: 'initiative-wrong-state', parameters: { state: 'idea', needed: 'forming' } });
    expect(join({ ...forming(), state: 'running' }, [brought.partner], { memberId: member(2), homeClusterId: clusterId, name: null }, now)).toMatchObject({ refused: 'initiative-wrong-state' });
  });

  test('given a partner, when it joins again, then it is refused', () => {
    expect(join(forming(), [brought.partner], { memberId: member(1), homeClusterId: clusterId, name: null }, now)).toEqual({ refused: 'already-partner' });
  });
});
