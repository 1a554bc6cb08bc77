import type { AgreementTerms, CivilDate, Instant, KeyName, ResourceKind } from '@klaster/contracts';

export type Language = 'pl' | 'en';

/** How an agreement speaks in one language. */
export interface Phrases {
  readonly title: (initiative: string) => string;
  readonly proposed: (number: number, by: string, at: Instant) => string;
  readonly draft: string;
  readonly mark: string;
  readonly inForce: (since: Instant) => string;
  readonly wasInForce: (since: Instant) => string;
  readonly headings: Readonly<Record<'purpose' | 'period' | 'partners' | 'keys' | 'decisions' | 'benefits' | 'leaving' | 'text' | 'signatures', string>>;
  readonly period: (from: CivilDate, until: CivilDate | null) => string;
  readonly labels: Readonly<Record<'tasks' | 'pledges' | 'responsibilities', string>>;
  readonly nothingNamed: string;
  readonly kinds: Readonly<Record<ResourceKind, string>>;
  readonly by: (day: CivilDate) => string;
  readonly currency: (code: string) => string;
  readonly keyNames: Readonly<Record<KeyName, string>>;
  readonly equal: string;
  readonly fixedShares: string;
  readonly custom: string;
  readonly byContribution: (kind: string, unit: string) => string;
  readonly decisions: Readonly<Record<AgreementTerms['decisionMethod'], string>>;
  readonly benefitKinds: Readonly<Record<AgreementTerms['expectedBenefits'][number]['kind'], string>>;
  readonly ofAll: string;
  readonly noBenefits: string;
  readonly notice: (days: number) => string;
  readonly columns: readonly [partner: string, time: string, mandate: string, hash: string];
  readonly unsigned: string;
  readonly recompute: string;
  readonly recomputeText: string;
  readonly fileName: string;
  readonly units: Readonly<Record<string, string>>;
}

const zone = 'Europe/Warsaw';

/** Days, times and numbers as they are written in a language. */
export function writing(locale: string, units: Phrases['units']) {
  const long = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  const civil = new Intl.DateTimeFormat(locale, { ...long, timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(locale, { ...long, timeZone: zone });
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: zone });
  const separator = new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')!.value;
  return {
    date: (date: CivilDate) => civil.format(new Date(`${date}T00:00:00Z`)),
    moment: (at: Instant) => `${day.format(new Date(at))}, ${hour.format(new Date(at))}`,
    quantity: ({ value, unit }: { readonly value: string; readonly unit: string }) => `${value.replace('.', separator)} ${units[unit] ?? unit}`,
    money({ amountMinor, currency }: { readonly amountMinor: number; readonly currency: string }) {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' });
      return format.format(amountMinor / 10 ** format.resolvedOptions().maximumFractionDigits!);
    },
  };
}
