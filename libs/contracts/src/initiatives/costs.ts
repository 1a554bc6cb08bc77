import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Decimal, Id, Instant, line, Money, page, pageRequest, Version } from '../core/values.js';
import { Evidence } from '../resources/measures.js';
import { KeyName } from './agreement-terms.js';
import { NotPartner, WrongState } from './initiatives.js';

/* What was planned and what it really cost: who paid, how much, by which document, on which day, and the key by which it is shared. */

const inInitiative = { clusterId: Id, initiativeId: Id };
const base = '/v1/clusters/{clusterId}/initiatives/{initiativeId}' as const;
const budgetPath = `${base}/budget/{budgetLineId}` as const;
const costPath = `${base}/costs/{costId}` as const;

export const BudgetLine = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    initiativeId: Id,
    title: z.string(),
    category: z.string().nullable().meta({ description: 'The cost category of a grant call, where there is one' }),
    planned: Money,
    spentMinor: z.int().meta({ description: 'What costs of this line come to, in the currency planned' }),
    overMinor: z.int().min(0).meta({ description: 'By how much it is over budget' }),
    setBy: Id,
    setAt: Instant,
  })
  .meta({ id: 'BudgetLine', description: 'What is planned to be spent for something, and what was' });
export type BudgetLine = z.output<typeof BudgetLine>;

export const CurrencyOther = problem({
  slug: 'currency-other',
  status: 422,
  title: { en: 'This initiative is settled in another currency', pl: 'Ta inicjatywa rozlicza się w innej walucie' },
  detail: { en: 'Its currency is {currency}. Give an amount in it, or the rate with its source and day.', pl: 'Jej waluta to {currency}. Podaj kwotę w tej walucie albo kurs z jego źródłem i dniem.' },
});
export const CostUnfit = problem({
  slug: 'cost-unfit',
  status: 422,
  title: { en: 'The cost cannot be entered like this', pl: 'Takiego kosztu nie można zapisać' },
  detail: { en: 'Look at {field}.', pl: 'Sprawdź pole {field}.' },
});
export const KeyUnfit = problem({
  slug: 'key-unfit',
  status: 422,
  title: { en: 'The agreement does not say how this is shared', pl: 'Porozumienie nie mówi, jak to podzielić' },
  detail: { en: 'The key “{key}” of version {number} does not fit the partners of {day}. Agree on an amendment first.', pl: 'Klucz „{key}” wersji {number} nie pasuje do partnerów z dnia {day}. Najpierw zawrzyjcie aneks.' },
});
export const CostReversed = problem({
  slug: 'cost-reversed',
  status: 409,
  title: { en: 'It was taken back already', pl: 'Ten wpis już wycofano' },
  detail: { en: 'An entry is taken back once, and the entry that takes it back stays.', pl: 'Wpis wycofuje się raz, a wpis wycofujący zostaje.' },
});
export const NotYourCost = problem({
  slug: 'not-your-cost',
  status: 403,
  title: { en: 'This is not your entry', pl: 'To nie jest Twój wpis' },
  detail: { en: 'The partner that paid, or that recorded it, takes it back.', pl: 'Wycofuje go partner, który zapłacił albo zapisał.' },
});

const lineSaid = { title: line(160), category: line(160).optional(), planned: Money };

export const addBudgetLine = operation({
  name: 'initiatives.budgets.add',
  summary: 'A partner adds a line to the budget',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${base}/budget`, location: `${base}/budget/{id}` },
  request: z.strictObject({ ...inInitiative, ...lineSaid }),
  reply: BudgetLine,
  problems: [NotPartner, WrongState, CurrencyOther],
});
export const changeBudgetLine = operation({
  name: 'initiatives.budgets.change',
  summary: 'A partner changes a line of the budget; what it was stays in the journal',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: budgetPath },
  request: z.strictObject({ ...inInitiative, budgetLineId: Id, ...lineSaid }),
  reply: BudgetLine,
  problems: [NotPartner, WrongState, CurrencyOther],
});
export const listBudgetLines = operation({
  name: 'initiatives.budgets.list',
  summary: 'The budget of an initiative beside what was spent',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/budget` },
  request: z.strictObject({ ...inInitiative, ...pageRequest }),
  reply: page(BudgetLine),
});
export const readBudgetLine = operation({
  name: 'initiatives.budgets.get',
  summary: 'One line of the budget',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: budgetPath },
  request: z.strictObject({ ...inInitiative, budgetLineId: Id }),
  reply: BudgetLine,
});

/** What was paid; what was lost when a risk occurred; what came in. */
export const costKinds = ['cost', 'loss', 'income'] as const;

