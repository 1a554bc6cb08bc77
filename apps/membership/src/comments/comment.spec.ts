import { expect, it } from '@jest/globals';
import { newId } from '@klaster/persistence';
import { putOnTable } from '../matters/put-on-table.js';
import { comment, showComment } from './comment.js';

const now = '2026-03-14T17:00:00.000Z';
const { state: draft } = putOnTable(newId(), { clusterId: newId(), kind: 'resolution', title: 'Ogród', text: 'Tak.', options: [], places: 1, method: 'majority', majority: 'simple', secret: false, about: {}, hearing: null, putBy: newId() }, now);
const said = { id: newId(), memberId: newId(), accountId: newId(), text: 'Pani Halina się zgadza.', proposes: null, repliesTo: null };

it('a comment is made in the deliberation, and told without its words', () => {
  const made = comment({ ...draft, state: 'deliberation' }, said, now);
  expect(made).toMatchObject({ state: { ...said, matterId: draft.id, saidAt: now }, events: [{ type: 'membership.comment.made.v1', data: { commentId: said.id, amendment: false } }] });
  expect(JSON.stringify('events' in made && made.events)).not.toContain('Halina');
  expect(comment({ ...draft, state: 'deliberation' }, { ...said, proposes: 'Nie.' }, now)).toMatchObject({ events: [{ data: { amendment: true } }] });
});

it.each(['draft', 'voting', 'decided', 'withdrawn'] as const)('and neither before nor after: %s', (state) => {
  expect(comment({ ...draft, state }, said, now)).toEqual({ refused: 'matter-wrong-state', parameters: { state, needed: 'deliberation' } });
});

it('whoever typed it is not shown', () => {
  expect(showComment({ ...said, version: 1, clusterId: newId(), matterId: draft.id, saidAt: now })).not.toHaveProperty('accountId');
});
