import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { CivilDate, Id, Instant, line, Money, page, pageRequest, prose, Quantity, ResourceKind, Sha256, Version } from '../core/values.js';

export const Category = z
  .strictObject({
    code: z.string(),
    kind: ResourceKind,
    name: z.strictObject({ pl: z.string(), en: z.string() }),
    units: z.array(z.string()).meta({ description: 'Allowed units; empty for money' }),
  })
  .meta({ id: 'Category', description: 'A category of a resource, with its allowed units' });
export type Category = z.output<typeof Category>;

export const listCategories = operation({
  name: 'resources.categories.list',
  summary: 'The categories of resources under the four kinds',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/categories' },
  request: z.strictObject({ kind: ResourceKind.optional(), ...pageRequest }),
  reply: page(Category),
});

export const contributionStates = ['recorded', 'confirmed', 'disputed', 'voided'] as const;
export const ContributionState = z.enum(contributionStates);

export const Receiver = z
  .union([z.strictObject({ initiativeId: Id }), z.strictObject({ memberId: Id })])
  .meta({ id: 'Receiver', description: 'An initiative or a member' });
export type Receiver = z.output<typeof Receiver>;

export const Evidence = z
  .strictObject({ name: line(200), sha256: Sha256 })
  .meta({ id: 'Evidence', description: 'A document that shows the contribution, by name and hash' });

/** What was given: a quantity of work, knowledge or things, or an amount of money. */
const given = {
  category: z.string().regex(/^[a-z][a-z0-9-]{0,49}$/).meta({ description: 'Code of the category' }),
  quantity: Quantity.optional().meta({ description: 'For human, informational and material resources' }),
  amount: Money.optional().meta({ description: 'For financial resources' }),
  givenOn: CivilDate,
  givenUntil: CivilDate.optional().meta({ description: 'Last day, when it was given over a period' }),
  description: prose(1000).optional(),
  evidence: z.array(Evidence).max(20).default([]),
};

export const Contribution = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    kind: ResourceKind,
    category: z.string(),
    quantity: Quantity.nullable(),
    amount: Money.nullable(),
    giver: Id.meta({ description: 'The member that gave' }),
    receiver: Receiver,
    givenOn: CivilDate,
    givenUntil: CivilDate.nullable(),
    description: z.string().nullable(),
    evidence: z.array(Evidence),
    state: ContributionState,
    recordedBy: Id.meta({ description: 'The member that recorded it' }),
    recordedAt: Instant,
    confirmedBy: Id.nullable().meta({ description: 'The member of the other side that confirmed it' }),
    confirmedAt: Instant.nullable(),
    reversalOf: Id.nullable().meta({ description: 'This entry takes that one back' }),
    corrects: Id.nullable().meta({ description: 'This entry stands in place of that one' }),
    reversedBy: Id.nullable().meta({ description: 'The entry that takes this one back' }),
  })
  .meta({ id: 'Contribution', description: 'What was really given. Never edited, never deleted: a correction is a reversal and a new entry.' });
export type Contribution = z.output<typeof Contribution>;

export const UnknownCategory = problem({
  slug: 'unknown-category',
  status: 422,
  title: { en: 'There is no such category', pl: 'Nie ma takiej kategorii' },
  detail: { en: 'Choose one of /v1/categories.', pl: 'Wybierz jedną z /v1/categories.' },
});
export const WrongMeasure = problem({
  slug: 'wrong-measure',
  status: 422,
  title: { en: 'The category is measured otherwise', pl: 'Ta kategoria jest mierzona inaczej' },
  detail: { en: '{category} is given as {measure}.', pl: '{category} podaje się jako: {measure}.' },
});
export const WrongPeriod = problem({
  slug: 'wrong-period',
  status: 422,
  title: { en: 'The dates do not fit', pl: 'Daty nie pasują' },
  detail: { en: 'It was given on or before today, and the last day is not before the first.', pl: 'Wkład został wniesiony najpóźniej dzisiaj, a ostatni dzień nie wypada przed pierwszym.' },
});
export const GiverIsReceiver = problem({
  slug: 'giver-is-receiver',
  status: 422,
  title: { en: 'Nobody contributes to itself', pl: 'Nikt nie wnosi wkładu sam sobie' },
  detail: { en: 'Name another member, or an initiative, as the receiver.', pl: 'Jako odbiorcę wskaż innego członka albo inicjatywę.' },
});
export const UnknownReceiver = problem({
  slug: 'unknown-receiver',
  status: 422,
  title: { en: 'The receiver is not known here', pl: 'Odbiorca nie jest tu znany' },
  detail: { en: 'Name an initiative or a member of this cluster.', pl: 'Wskaż inicjatywę albo członka tego klastra.' },
});
export const UnknownGiver = problem({
  slug: 'unknown-giver',
  status: 422,
  title: { en: 'The giver is not a member here', pl: 'Wnoszący nie jest tu członkiem' },
  detail: { en: 'Name an admitted member of this cluster.', pl: 'Wskaż przyjętego członka tego klastra.' },
});
export const InitiativeNotRunning = problem({
  slug: 'initiative-not-running',
  status: 422,
  title: { en: 'The initiative does not run', pl: 'Inicjatywa nie trwa' },
  detail: { en: 'Contributions go to running initiatives.', pl: 'Wkład wnosi się do trwających inicjatyw.' },
});
export const NotASide = problem({
  slug: 'not-a-side',
  status: 403,
  title: { en: 'You are neither the giver nor the receiver', pl: 'Nie jesteś ani wnoszącym, ani odbiorcą' },
  detail: { en: 'The giver, the receiving member or a partner of the receiving initiative may do this.', pl: 'Może to zrobić wnoszący, członek będący odbiorcą albo partner inicjatywy-odbiorcy.' },
});
export const OwnContribution = problem({
  slug: 'own-contribution',
  status: 403,
  title: { en: 'The other side confirms', pl: 'Potwierdza druga strona' },
  detail: { en: 'You recorded this, or stand on the side that did.', pl: 'Ten wkład zapisała Twoja strona.' },
});
export const AlreadySettled = problem({
  slug: 'already-settled',
  status: 409,
  title: { en: 'This entry is settled already', pl: 'Ten wpis jest już rozstrzygnięty' },
  detail: { en: 'It is {state}.', pl: 'Jego stan: {state}.' },
});
export const AlreadyReversed = problem({
  slug: 'already-reversed',
  status: 409,
  title: { en: 'This entry is taken back already', pl: 'Ten wpis już cofnięto' },
  detail: { en: 'See {reversedBy}.', pl: 'Zobacz {reversedBy}.' },
});
export const ReversalOfReversal = problem({
  slug: 'reversal-of-reversal',
  status: 422,
  title: { en: 'A reversal cannot be reversed', pl: 'Cofnięcia nie można cofnąć' },
  detail: { en: 'Record the contribution again instead.', pl: 'Zamiast tego zapisz wkład ponownie.' },
});

