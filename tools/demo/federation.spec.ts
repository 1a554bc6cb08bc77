import { describe, expect, test } from '@jest/globals';
import { categoryList } from '@klaster/contracts';
import { agreementText } from './agreement-text.ts';
import { federation, partyOf } from './federation.ts';
import { confirmerOf, dayBefore, readMeasure } from './load-contributions.ts';
import { identifiersOf } from './load-members.ts';
import { partyDetails } from './party-details.ts';
import { emailOf } from './people.ts';
import { instantIn, nextWeekday } from './resources/days.ts';
import type { PledgeRow } from './resources/rows.ts';
import { type ClusterPlan, hasRun } from './rows.ts';
import { readVote } from './tables/read-vote.ts';

const { operator, people, parties, clusters } = federation;
const raise = (message: string): never => {
  throw new Error(message);
};
const unique = (items: readonly unknown[]) => new Set(items).size === items.length;
const contributions = clusters.flatMap((plan) => plan.contributions.map((row) => ({ plan, row })));

describe('the federation', () => {
  test('names everything once, and nothing that is not there', () => {
    expect(unique([operator, ...people].map(emailOf))).toBe(true);
    expect(unique(parties.map(({ key }) => key))).toBe(true);
    expect(unique(parties.map(({ name }) => name))).toBe(true);
    const keys = new Set(people.map(({ key }) => key));
    expect(parties.filter(({ account }) => !keys.has(account))).toEqual([]);
    expect(people.filter(({ key }) => !parties.some(({ account }) => account === key))).toEqual([]);
    expect(clusters.flatMap(({ members }) => members.map(partyOf))).toHaveLength(36);
  });

  test('has parties of every kind and sphere, each at a table, and a person stands for itself', () => {
    expect(new Set(parties.map(({ kind }) => kind))).toEqual(new Set(['organization', 'group', 'person']));
    expect(new Set(parties.map(({ sphere }) => sphere))).toEqual(new Set(['social', 'public', 'economic']));
    for (const party of parties) {
      expect(clusters.some(({ members }) => members.includes(party.key))).toBe(true);
      if (party.kind === 'person') expect(people.find(({ key }) => key === party.account)?.name).toBe(party.name);
    }
  });

  test('gives no two parties the same number', () => {
    expect(unique(parties.flatMap((party, index) => Object.values(identifiersOf(party, index)).map((number) => number)))).toBe(true);
  });

  test('has e-mail addresses in plain letters', () => {
    expect(emailOf({ key: '', name: 'Małgorzata Żółtowska' })).toBe('malgorzata.zoltowska@klaster.example');
    expect([operator, ...people].map(emailOf).filter((email) => !/^[a-z]+\.[a-z]+@klaster\.example$/.test(email))).toEqual([]);
  });
});

describe.each(clusters.map((plan) => [plan.name, plan] as const))('%s', (_, plan: ClusterPlan) => {
  test('lets only members take part', () => {
    const named = [...plan.initiatives.flatMap(({ partners }) => partners), ...plan.contributions.flatMap(({ giver, recordedBy = giver }) => [giver, recordedBy])];
    expect(named.filter((party) => !plan.members.includes(party))).toEqual([]);
    expect(unique(plan.members)).toBe(true);
  });

  test('has agreed by all what runs, or has run', () => {
    for (const { state, partners, tasks, unsigned = [], goals = [], plan: planned = [] } of plan.initiatives) {
      expect(unique(partners)).toBe(true);
      for (const { by } of [...goals, ...planned]) expect(partners).toContain(by);
      for (const [place, { answers, asked = [], after = [] }] of planned.entries()) {
        expect([answers, ...asked].filter((party) => !partners.includes(party))).toEqual([]);
        expect(after.filter((before) => before >= place)).toEqual([]);
      }
      if (tasks) expect(tasks).toHaveLength(partners.length);
      if (state === 'idea') expect(partners).toHaveLength(1);
      if (hasRun(state)) expect({ agreed: tasks !== undefined, unsigned, several: partners.length > 1 }).toEqual({ agreed: true, unsigned: [], several: true });
    }
  });

  test('gives to what runs, or to members', () => {
    const running = plan.initiatives.filter(({ state }) => hasRun(state)).map(({ key }) => key);
    expect(plan.contributions.filter(({ receiver }) => !running.includes(receiver) && !plan.members.includes(receiver))).toEqual([]);
  });
});

