import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Decimal, Id, Instant, line, page, pageRequest, prose, Version } from '../core/values.js';
import { CategoryCode } from './categories.js';
import { HoursPerDay, UnknownCategory } from './measures.js';

/* Rates by which a grant report declares what work and things were worth. They rank nobody and weigh no vote (F10). */

const rate = {
  category: CategoryCode,
  unit: z.string().regex(/^[a-z][a-z0-9]{0,19}$/),
  rateMinor: z.int().min(1).max(1_000_000_000).meta({ description: 'For one of the unit, in minor units of the table’s currency' }),
};
export const Rate = z
  .strictObject({ ...rate, hoursPerDay: Decimal.nullable() })
  .meta({ id: 'Rate', description: 'What one unit of a category is declared to be worth' });
export type Rate = z.output<typeof Rate>;

export const RateTableVersion = z
  .strictObject({
    rateTableId: Id,
    number: z.int().min(1),
    validFrom: CivilDate.meta({ description: 'It counts for what was given on this day or later, until the day of a later version' }),
    rates: z.array(Rate),
    publishedBy: Id,
    publishedAt: Instant,
  })
  .meta({ id: 'RateTableVersion', description: 'A version of a rate table: never changed' });
export type RateTableVersion = z.output<typeof RateTableVersion>;

export const RateTable = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    name: z.string(),
    basis: z.string().meta({ description: 'Where the rates come from: the grant call, the regulation' }),
    currency: z.string(),
    openedBy: Id,
    openedAt: Instant,
    versions: z.int().min(1).meta({ description: 'How many versions it has' }),
  })
  .meta({ id: 'RateTable', description: 'A named table of rates, in dated versions' });
export type RateTable = z.output<typeof RateTable>;

export const DeclaredValue = z
  .strictObject({
    amountMinor: z.int().min(0),
    currency: z.string(),
    rateTableId: Id,
    rateTableVersion: z.int().min(1),
    rateMinor: z.int(),
    unit: z.string().meta({ description: 'The unit for which the rate is' }),
  })
  .meta({ id: 'DeclaredValue', description: 'A declared value with its basis: quantity × rate, rounded to the nearest minor unit, halves up. For grant reports alone.' });
export type DeclaredValue = z.output<typeof DeclaredValue>;

export const RateTableTaken = problem({
  slug: 'rate-table-taken',
  status: 409,
  title: { en: 'There is a rate table of this name', pl: 'Jest już tabela stawek o tej nazwie' },
  detail: { en: 'Give it a new version, or choose another name.', pl: 'Dodaj jej nową wersję albo wybierz inną nazwę.' },
});
export const RatesUnfit = problem({
  slug: 'rates-unfit',
  status: 422,
  title: { en: 'The rates do not fit', pl: 'Stawki nie pasują' },
  detail: { en: 'Each category of work, knowledge or things has one rate for one of its units; money has none.', pl: 'Każda kategoria pracy, wiedzy lub rzeczy ma jedną stawkę za jedną ze swoich jednostek; pieniądze nie mają żadnej.' },
});
export const NoRate = problem({
  slug: 'no-rate',
  status: 422,
  title: { en: 'The rate table has no rate for this', pl: 'Tabela stawek nie ma na to stawki' },
  detail: { en: 'It has none for {category} on {givenOn}, or its unit is not converted into this one. Leave rateTableId out, or publish a version that has it.', pl: 'Nie ma stawki dla {category} na dzień {givenOn} albo jednostek nie da się przeliczyć. Pomiń rateTableId albo opublikuj wersję, która ją zawiera.' },
});

const base = '/v1/clusters/{clusterId}/rate-tables' as const;
const one = { clusterId: Id, rateTableId: Id };
const version = { validFrom: CivilDate, rates: z.array(z.strictObject({ ...rate, hoursPerDay: HoursPerDay.optional() })).min(1).max(300) };

export const openRateTable = operation({
  name: 'resources.rate-tables.open',
  summary: 'A member opens a rate table with its first version',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, name: line(160), basis: prose(1000), currency: z.string().regex(/^[A-Z]{3}$/).default('PLN'), ...version }),
  reply: RateTable,
  problems: [RateTableTaken, RatesUnfit, UnknownCategory],
});

export const listRateTables = operation({
  name: 'resources.rate-tables.list',
  summary: 'The rate tables of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, ...pageRequest }),
  reply: page(RateTable),
});

export const readRateTable = operation({
  name: 'resources.rate-tables.get',
  summary: 'One rate table',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{rateTableId}` },
  request: z.strictObject(one),
  reply: RateTable,
});

export const publishRates = operation({
  name: 'resources.rate-tables.publish',
  summary: 'A member publishes the next version of a rate table; values declared before keep theirs',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/{rateTableId}/versions`, location: `${base}/{rateTableId}/versions/{number}` },
  request: z.strictObject({ ...one, ...version }),
  reply: RateTableVersion,
  problems: [RatesUnfit, UnknownCategory],
});

export const listRates = operation({
  name: 'resources.rate-tables.versions',
  summary: 'The versions of a rate table, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{rateTableId}/versions` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(RateTableVersion),
});

export const readRates = operation({
  name: 'resources.rate-tables.version',
  summary: 'One version of a rate table',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{rateTableId}/versions/{number}` },
  request: z.strictObject({ ...one, number: z.coerce.number().int().min(1).max(100_000) }),
  reply: RateTableVersion,
});

const told = { rateTableId: Id, clusterId: Id };
export const RateTableOpened = event({
  name: 'resources.rate-table.opened',
  version: 1,
  summary: 'A rate table was opened',
  data: z.strictObject({ ...told, name: z.string(), basis: z.string(), currency: z.string(), openedBy: Id, openedAt: Instant }),
});
export const RatesPublished = event({
  name: 'resources.rates.published',
  version: 1,
  summary: 'A version of a rate table was published',
  data: z.strictObject({ ...told, number: z.int(), validFrom: CivilDate, rates: z.array(Rate), publishedBy: Id, publishedAt: Instant }),
});
