import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { initiativeStates } from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { recordLesson } from './lesson.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const now = '2026-11-23T10:00:00.000Z';
const initiative = (state: Initiative['state']) => ({ id: id(1), clusterId: id(2), state }) as Initiative;
const partner = { memberId: id(3), state: 'partner' } as Partner;
const told = { title: 'Za późno', text: 'Sadzonki zamawiamy w lutym.' };
const by = { memberId: id(3), now };

describe('a lesson', () => {
  it('is told by a partner, with its hash and without its words in the event', () => {
    const recorded = recordLesson(id(5), initiative('running'), [partner], told, by);
    const textSha256 = createHash('sha256').update(told.text).digest('hex');
    expect(recorded).toMatchObject({
      state: { id: id(5), initiativeId: id(1), clusterId: id(2), ...told, toldBy: id(3), toldAt: now },
      events: [{ data: { clusterId: id(2), initiativeId: id(1), lessonId: id(5), textSha256, toldBy: id(3), toldAt: now } }],
    });
    expect(JSON.stringify('events' in recorded ? recorded.events : '')).not.toContain('Sadzonki');
  });

  it.each(initiativeStates)('of one that is %s', (state) => {
    const answer = recordLesson(id(5), initiative(state), [partner], told, by);
    if (['running', 'closing', 'closed'].includes(state)) expect(answer).toHaveProperty('state');
    else expect(answer).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'running, closing, closed' } });
  });

  it('is not for those who are no partners, or have left', () => {
    expect(recordLesson(id(5), initiative('running'), [], told, by)).toEqual({ refused: 'not-partner' });
    expect(recordLesson(id(5), initiative('running'), [{ ...partner, state: 'left' }], told, by)).toEqual({ refused: 'not-partner' });
  });
});
