import { acceptPledge, confirmContribution, type Contribution, isRefusal, proposePledge, raiseNeed, recordContribution, type Refusal, type RequestInputOf } from '@klaster/contracts';
import type { Testbed } from '@klaster/testing';
import { Cluster, type Side } from './cluster.js';

/** A member with the cluster under whose path it acts. */
export interface Seat extends Side {
  readonly clusterId: string;
}

export const seatIn = async (cluster: Cluster, ...details: Parameters<Cluster['admit']>): Promise<Seat> => ({ clusterId: cluster.id, ...(await cluster.admit(...details)) });

/** Insists on an answer. */
export function granted<Answer extends object>(answer: Answer): Exclude<Answer, Refusal> {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<Answer, Refusal>;
}

const inAYear = `${new Date().getFullYear() + 1}-01-01`;

/** What a member does under its own path: with an initiative unless something else is asked. */
export class Acting {
  constructor(readonly initiativeId: string) {}

  record({ person, clusterId }: Seat, asked: Partial<RequestInputOf<typeof recordContribution>> = {}) {
    return person.call(recordContribution, { clusterId, receiver: { initiativeId: this.initiativeId }, category: 'driving', quantity: { value: '2', unit: 'h' }, givenOn: '2026-01-15', ...asked });
  }

  give(seat: Seat, amountMinor: number) {
    return this.record(seat, { category: 'donation', quantity: undefined, amount: { amountMinor, currency: 'PLN' } });
  }

  confirm({ person, clusterId }: Seat, { id: contributionId }: Pick<Contribution, 'id'>) {
    return person.call(confirmContribution, { clusterId, contributionId });
  }

  raise({ person, clusterId }: Seat, asked: Partial<RequestInputOf<typeof raiseNeed>> = {}) {
    return person.call(raiseNeed, { clusterId, initiativeId: this.initiativeId, category: 'driving', title: 'Kierowca', quantity: { value: '8', unit: 'h' }, ...asked });
  }

  promise({ person, clusterId }: Seat, asked: Partial<RequestInputOf<typeof proposePledge>> = {}) {
    return person.call(proposePledge, { clusterId, receiver: { initiativeId: this.initiativeId }, category: 'driving', quantity: { value: '6', unit: 'h' }, by: inAYear, ...asked });
  }

  accept({ person, clusterId }: Seat, { id: pledgeId }: { readonly id: string }) {
    return person.call(acceptPledge, { clusterId, pledgeId });
  }
}

/** An initiative whose home is one cluster and in which another takes part, with two members of each; a third cluster has nothing to do with it. */
export async function sharedInitiative(bed: Testbed) {
  const [home, guest, third] = [new Cluster(bed), new Cluster(bed), new Cluster(bed)];
  const [ania, adam, bartek, beata, celina] = [await seatIn(home), await seatIn(home), await seatIn(guest), await seatIn(guest), await seatIn(third)];
  const [initiativeId, own] = [await home.initiative({ partners: [ania] }), await home.initiative({ partners: [ania, adam] })];
  await home.decide(initiativeId, home);
  await home.decide(initiativeId, guest);
  await home.join(initiativeId, bartek, guest.id);
  await bed.settle();
  return { home, guest, third, ania, adam, bartek, beata, celina, initiativeId, own, shared: new Acting(initiativeId), ofHome: new Acting(own) };
}