test('initiatives are in every state', () => {
  expect(new Set(clusters.flatMap(({ initiatives }) => initiatives.map(({ state }) => state)))).toEqual(new Set(['idea', 'forming', 'running', 'closing', 'closed', 'abandoned']));
});

describe('the tables', () => {
  const matters = clusters.flatMap(({ table }) => table.matters);
  const set = (items: readonly (string | undefined)[]) => new Set(items.filter((item) => item !== undefined));

  test('have matters of every kind, by every method and in every state', () => {
    expect(set(matters.map(({ kind }) => kind))).toEqual(new Set(['resolution', 'charter', 'election', 'initiative', 'advice']));
    expect(set(matters.map(({ method }) => method))).toEqual(new Set(['consent', 'majority', 'approval', 'score', 'ranked']));
    expect(set(matters.map(({ state }) => state))).toEqual(new Set(['draft', 'deliberation', 'voting', 'decided', 'withdrawn']));
    expect(clusters.filter(({ table }) => table.exclusion)).toHaveLength(1);
    expect(clusters.flatMap(({ table }) => table.later)).toHaveLength(3);
  });

  test.each(clusters.map((plan) => [plan.name, plan] as const))('of %s names members only, and votes can be read', (_, plan) => {
    const { firstRoles, matters: rows, assemblies, exclusion } = plan.table;
    for (const { by, votes = {}, method, options, candidates, comments = [] } of rows) {
      const named = [by, ...Object.keys(votes), ...(candidates ?? []), ...comments.map(([party]) => party)];
      expect(named.filter((party) => !plan.members.includes(party))).toEqual([]);
      const known = new Set([...Object.keys(options ?? {}), ...(candidates ?? [])]);
      const check = (option: string) => (known.has(option) ? option : raise(`${option} is no option`));
      for (const vote of Object.values(votes)) readVote(method, vote, check);
    }
    expect([firstRoles.animator, firstRoles.secretary, ...Object.keys(exclusion?.votes ?? {})].filter((party) => !plan.members.includes(party))).toEqual([]);
    const keys = new Set(rows.map(({ key }) => key));
    expect(assemblies.flatMap(({ agenda }) => agenda.filter((item) => typeof item !== 'string' && !keys.has(item.matter)))).toEqual([]);
  });

  test('know what every party is', () => {
    expect(Object.keys(partyDetails).toSorted()).toEqual(parties.map(({ key }) => key).toSorted());
  });
});

