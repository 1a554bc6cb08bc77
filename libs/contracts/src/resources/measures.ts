import { z } from 'zod';
import { problem } from '../core/problem.js';
import { CivilDate, Decimal, Id, Instant, line, Money, prose, Quantity, Sha256 } from '../core/values.js';

/* What offers, needs, pledges and contributions are told in. */

/** What is brought in: a quantity of work, knowledge or things, or an amount of money. */
export const measure = {
  quantity: Quantity.optional().meta({ description: 'For human, informational and material resources' }),
  amount: Money.optional().meta({ description: 'For financial resources' }),
};
/** The same in an answer. */
export const measured = { quantity: Quantity.nullable(), amount: Money.nullable() };

/** An exact decimal that may be zero. */
export const Progress = Decimal.meta({ description: 'Exact decimal in the unit of the quantity, rounded to six places where a conversion has more; for money in minor units' });

export const HoursPerDay = Decimal.refine((value) => Number(value) > 0 && Number(value) <= 24, 'more than 0, at most 24').meta({
  description: 'How many hours a day counts: without it days and hours are not converted',
});

export const Receiver = z
  .union([z.strictObject({ initiativeId: Id }), z.strictObject({ memberId: Id })])
  .meta({ id: 'Receiver', description: 'An initiative or a member' });
export type Receiver = z.output<typeof Receiver>;

export const Evidence = z
  .strictObject({ name: line(200), sha256: Sha256, size: z.int().min(0).max(1_000_000_000_000).optional().meta({ description: 'Bytes' }) })
  .meta({ id: 'Evidence', description: 'A document that shows it, by name, hash and size; the file itself may be kept at …/files/{sha256}' });

/** Who sees an offer or a need: its cluster, every cluster of the federation, or everybody. */
export const visibilities = ['cluster', 'federation', 'public'] as const;
export const Visibility = z.enum(visibilities);
export type Visibility = z.output<typeof Visibility>;

export const Span = z
  .strictObject({ from: Instant, until: Instant })
  .meta({ id: 'Span', description: 'From an instant until another, which is not part of it' });
export type Span = z.output<typeof Span>;

export const Window = z
  .strictObject({
    start: z.string().regex(/^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d$/).meta({ description: 'Local date and time in the federation’s time zone, such as 2026-09-01T16:00' }),
    minutes: z.int().min(1).max(44_640).meta({ description: 'How long it lasts, by the clock on the wall' }),
    rule: z.string().max(300).regex(/^[A-Z0-9=;,:+-]+$/).optional().meta({ description: 'How it recurs: an RRULE after RFC 5545 without the name, such as FREQ=WEEKLY;BYDAY=TU' }),
    except: z.array(CivilDate).max(100).default([]).meta({ description: 'Days on which it does not recur' }),
  })
  .meta({ id: 'Window', description: 'When a resource is to be had: once, or again and again. Recurs by the clock on the wall across summer and winter time.' });
export type Window = z.output<typeof Window>;

/** When something is to be had or needed; nothing said means always. */
export const times = {
  from: CivilDate.optional(),
  until: CivilDate.optional().meta({ description: 'The last day' }),
  windows: z.array(Window).max(20).default([]),
};
export const timesShown = { from: CivilDate.nullable(), until: CivilDate.nullable(), windows: z.array(Window) };

export const licences = ['public-domain', 'CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-ND-4.0', 'within-initiative', 'within-cluster', 'other'] as const;
export const Conditions = z
  .strictObject({ licence: z.enum(licences), text: prose(2000).optional().meta({ description: 'Needed where the licence is other' }) })
  .meta({ id: 'Conditions', description: 'The licence or the conditions under which knowledge may be used' });
export type Conditions = z.output<typeof Conditions>;

/** What is done with a resource, in ValueFlows terms. */
export const actions = ['work', 'transfer', 'cite', 'copy', 'deliverService', 'use', 'transferCustody', 'consume'] as const;
export const Action = z.enum(actions);
export type Action = z.output<typeof Action>;

export const Municipality = line(80).meta({ description: 'Where the resource is, or is needed' });

/* Refusals that several of them share. */

