import type { ContributionRecordedV1, DataOf, ResourceKind } from '@klaster/contracts';

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
}

export function entryOf({ contributionId, giver, kind, category, quantity, amount, reversalOf, recordedAt }: DataOf<typeof ContributionRecordedV1>): Entry {
  const [unit, value] = amount ? [amount.currency, String(amount.amountMinor)] : [quantity?.unit, quantity?.value];
  if (unit === undefined || value === undefined) throw new Error(`contribution ${contributionId} has neither a quantity nor an amount`);
  return { contributionId, memberId: giver, kind, category, unit, value: reversalOf === null ? value : `-${value}`, recordedAt };
}