export const Cost = z
  .strictObject({
    id: Id,
    clusterId: Id,
    initiativeId: Id,
    kind: z.enum(costKinds),
    paidBy: Id.meta({ description: 'The partner that paid it, or that bore the loss, or that has received the income' }),
    amountMinor: z.int().meta({ description: 'In minor units of the currency: above zero for what was paid or lost, below zero for income and for what takes an entry back' }),
    currency: Money.shape.currency.meta({ description: 'The currency of the agreement' }),
    exchange: z
      .strictObject({ original: Money, rate: z.string(), source: z.string(), ratedOn: CivilDate })
      .nullable()
      .meta({ description: 'Of what was paid in another currency: how much, the rate, where it is from and of which day' }),
    incurredOn: CivilDate,
    description: z.string(),
    document: z.string().nullable().meta({ description: 'Number of the invoice or other document' }),
    evidence: z.array(Evidence),
    budgetLineId: Id.nullable(),
    riskId: Id.nullable().meta({ description: 'Of a loss: the risk that occurred' }),
    agreementNumber: z.int().meta({ description: 'The version of the agreement that was in force that day' }),
    key: KeyName,
    recordedBy: Id,
    recordedAt: Instant,
    reversalOf: Id.nullable(),
    corrects: Id.nullable().meta({ description: 'The entry in whose place it stands' }),
    reversedBy: Id.nullable(),
    settlementNumber: z.int().nullable().meta({ description: 'The settlement that it is part of' }),
  })
  .meta({ id: 'Cost', description: 'An entry of what was paid, lost or received. Never edited and never deleted: a correction takes it back and enters another.' });
export type Cost = z.output<typeof Cost>;

const costSaid = {
  kind: z.enum(['cost', 'income']).default('cost').meta({ description: 'Losses are entered where their risk occurs' }),
  paidBy: Id.optional().meta({ description: 'The acting member, when left out' }),
  amount: Money,
  rate: z.strictObject({ value: Decimal, source: line(200), ratedOn: CivilDate }).optional().meta({ description: 'For another currency than the agreement’s: what one unit of it is worth, where that is from and of which day' }),
  incurredOn: CivilDate,
  description: line(500),
  document: line(200).optional(),
  evidence: z.array(Evidence).max(20).default([]),
  budgetLineId: Id.optional(),
  key: KeyName.optional().meta({ description: 'costs for a cost, benefits for an income, when left out' }),
};
/** What may be wrong with an entry. */
export const costProblems = [NotPartner, WrongState, CurrencyOther, CostUnfit, KeyUnfit] as const;

export const recordCost = operation({
  name: 'initiatives.costs.record',
  summary: 'A partner enters what was paid, or what came in',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/costs`, location: `${base}/costs/{id}` },
  request: z.strictObject({ ...inInitiative, ...costSaid }),
  reply: Cost,
  problems: [...costProblems],
});
export const listCosts = operation({
  name: 'initiatives.costs.list',
  summary: 'The costs, losses and incomes of an initiative, newest entry first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/costs` },
  request: z.strictObject({ ...inInitiative, kind: z.enum(costKinds).optional(), paidBy: Id.optional(), budgetLineId: Id.optional(), ...pageRequest }),
  reply: page(Cost),
});
export const readCost = operation({
  name: 'initiatives.costs.get',
  summary: 'One entry',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: costPath },
  request: z.strictObject({ ...inInitiative, costId: Id }),
  reply: Cost,
});
export const reverseCost = operation({
  name: 'initiatives.costs.reverse',
  summary: 'Takes an entry back, also one that is settled, and enters what is right in its place, where there is something',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${costPath}/reversal`, location: `${base}/costs/{id}` },
  request: z.strictObject({ ...inInitiative, costId: Id, reason: line(500), correction: z.strictObject(costSaid).optional() }),
  reply: Cost.meta({ description: 'The entry in its place; without a correction the one that takes it back' }),
  problems: [...costProblems, CostReversed, NotYourCost],
});

const told = { ...inInitiative, budgetLineId: Id };
export const BudgetLineSet = event({
  name: 'initiatives.budget-line.set',
  version: 1,
  summary: 'A line of the budget was added, or changed',
  data: z.strictObject({ ...told, planned: Money, setBy: Id, setAt: Instant }),
});
/* Descriptions and documents stay here: they may name persons. */
export const CostRecorded = event({
  name: 'initiatives.cost.recorded',
  version: 1,
  summary: 'A cost, a loss or an income was entered, or an entry was taken back',
  data: z.strictObject({
    ...inInitiative, costId: Id, kind: z.enum(costKinds), paidBy: Id, amountMinor: z.int(), currency: z.string(), incurredOn: CivilDate, budgetLineId: Id.nullable(), riskId: Id.nullable(),
    agreementNumber: z.int(), key: KeyName, recordedBy: Id, recordedAt: Instant, reversalOf: Id.nullable(), corrects: Id.nullable(),
  }),
});