export const UnknownCategory = problem({
  slug: 'unknown-category',
  status: 422,
  title: { en: 'There is no such category', pl: 'Nie ma takiej kategorii' },
  detail: { en: 'Choose one of /v1/categories, or of the cluster’s own.', pl: 'Wybierz jedną z /v1/categories albo z własnych kategorii klastra.' },
});
export const WrongMeasure = problem({
  slug: 'wrong-measure',
  status: 422,
  title: { en: 'The category is measured otherwise', pl: 'Ta kategoria jest mierzona inaczej' },
  detail: { en: '{category} is given as {measure}.', pl: '{category} podaje się jako: {measure}.' },
});
export const WrongTimes = problem({
  slug: 'wrong-times',
  status: 422,
  title: { en: 'The times do not fit', pl: 'Terminy nie pasują' },
  detail: { en: 'Every time begins before it ends, days that have passed are offered or needed no more, and one asks about 400 days at most.', pl: 'Każdy termin zaczyna się, zanim się skończy; dni, które minęły, nie można już oferować ani potrzebować; pytać można najwyżej o 400 dni.' },
});
export const WindowUnfit = problem({
  slug: 'window-unfit',
  status: 422,
  title: { en: 'A window cannot be followed', pl: 'Nie można odczytać okna czasowego' },
  detail: {
    en: 'Window {window}: the start is a day of the calendar, and the rule recurs by days, weeks, months or years: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT or UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, as RFC 5545 lets them stand together.',
    pl: 'Okno {window}: start musi być dniem z kalendarza, a reguła powtarzać się co dni, tygodnie, miesiące lub lata: FREQ=DAILY, WEEKLY, MONTHLY albo YEARLY z INTERVAL, COUNT lub UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, łączonymi tak, jak pozwala RFC 5545.',
  },
});
export const WindowNever = problem({
  slug: 'window-never',
  status: 422,
  title: { en: 'A window never comes about', pl: 'Okno czasowe nigdy nie wystąpi' },
  detail: { en: 'Window {window} has no time from now on between from and until, nor in the next ten years.', pl: 'Okno {window} nie ma od dziś żadnego terminu między from a until ani w najbliższych dziesięciu latach.' },
});
export const ConditionsNeeded = problem({
  slug: 'conditions-needed',
  status: 422,
  title: { en: 'Say under which conditions it may be used', pl: 'Podaj, na jakich warunkach można z tego korzystać' },
  detail: { en: 'Knowledge is shared with a licence; with the licence other, the conditions stand in text.', pl: 'Wiedzę udostępnia się z licencją; przy licencji other warunki opisuje pole text.' },
});
export const ConditionsMisplaced = problem({
  slug: 'conditions-misplaced',
  status: 422,
  title: { en: 'Only knowledge has a licence', pl: 'Licencję ma tylko wiedza' },
  detail: { en: 'Leave conditions out for other kinds of resource.', pl: 'Przy innych rodzajach zasobów pomiń conditions.' },
});
export const NotPartnerHere = problem({
  slug: 'not-partner-of-receiver',
  status: 403,
  title: { en: 'Only partners speak for an initiative', pl: 'W imieniu inicjatywy występują tylko partnerzy' },
  detail: { en: 'Join it as a partner first.', pl: 'Najpierw dołącz do niej jako partner.' },
});
export const UnknownReceiver = problem({
  slug: 'unknown-receiver',
  status: 422,
  title: { en: 'The receiver is not known here', pl: 'Odbiorca nie jest tu znany' },
  detail: { en: 'Name an initiative or a member of this cluster.', pl: 'Wskaż inicjatywę albo członka tego klastra.' },
});
export const GiverIsReceiver = problem({
  slug: 'giver-is-receiver',
  status: 422,
  title: { en: 'Nobody contributes to itself', pl: 'Nikt nie wnosi wkładu sam sobie' },
  detail: { en: 'Name another member, or an initiative, as the receiver.', pl: 'Jako odbiorcę wskaż innego członka albo inicjatywę.' },
});
export const UnknownGiver = problem({
  slug: 'unknown-giver',
  status: 422,
  title: { en: 'The giver is not a member here', pl: 'Wnoszący nie jest tu członkiem' },
  detail: { en: 'Name an admitted member of this cluster.', pl: 'Wskaż przyjętego członka tego klastra.' },
});
export const NotASide = problem({
  slug: 'not-a-side',
  status: 403,
  title: { en: 'You are neither the giver nor the receiver', pl: 'Nie jesteś ani wnoszącym, ani odbiorcą' },
  detail: { en: 'The giver, the receiving member or a partner of the receiving initiative may do this.', pl: 'Może to zrobić wnoszący, członek będący odbiorcą albo partner inicjatywy-odbiorcy.' },
});
