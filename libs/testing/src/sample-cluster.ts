import type { Cluster } from '@klaster/contracts';

const rules: Cluster['rules'] = {
  admission: 'open', objectionDays: 14, noticeDays: 30, hearingDays: 14, quorum: { numerator: 1, denominator: 2 }, method: 'majority', majority: 'simple',
  deliberationHours: 72, votingHours: 72, delegationsPerHolder: 1, confirmationDays: 14, termMonths: 24, publishes: [],
};

/** A cluster as a stand-in for membership answers it. */
export const sampleCluster = (fields: Pick<Cluster, 'id' | 'createdAt'> & Partial<Cluster>): Cluster => ({
  version: 1, name: 'Nasz', purpose: 'Razem', municipality: 'Łódź', state: 'forming', charterNumber: 1, rules, ...fields,
});
