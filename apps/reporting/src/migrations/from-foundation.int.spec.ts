import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MandateGranted, MemberAdmitted, reportContributions } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { reporting } from '../reporting.module.js';
import { Foundation1763800000000 } from './1763800000000-foundation.js';

/** Contributions that were counted by the first version, of two clusters, count on: each where it was told. */
describe('data of the first version', () => {
  let bed: Testbed;
  const at = '2026-01-05T09:00:00.000Z';
  const [cluster, other, memberId] = [newId(), newId(), newId()];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.database.migrate('reporting', [Foundation1763800000000]);
    const runtime = await bed.sql('reporting');
    for (const [clusterId, member] of [[cluster, memberId], [other, newId()]]) {
      await runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [clusterId]);
      await runtime.query(`INSERT INTO contribution_entry VALUES ($1, $2, $3, 'human', 'other', 'h', 2.5, $4)`, [clusterId, newId(), member, at]);
      await runtime.query(`INSERT INTO contribution_total VALUES ($1, $2, 'human', 'other', 'h', 2.5, 0, 1)`, [clusterId, member]);
    }
    for (const source of ['membership', 'initiatives', 'resources'] as const) await bed.serve(standIn(source));
    await bed.serve(reporting);
  });

  afterAll(() => bed.stop());

  it('is reported as before', async () => {
    const [person, partyId] = [bed.person(), newId()];
    await bed.tell('membership', { subject: partyId, happenings: [MandateGranted.of({ mandateId: newId(), partyId, accountId: person.accountId, scopes: ['read'], validFrom: at, validUntil: null })] });
    const admitted = MemberAdmitted.of({ memberId, clusterId: cluster, partyId, partyName: 'Fundacja', partyKind: 'organization', sphere: 'social', seatId: newId(), admittedAt: at });
    await bed.tell('membership', { clusterId: cluster, subject: memberId, happenings: [admitted] });
    await bed.settle();
    for (const asOf of [undefined, '2026-01-06T00:00:00Z']) {
      const { lines } = await person.get(reportContributions, { clusterId: cluster, ...(asOf ? { asOf } : {}) });
      expect(lines).toEqual([{ memberId, memberName: 'Fundacja', kind: 'human', category: 'other', unit: 'h', recorded: '2.5', confirmed: '0', entries: 1 }]);
    }
    expect(await bed.rows('SELECT cluster_id FROM reporting.contribution_entry WHERE attributed_to <> cluster_id')).toEqual([]);
    expect(await bed.rows(`SELECT relrowsecurity AND relforcerowsecurity AS guarded FROM pg_class WHERE oid IN ('reporting.contribution_entry'::regclass, 'reporting.contribution_total'::regclass)`)).toEqual([{ guarded: true }, { guarded: true }]);
  });
});
