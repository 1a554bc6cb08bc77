/* The shapes of what initiatives plan, spend, risk and gain. Amounts are written as people do: `480.50 PLN`. */

export interface BudgetRow {
  readonly title: string;
  readonly planned: string;
}

export interface CostRow {
  readonly by: string;
  readonly daysAgo: number;
  readonly amount: string;
  readonly what: string;
  readonly document?: string;
  /** Place of its line in the budget. */
  readonly line?: number;
  readonly income?: true;
  /** Of an amount in another currency: what one unit of it was worth, and who says so. */
  readonly rate?: { readonly value: string; readonly source: string };
  /** It was wrong: why, and what it should have been. */
  readonly takenBack?: { readonly reason: string; readonly instead: string };
}

export interface RiskRow {
  readonly by: string;
  readonly title: string;
  readonly likelihood: number;
  readonly impact: number;
  readonly response: 'avoid' | 'reduce' | 'share' | 'accept';
  readonly exposure?: string;
  readonly measures?: string;
  /** What has happened, and what was lost. */
  readonly occurred?: { readonly daysAgo: number; readonly what: string; readonly loss: string };
  /** Why it threatens no more. */
  readonly closed?: string;
}

export type BenefitKind = 'know-how' | 'income' | 'reach' | 'equipment' | 'standing' | 'relations' | 'other';

export interface BenefitRow {
  /** Who benefits; left out: all. */
  readonly of?: string;
  readonly kind: BenefitKind;
  readonly what: string;
  /** It was not expected. */
  readonly unexpected?: true;
  /** Who reports it as delivered, and whether who benefits has acknowledged it. */
  readonly delivered?: { readonly by: string; readonly acknowledgedBy?: string };
}

/** What an initiative plans, spends, risks and gains; how it ends. */
export interface LifeRow {
  /** Weights by which a loss is shared; equally where they are left out. */
  readonly riskWeights?: Readonly<Record<string, number>>;
  readonly budget?: readonly BudgetRow[];
  readonly costs?: readonly CostRow[];
  readonly risks?: readonly RiskRow[];
  readonly benefits?: readonly BenefitRow[];
  /** How far what was spent is settled: proposed and accepted by those named, accepted by all, or paid and received. */
  readonly settlement?: { readonly acceptedBy: readonly string[] } | 'accepted' | 'settled';
  readonly lessons?: readonly (readonly [by: string, title: string, text: string])[];
  /** Who has stated that its benefits are all told. */
  readonly stated?: readonly string[];
  /** Why it was given up. */
  readonly abandoned?: string;
}