describe('resources', () => {
  const plans = clusters.map((plan) => [plan.name, plan] as const);
  const all = clusters.map(({ resources }) => resources);

  test('are of all four kinds, offered in every state and way, needed, promised, lent, disputed and paid', () => {
    const kindOf = (code: string) => categoryList.find((category) => category.code === code)?.kind;
    expect(new Set(all.flatMap(({ offers }) => offers.map(({ category }) => kindOf(category))).filter(Boolean))).toEqual(new Set(['human', 'financial', 'informational', 'material']));
    expect(new Set(all.flatMap(({ offers }) => offers.map(({ state }) => state)))).toEqual(new Set([undefined, 'draft', 'paused', 'withdrawn']));
    const pledges = all.flatMap((plan) => plan.pledges);
    for (const has of [({ answer }) => !answer, ({ answer }) => answer && 'declines' in answer, ({ gives }) => gives, ({ cancelled }) => cancelled, ({ weeks }) => weeks, ({ askedBy }) => askedBy] as readonly ((row: PledgeRow) => unknown)[]) {
      expect(pledges.some(has)).toBe(true);
    }
    expect(new Set(all.flatMap(({ disputes }) => disputes.map(({ instead }) => instead === undefined)))).toEqual(new Set([false, true]));
    expect(all.flatMap(({ loans }) => loans.map(({ returned }) => returned ?? false))).toEqual(expect.arrayContaining([true, false]));
    expect(all.every(({ payments, timesheets }) => payments.length > 0 && timesheets.length > 0)).toBe(true);
  });

  test.each(plans)('of %s name members, initiatives, offers and needs that are there', (_, { members, initiatives, resources }) => {
    const { offers, needs, pledges, disputes, loans, payments, timesheets, categories, rateTable } = resources;
    const named = [
      ...[...offers, ...needs, ...payments, ...timesheets, ...categories, rateTable].map(({ by }) => by),
      ...pledges.flatMap(({ giver, askedBy = giver, answer }) => [giver, askedBy, answer?.by ?? giver]),
      ...disputes.flatMap(({ giver, disputedBy, remarks }) => [giver, disputedBy, ...remarks.map(([party]) => party)]),
      ...loans.flatMap(({ giver, taker }) => [giver, taker]),
    ];
    expect(named.filter((party) => !members.includes(party))).toEqual([]);
    const known = new Set(initiatives.map(({ key }) => key));
    expect([...needs, ...disputes.map(({ receiver }) => ({ initiative: receiver })), ...payments, ...timesheets].filter(({ initiative }) => initiative && !known.has(initiative))).toEqual([]);
    expect(pledges.filter(({ receiver }) => receiver && !known.has(receiver) && !members.includes(receiver))).toEqual([]);
    for (const rows of [offers, needs]) expect(unique(rows.map(({ key }) => key))).toBe(true);
    expect(pledges.filter(({ offer, need }) => (offer && !offers.some(({ key }) => key === offer)) || (need && !needs.some(({ key }) => key === need)))).toEqual([]);
    for (const { giver, offer } of pledges) if (offer) expect(offers.find(({ key }) => key === offer)!.by).toBe(giver);
  });

  test('stand in their place by the clock on the wall', () => {
    expect(nextWeekday('2026-11-25', 'TU')).toBe('2026-12-01');
    expect(nextWeekday('2026-11-25', 'WE')).toBe('2026-12-02');
    expect([instantIn('2026-01-15', '16:00'), instantIn('2026-07-15', '16:00')]).toEqual(['2026-01-15T15:00:00.000Z', '2026-07-15T14:00:00.000Z']);
  });
});

describe('contributions', () => {
  test('are confirmed by another person than the one who recorded them', () => {
    for (const { plan, row } of contributions) expect(partyOf(confirmerOf(plan, row)).account).not.toBe(partyOf(row.recordedBy ?? row.giver).account);
  });

  test('lie within the past year, and end by today', () => {
    expect(contributions.filter(({ row: { daysAgo, forDays = 0 } }) => daysAgo > 365 || daysAgo - forDays < 0)).toEqual([]);
  });

  test('are mostly confirmed; some wait, some were taken back', () => {
    const of = (has: (row: (typeof contributions)[number]['row']) => unknown) => contributions.filter(({ row }) => has(row)).length;
    expect(contributions).toHaveLength(103);
    expect(of(({ waits }) => waits)).toBe(9);
    expect(of(({ takenBack }) => takenBack)).toBe(7);
    expect(of(({ recordedBy }) => recordedBy)).toBe(5);
  });
});

test('a measure is a quantity or money', () => {
  expect(readMeasure('2.5 h')).toEqual({ quantity: { value: '2.5', unit: 'h' } });
  expect(readMeasure('1500 PLN')).toEqual({ amount: { amountMinor: 150_000, currency: 'PLN' } });
  expect(readMeasure('480.50 PLN')).toEqual({ amount: { amountMinor: 48_050, currency: 'PLN' } });
  expect(readMeasure('0.5 PLN')).toEqual({ amount: { amountMinor: 50, currency: 'PLN' } });
});

test('days are counted over months, years and leap days', () => {
  expect(dayBefore('2026-03-01', 1)).toBe('2026-02-28');
  expect(dayBefore('2024-03-01', 1)).toBe('2024-02-29');
  expect(dayBefore('2026-01-10', 365)).toBe('2025-01-10');
});

test('an agreement names its partners and what each takes on', () => {
  const text = agreementText({ key: '', title: 'Ogród', summary: 'Sadzimy.', novelty: '', state: 'running', partners: ['a', 'b'], tasks: ['sadzi', 'podlewa'] }, ['Fundacja A', 'Szkoła B']);
  expect(text).toContain('1) Fundacja A,\n2) Szkoła B.');
  expect(text).toContain('Fundacja A: sadzi.\nSzkoła B: podlewa.');
});
