import type { Money, Quantity } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';

/** What something told does: a row begins, or one that has begun becomes otherwise. */
export type Step<Row> = { readonly begins: Row } | { readonly becomes: Partial<Row> & { readonly id: string } };

interface Outcome<Row> {
  /** Rows that begin, as they are at the end. */
  readonly begun: readonly Row[];
  /** What becomes of rows that have begun before. */
  readonly changed: readonly (Partial<Row> & { readonly id: string })[];
}

/** What a run of events comes to, of each row one change. */
export function outcomeOf<Row extends { readonly id: string }>(steps: readonly Step<Row>[]): Outcome<Row> {
  const begun = new Map<string, Row>();
  const changed = new Map<string, Partial<Row> & { readonly id: string }>();
  for (const step of steps) {
    if ('begins' in step) {
      begun.set(step.begins.id, step.begins);
      continue;
    }
    const { id } = step.becomes;
    const row = begun.get(id);
    if (row) begun.set(id, { ...row, ...step.becomes });
    else changed.set(id, { ...changed.get(id), ...step.becomes });
  }
  return { begun: [...begun.values()], changed: [...changed.values()] };
}

/** What is counted, in its own unit: of money minor units, in the currency. */
export function measureOf({ quantity, amount }: { readonly quantity: Quantity | null; readonly amount: Money | null }): { readonly unit: string; readonly value: string } {
  if (amount) return { unit: amount.currency, value: String(amount.amountMinor) };
  if (quantity) return quantity;
  throw new Error('neither a quantity nor an amount');
}

/** Sends one statement about rows of a cluster, where there are any: the cluster as $1, then a list for each column. */
export function sendRows<Row extends object>(work: Work, text: string, clusterId: string, rows: readonly Row[], columns: readonly (keyof Row)[]): void {
  if (rows.length > 0) work.send(text, [clusterId, ...columns.map((column) => rows.map((row) => row[column] ?? null))]);
}
