import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import { foundingRules } from '../charters/founding-charter.js';
import { createCluster, dissolve, dissolveEmpty, refuseDissolved } from './cluster.js';

const id = '01930000-0000-7000-8000-0000000000c1';
const matterId = '01930000-0000-7000-8000-0000000000d1';
const now = '2026-11-23T10:00:00.000Z';
const cluster = createCluster(id, { name: 'Wspólny Stół', purpose: 'Razem', municipality: 'Łódź', rules: foundingRules }, now).state;

describe('dissolving a cluster', () => {
  test('an operator dissolves it while nobody sits at its table', () => {
    expect(dissolveEmpty(cluster, 0, now)).toMatchObject({
      state: { state: 'dissolved' },
      events: [{ type: 'membership.cluster.dissolved.v1', data: { clusterId: id, matterId: null, dissolvedAt: now } }],
    });
    expect(dissolveEmpty(cluster, 1, now)).toEqual({ refused: 'seats-taken' });
  });

  test('its table dissolves it by a matter, whoever sits there', () => {
    expect(dissolve(cluster, matterId, now)).toMatchObject({ events: [{ data: { matterId } }] });
  });

  test('once: from then on it takes nothing new', () => {
    const dissolved = dissolve(cluster, null, now);
    if (isRefusal(dissolved)) throw new Error(dissolved.refused);
    expect(dissolve(dissolved.state, matterId, now)).toEqual({ refused: 'cluster-dissolved' });
    expect(dissolveEmpty(dissolved.state, 0, now)).toEqual({ refused: 'cluster-dissolved' });
    expect([refuseDissolved(cluster), refuseDissolved(dissolved.state)]).toEqual([undefined, { refused: 'cluster-dissolved' }]);
  });
});