const base = '/v1/clusters/{clusterId}/contributions';
const one = { clusterId: Id, contributionId: Id };

export const recordContribution = operation({
  name: 'resources.contributions.record',
  summary: 'A member records what it gave, or what it was given',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({
    clusterId: Id,
    giver: Id.optional().meta({ description: 'The member that gave; left out: the acting member' }),
    receiver: Receiver,
    ...given,
  }),
  reply: Contribution,
  problems: [UnknownCategory, WrongMeasure, WrongPeriod, GiverIsReceiver, UnknownReceiver, UnknownGiver, InitiativeNotRunning, NotASide],
});

export const listContributions = operation({
  name: 'resources.contributions.list',
  summary: 'The contributions of a cluster, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({
    clusterId: Id,
    kind: ResourceKind.optional(),
    state: ContributionState.optional(),
    giver: Id.optional(),
    initiativeId: Id.optional(),
    ...pageRequest,
  }),
  reply: page(Contribution),
});

export const readContribution = operation({
  name: 'resources.contributions.get',
  summary: 'One contribution',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${base}/{contributionId}` },
  request: z.strictObject(one),
  reply: Contribution,
});

export const confirmContribution = operation({
  name: 'resources.contributions.confirm',
  summary: 'The other side confirms a contribution',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{contributionId}/confirmation` },
  request: z.strictObject(one),
  reply: Contribution,
  problems: [NotASide, OwnContribution, AlreadySettled],
});

export const reverseContribution = operation({
  name: 'resources.contributions.reverse',
  summary: 'The side that recorded it takes a contribution back, and may put a corrected entry in its place',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/{contributionId}/reversal`, location: `${base}/{id}` },
  request: z.strictObject({ ...one, reason: prose(1000), correction: z.strictObject(given).optional() }),
  reply: Contribution.extend({
    correction: Id.nullable().meta({ description: 'The corrected entry, where one was given' }),
  }).meta({ id: 'Reversal', description: 'The reversing entry, with the corrected one beside it' }),
  problems: [NotASide, AlreadySettled, AlreadyReversed, ReversalOfReversal, UnknownCategory, WrongMeasure, WrongPeriod],
});

const told = { contributionId: Id, clusterId: Id };

export const ContributionRecorded = event({
  name: 'resources.contribution.recorded',
  version: 1,
  summary: 'A contribution, or the reversal of one, was recorded. Free text stays in resources: it may name persons.',
  data: z.strictObject({
    ...told,
    kind: ResourceKind,
    category: z.string(),
    quantity: Quantity.nullable(),
    amount: Money.nullable(),
    giver: Id,
    receiver: Receiver,
    givenOn: CivilDate,
    givenUntil: CivilDate.nullable(),
    recordedBy: Id,
    recordedAt: Instant,
    evidence: z.array(Evidence),
    reversalOf: Id.nullable(),
    corrects: Id.nullable(),
  }),
});
export const ContributionConfirmed = event({
  name: 'resources.contribution.confirmed',
  version: 1,
  summary: 'The other side confirmed a contribution',
  data: z.strictObject({ ...told, confirmedBy: Id, confirmedAt: Instant }),
});
export const ContributionVoided = event({
  name: 'resources.contribution.voided',
  version: 1,
  summary: 'An unconfirmed contribution was taken back before it counted',
  data: z.strictObject({ ...told, reversedBy: Id, voidedAt: Instant }),
});
export const ContributionReversed = event({
  name: 'resources.contribution.reversed',
  version: 1,
  summary: 'A confirmed contribution is to be taken back by the entry named, once that is confirmed',
  data: z.strictObject({ ...told, reversedBy: Id }),
});
