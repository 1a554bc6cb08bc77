import { describe, expect, it } from '@jest/globals';
import { newId } from '@klaster/persistence';
import { putOnTable } from '../matters/put-on-table.js';
import { declare, declareLasting } from './interest.js';

const now = '2026-03-14T17:00:00.000Z';
const declared = { id: newId(), clusterId: newId(), memberId: newId(), text: 'Jesteśmy sąsiadami.' };
const { state: matter } = putOnTable(newId(), { clusterId: declared.clusterId, kind: 'resolution', title: 'Ogród', text: 'Tak.', options: [], places: 1, method: 'majority', majority: 'simple', secret: false, about: {}, hearing: null, putBy: newId() }, now);

describe('an interest', () => {
  it('is declared in a matter that has not ended, and told without its words', () => {
    for (const state of ['draft', 'deliberation', 'voting'] as const) {
      const told = declare({ ...matter, state }, declared, now);
      expect(told).toMatchObject({ state: { ...declared, matterId: matter.id, initiativeId: null, partnerId: null, declaredAt: now }, events: [{ type: 'membership.interest.declared.v1' }] });
      expect(JSON.stringify('events' in told && told.events)).not.toContain('sąsiadami');
    }
    for (const state of ['decided', 'withdrawn'] as const) expect(declare({ ...matter, state }, declared, now)).toMatchObject({ refused: 'matter-wrong-state' });
  });

  it('that lasts is in an initiative, or in another member of the cluster', () => {
    const [initiativeId, partnerId] = [newId(), newId()];
    expect(declareLasting({ initiativeId }, false, declared, now)).toMatchObject({ state: { initiativeId, partnerId: null, matterId: null } });
    expect(declareLasting({ partnerId }, true, declared, now)).toMatchObject({ state: { initiativeId: null, partnerId, matterId: null } });
  });

  it.each([
    ['in nothing', {}, true],
    ['in two things', { initiativeId: newId(), partnerId: newId() }, true],
    ['in somebody else’s member', { partnerId: newId() }, false],
    ['in itself', { partnerId: declared.memberId }, true],
  ])('is refused %s', (_, what, isMember) => {
    expect(declareLasting(what, isMember, declared, now)).toEqual({ refused: 'interest-unfit' });
  });
});
