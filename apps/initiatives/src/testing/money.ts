import {
  acceptSettlement, type AgreementTerms, type Cost, type Key, MemberLeft, payTransfer, proposeSettlement, readNewestSettlement, receiveTransfer, recordCost, type RequestInputOf, type Settlement,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay } from '@klaster/service-kit';
import type { Testbed } from '@klaster/testing';
import type { Member } from './members.js';
import type { InInitiative } from './running.js';

const equal: Key = { method: 'equal' };

/** What these agree on: by these keys they share, the others are equal. */
export const termsOf = (members: readonly Member[], from: string, keys: Partial<AgreementTerms['keys']> = {}, currency = 'PLN'): AgreementTerms => ({
  purpose: 'Wspólny ogród', from, until: null, currency, partners: members.map(({ memberId }) => ({ memberId, tasks: [], pledges: [], responsibilities: [] })),
  keys: { costs: equal, risks: equal, benefits: equal, ...keys }, decisionMethod: 'consent', leaving: { noticeDays: 30, how: null }, expectedBenefits: [],
});

/** A key by weights, in the order of the members. */
export const weighted = (members: readonly Member[], ...weights: number[]): Key => ({ method: 'custom', weights: members.map(({ memberId }, place) => ({ partner: memberId, weight: weights[place]! })) });

/** The money of one initiative, as its partners deal with it. */
export class Money {
  constructor(
    private readonly bed: Testbed,
    readonly here: InInitiative,
  ) {}

  today = (): string => civilDay(this.bed.clock.now());

  /** A cost in złoty that was paid today, as one would say it. */
  said = (amountMinor: number) => ({ ...this.here, amount: { amountMinor, currency: 'PLN' }, incurredOn: this.today(), description: 'Deski' });

  pays = (by: Member, amountMinor: number, fields: Partial<RequestInputOf<typeof recordCost>> = {}): Promise<Cost> => by.person.get(recordCost, { ...this.said(amountMinor), ...fields });

  /** All accept what the first of them proposes. */
  async agreed(members: readonly Member[]): Promise<Settlement> {
    let settlement = await members[0]!.person.get(proposeSettlement, this.here);
    for (const { person } of members) settlement = await person.get(acceptSettlement, { ...this.here, number: settlement.number });
    return settlement;
  }

  /** Every transfer of an accepted settlement is paid and received. */
  async paid(members: readonly Member[], { transfers }: Settlement): Promise<Settlement | undefined> {
    const by = (memberId: string) => members.find((member) => member.memberId === memberId)!.person;
    let settlement: Settlement | undefined;
    for (const { id: transferId, from, to } of transfers) {
      await by(from).get(payTransfer, { ...this.here, transferId, paidOn: this.today() });
      settlement = await by(to).get(receiveTransfer, { ...this.here, transferId });
    }
    return settlement;
  }

  /** The newest settlement. */
  settlement = (by: Member): Promise<Settlement> => by.person.get(readNewestSettlement, this.here);

  /** As membership tells of one that has left the cluster. */
  async leavesCluster({ memberId }: Member): Promise<void> {
    const { clusterId } = this.here;
    await this.bed.tell('membership', { clusterId, subject: memberId, version: 2, happenings: [MemberLeft.of({ memberId, partyId: newId(), clusterId, endedAt: this.bed.clock.now() })] });
    await this.bed.settle();
  }
}

/** Balances by member, of those who owe or are owed. */
export const open = (members: readonly Member[], balances: Settlement['balances']): number[] =>
  members.map(({ memberId }) => balances.find((balance) => balance.memberId === memberId)?.balanceMinor ?? 0);
