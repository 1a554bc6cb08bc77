import {
  accept, type Accepted, type Category, type DeclaredValue, findUnit, type Instant, NoRate, type Quantity, type Rate, RatesPublished, RatesUnfit, RateTableOpened, type RateTableVersion, refuse,
  type Refusal, UnknownCategory,
} from '@klaster/contracts';
import { Big } from 'big.js';
import { isComparable, reckon } from '../quantities/quantity.js';

/** A named table of rates, in dated versions. */
export interface RateTable {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly name: string;
  readonly basis: string;
  readonly currency: string;
  readonly openedBy: string;
  readonly openedAt: Instant;
  /** How many versions it has: the number of the newest. */
  readonly versions: number;
}

/** What a version is to say. */
export interface Rates {
  readonly validFrom: string;
  readonly rates: readonly (Omit<Rate, 'hoursPerDay'> & { readonly hoursPerDay?: string | null | undefined })[];
}

/** Who publishes, and when. */
export interface Publisher {
  readonly memberId: string;
  readonly now: Instant;
}

/** A table with a version that has just been published. */
export interface Published {
  readonly table: Accepted<RateTable>;
  readonly published: RateTableVersion;
}

/** Whether each category exists, is none of money and has one rate, for one of its units. */
function checkRates({ rates }: Rates, categories: readonly (Category | undefined)[]): Refusal<'unknown-category' | 'rates-unfit'> | undefined {
  if (categories.some((category) => !category)) return refuse(UnknownCategory);
  const units = new Map(categories.map((category) => [category!.code, category!.units]));
  // Money has no units: a rate for it never fits.
  return units.size === rates.length && rates.every(({ category, unit }) => units.get(category)?.includes(unit)) ? undefined : refuse(RatesUnfit);
}

/** @param categories those of the rates, in their order */
export function open(
  { id, clusterId, name, basis, currency }: Pick<RateTable, 'id' | 'clusterId' | 'name' | 'basis' | 'currency'>,
  rates: Rates,
  categories: readonly (Category | undefined)[],
  by: Publisher,
): Published | Refusal<'unknown-category' | 'rates-unfit'> {
  const refused = checkRates(rates, categories);
  if (refused) return refused;
  const opened = { id, version: 0, clusterId, name, basis, currency, openedBy: by.memberId, openedAt: by.now, versions: 0 };
  const event = RateTableOpened.of({ rateTableId: id, clusterId, name, basis, currency, openedBy: by.memberId, openedAt: by.now });
  return addVersion(accept(opened, [event]), rates, by);
}

/** @param categories those of the rates, in their order */
export const publish = (table: RateTable, rates: Rates, categories: readonly (Category | undefined)[], by: Publisher): Published | Refusal<'unknown-category' | 'rates-unfit'> =>
  checkRates(rates, categories) ?? addVersion(accept(table, []), rates, by);

function addVersion({ state, events }: Accepted<RateTable>, { validFrom, rates }: Rates, { memberId, now }: Publisher): Published {
  const published: RateTableVersion = {
    rateTableId: state.id,
    number: state.versions + 1,
    validFrom,
    rates: rates.map(({ category, unit, rateMinor, hoursPerDay }) => ({ category, unit, rateMinor, hoursPerDay: hoursPerDay ?? null })),
    publishedBy: memberId,
    publishedAt: now,
  };
  return { table: accept({ ...state, versions: published.number }, [...events, RatesPublished.of({ ...published, clusterId: state.clusterId })]), published };
}

/** What valuing needs of a version. */
export type Counting = Pick<RateTableVersion, 'number' | 'validFrom' | 'rates'>;

/** The version that counts on a day: of the latest that holds from then or earlier the one published last. */
export function countingOn(versions: readonly Counting[], day: string): Counting | undefined {
  const started = versions.filter(({ validFrom }) => validFrom <= day);
  return started.toSorted((one, other) => (one.validFrom === other.validFrom ? other.number - one.number : one.validFrom < other.validFrom ? 1 : -1))[0];
}

/** The greatest sum of money that is told, in minor units. */
const mostMinor = 1_000_000_000_000;
const two = new Big(2);

/**
 * Quantity × rate in minor units, to the nearest one, halves up: ⌊(2 · quantity · rate + unit) / (2 · unit)⌋ in base units,
 * so that it is rounded once and exactly. Undefined where the one's unit is not converted into the other's.
 */
export function worth(quantity: Quantity, { unit, rateMinor, hoursPerDay }: Rate): Big | undefined {
  if (!findUnit(quantity.unit)) return undefined;
  const given = reckon({ quantity, amount: null }, hoursPerDay);
  const one = reckon({ quantity: { value: '1', unit }, amount: null }, hoursPerDay);
  if (!isComparable(given, one)) return undefined;
  const [dividend, divisor] = [given.value.times(rateMinor).times(two).plus(one.value), one.value.times(two)];
  return dividend.minus(dividend.mod(divisor)).div(divisor);
}

/** The declared value of what was given on a day, by a table with these versions; refused where the table has no rate for it. */
export function valueOf(
  { id, currency, versions }: { readonly id: string; readonly currency: string; readonly versions: readonly Counting[] },
  { category, quantity, givenOn }: { readonly category: string; readonly quantity: Quantity | null; readonly givenOn: string },
): DeclaredValue | Refusal<'no-rate'> {
  const version = countingOn(versions, givenOn);
  const rate = version?.rates.find((each) => each.category === category);
  const amount = quantity && rate && worth(quantity, rate);
  if (!version || !rate || !amount || amount.gt(mostMinor)) return refuse(NoRate, { category, givenOn });
  return { amountMinor: Number(amount.toFixed()), currency, rateTableId: id, rateTableVersion: version.number, rateMinor: rate.rateMinor, unit: rate.unit };
}
