import type { ContributionRecorded, ContributionRecordedV1, ContributionRecordedV2, DataOf, ResourceKind } from '@klaster/contracts';

/** A contribution as the report counts it. */
export interface Entry {
  readonly contributionId: string;
  /** The member that gave. */
  readonly memberId: string;
  readonly kind: ResourceKind;
  readonly category: string;
  /** Unit code; for money the currency, and the value in minor units. */
  readonly unit: string;
  /** Exact decimal; negative where the entry takes another one back. */
  readonly value: string;
  readonly recordedAt: string;
  /** The cluster for which it counts: its giver's. What was told before initiatives went across clusters counts where it was told. */
  readonly attributedTo: string;
}

type Recorded = DataOf<typeof ContributionRecordedV1 | typeof ContributionRecordedV2 | typeof ContributionRecorded>;

export function entryOf(data: Recorded): Entry {
  const { contributionId, giver, kind, category, quantity, amount, reversalOf, recordedAt } = data;
  const [unit, value] = amount ? [amount.currency, String(amount.amountMinor)] : [quantity?.unit, quantity?.value];
  if (unit === undefined || value === undefined) throw new Error(`contribution ${contributionId} has neither a quantity nor an amount`);
  return { contributionId, memberId: giver, kind, category, unit, value: reversalOf === null ? value : `-${value}`, recordedAt, attributedTo: 'giverClusterId' in data ? data.giverClusterId : data.clusterId };
}
