import { addCategory, cancelNeed, makeOffer, openRateTable, pauseOffer, raiseNeed, withdrawOffer } from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import { readMeasure } from './load-contributions.ts';
import { loadGiven } from './load-given.ts';
import type { Initiatives } from './load-initiatives.ts';
import { loadPledge } from './load-pledges.ts';
import { dayAfter, nextWeekday } from './resources/days.ts';
import type { CategoryRow, NeedRow, OfferRow, RateTableRow, Weekly } from './resources/rows.ts';

/** Ids of what is offered and needed at one table, by key. */
export interface Brought {
  readonly offers: ReadonlyMap<string, string>;
  readonly needs: ReadonlyMap<string, string>;
  /** The rate table by which values are declared. */
  readonly rateTableId: string;
}

/** What the members bring in: the tables side by side. */
export async function loadResources(ground: Ground, tables: readonly Table[], initiatives: Initiatives): Promise<void> {
  await Promise.all(tables.map((table) => loadTableResources(ground, table, initiatives)));
}

async function loadTableResources(ground: Ground, table: Table, initiatives: Initiatives): Promise<void> {
  const { categories, rateTable, offers, needs, pledges } = table.plan.resources;
  const of = `of ${table.plan.name}`;
  for (const row of categories) await loadCategory(table, row);
  const rateTableId = await loadRateTable(table, rateTable);
  const brought: Brought = {
    offers: new Map(await ground.eachOf(`offers ${of}`, offers, async (row) => [row.key, await loadOffer(ground, table, row)] as const, 3)),
    needs: new Map(await ground.eachOf(`needs ${of}`, needs, async (row) => [row.key, await loadNeed(ground, table, row, initiatives)] as const, 3)),
    rateTableId,
  };
  await ground.eachOf(`pledges ${of}`, pledges, (row) => loadPledge(ground, table, row, brought, initiatives), 3);
  await loadGiven(ground, table, brought, initiatives);
}

async function loadCategory(table: Table, { by, code, kind, pl, en, units, broader }: CategoryRow): Promise<void> {
  const request = { clusterId: table.id, code, kind, name: { pl, en }, units: [...units], ...(broader ? { broader } : {}) };
  await table.clientOf(by).call(addCategory, request, table.as(by, `category/${code}`));
}

/** `35 PLN/h` */
async function loadRateTable(table: Table, { by, name, basis, rates }: RateTableRow): Promise<string> {
  const listed = Object.entries(rates).map(([category, rate]) => {
    const [measure = '', unit = ''] = rate.split('/');
    const { amount } = readMeasure(measure);
    return { category, unit, rateMinor: amount!.amountMinor };
  });
  const { id } = await table.clientOf(by).call(openRateTable, { clusterId: table.id, name, basis, validFrom: '2025-01-01', rates: listed }, table.as(by, 'rate-table'));
  return id;
}

async function loadOffer(ground: Ground, table: Table, row: OfferRow): Promise<string> {
  const { key, by, category, title, description, measure, counted, weekly, licence, state, visibility = 'cluster' } = row;
  const client = table.clientOf(by);
  const request = {
    clusterId: table.id, category, title, visibility, publish: state !== 'draft', ...daysOf(ground, row), ...(weekly ? { windows: [windowOf(ground, weekly)] } : {}),
    ...(description ? { description } : {}), ...(measure ? readMeasure(measure) : {}), ...(counted ? { sharing: 'counted' as const } : {}), ...(licence ? { conditions: { licence } } : {}),
  };
  const { id } = await client.call(makeOffer, request, table.as(by, `offer/${key}`));
  if (state === 'paused') await client.call(pauseOffer, { clusterId: table.id, offerId: id }, table.as(by, `offer/${key}/pause`));
  if (state === 'withdrawn') await client.call(withdrawOffer, { clusterId: table.id, offerId: id }, table.as(by, `offer/${key}/withdrawal`));
  return id;
}

async function loadNeed(ground: Ground, table: Table, row: NeedRow, initiatives: Initiatives): Promise<string> {
  const { key, by, initiative, category, title, description, measure, cancelled, visibility = 'cluster' } = row;
  const client = table.clientOf(by);
  const initiativeId = initiative && initiatives.get(`${table.plan.key}/${initiative}`);
  const request = {
    clusterId: table.id, category, title, visibility, ...readMeasure(measure), ...daysOf(ground, row), ...(description ? { description } : {}), ...(initiativeId ? { initiativeId } : {}),
  };
  const { id } = await client.call(raiseNeed, request, table.as(by, `need/${key}`));
  if (cancelled) await client.call(cancelNeed, { clusterId: table.id, needId: id, reason: cancelled }, table.as(by, `need/${key}/cancellation`));
  return id;
}

/** From the day on which the demo was loaded first. */
function daysOf(ground: Ground, { forDays }: { readonly forDays?: number }) {
  const { countedFrom } = ground.file.record;
  return forDays === undefined ? {} : { from: countedFrom, until: dayAfter(countedFrom, forDays) };
}

function windowOf(ground: Ground, { on, from, hours }: Weekly) {
  return { start: `${nextWeekday(ground.file.record.countedFrom, on)}T${from}`, minutes: hours * 60, rule: `FREQ=WEEKLY;BYDAY=${on}` };
}
