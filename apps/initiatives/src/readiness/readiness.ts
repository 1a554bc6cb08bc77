import {
  BenefitsUnstated, ClustersUndecided, CostsUnsettled, type Initiative, LessonsMissing, type Missing, NoAgreementInForce, NoAgreementProposed, PromisesOpen, type Readiness, refuse, type Refusal, SettlementOpen,
  TasksOpen, TooFewPartners,
} from '@klaster/contracts';
import { isActing, type Partner } from '../partners/partner.js';
import { namesOf } from '../partners/partners.js';
import type { Settled } from '../settlements/standing.js';

/** What the start of the work depends on besides its partners. */
export interface Footing {
  /** The version that is in force. */
  readonly inForce: number | undefined;
  /** The newest version with the members whose signature it lacks; also partners that it does not name. */
  readonly newest: { readonly number: number; readonly missing: readonly string[] } | undefined;
  /** The names of clusters that have not accepted it. */
  readonly undecided: readonly string[];
}

/** What the end of the work depends on besides its partners. */
export interface Ending {
  /** Tasks that are neither done nor dropped. */
  readonly openTasks: readonly { readonly title: string; readonly responsible: readonly string[] }[];
  readonly openPromises: number;
  readonly settled: Settled;
  /** The members that have stated their benefits. */
  readonly stated: readonly string[];
  /** How many benefits are acknowledged. */
  readonly benefits: number;
  readonly lessons: number;
}

export type StartSlug = 'too-few-partners' | 'no-agreement-proposed' | 'no-agreement-in-force' | 'clusters-undecided';
export type CloseSlug = 'tasks-open' | 'promises-open' | 'costs-unsettled' | 'settlement-open' | 'benefits-unstated' | 'lessons-missing';

/** Something that is missing before the next step, and the refusal of whoever takes the step nevertheless. */
export interface Lack<Slug extends string = string> extends Pick<Missing, 'code' | 'count'> {
  readonly memberIds?: readonly string[];
  /** Of what has no member: titles, clusters. */
  readonly names?: readonly string[];
  /** Where it can be done, below the initiative. */
  readonly at: string;
  readonly refusal: Refusal<Slug>;
}

const fewestPartners = 2;

/** INV: it runs only with an agreement in force that names every partner, and at least two partners (F8). @param partners those that take part */
export function lacksOfStart(partners: readonly Partner[], { inForce, newest, undecided }: Footing): Lack<StartSlug>[] {
  const lacks: Lack<StartSlug>[] = [];
  if (partners.length < fewestPartners) {
    lacks.push({ code: 'partners', count: fewestPartners - partners.length, at: 'partners', refusal: refuse(TooFewPartners, { partners: partners.length }) });
  }
  if (newest === undefined) lacks.push({ code: 'agreement', count: 1, at: 'agreement/versions', refusal: refuse(NoAgreementProposed) });
  else if (inForce === undefined) {
    const { number, missing } = newest;
    const refusal = refuse(NoAgreementInForce, { number, missing: namesOf(partners, missing).join(', ') });
    lacks.push({ code: 'signatures', count: missing.length, memberIds: missing, at: `agreement/versions/${number}`, refusal });
  }
  if (undecided.length > 0) lacks.push({ code: 'clusters', count: undecided.length, names: undecided, at: 'clusters', refusal: refuse(ClustersUndecided, { missing: undecided.join(', ') }) });
  return lacks;
}

const mostTitles = 5;
const cut = (titles: readonly string[]) => (titles.length > mostTitles ? [...titles.slice(0, mostTitles), '…'] : titles);

/** INV: it closes only when nothing is open: tasks, promises, costs; and every partner has stated its benefits (F12). @param everybody all that ever were partners */
export function lacksOfClosing(everybody: readonly Partner[], { openTasks, openPromises, settled: { unsettled, underWay }, stated, lessons }: Ending): Lack<CloseSlug>[] {
  const lacks: Lack<CloseSlug>[] = [];
  if (openTasks.length > 0) {
    const names = cut(openTasks.map(({ title }) => title));
    const memberIds = [...new Set(openTasks.flatMap(({ responsible }) => responsible))];
    lacks.push({ code: 'tasks', count: openTasks.length, memberIds, names, at: 'tasks', refusal: refuse(TasksOpen, { missing: names.join(', ') }) });
  }
  if (openPromises > 0) lacks.push({ code: 'promises', count: openPromises, at: 'progress', refusal: refuse(PromisesOpen, { count: openPromises }) });
  if (unsettled > 0) lacks.push({ code: 'costs', count: unsettled, at: 'settlement', refusal: refuse(CostsUnsettled, { count: unsettled }) });
  if (underWay) {
    const { number, state, missing } = underWay;
    const refusal = refuse(SettlementOpen, { number, state, missing: namesOf(everybody, missing).join(', ') });
    lacks.push({ code: 'settlement', count: missing.length, memberIds: missing, at: `settlements/${number}`, refusal });
  }
  const silent = everybody.filter((partner) => isActing(partner) && !stated.includes(partner.memberId)).map(({ memberId }) => memberId);
  if (silent.length > 0) {
    lacks.push({ code: 'benefits', count: silent.length, memberIds: silent, at: 'benefit-statements', refusal: refuse(BenefitsUnstated, { missing: namesOf(everybody, silent).join(', ') }) });
  }
  if (lessons === 0) lacks.push({ code: 'lessons', count: 1, at: 'lessons', refusal: refuse(LessonsMissing) });
  return lacks;
}

const steps = { idea: 'forming', forming: 'running', running: 'closing', closing: 'closed', closed: null, abandoned: null } as const satisfies Record<Initiative['state'], Readiness['next']>;

/** As clients see it. @param path of the initiative, for who asks; @param everybody all that ever were partners */
export function showReadiness({ state }: Pick<Initiative, 'state'>, lacks: readonly Lack[], everybody: readonly Partner[], path: string): Readiness {
  const named = (memberIds: readonly string[]) => everybody.flatMap(({ memberId, name }) => (name !== null && memberIds.includes(memberId) ? [name] : []));
  const missing = lacks.map(({ code, count, memberIds = [], names, at }) => ({ code, count, memberIds: [...memberIds], names: [...(names ?? named(memberIds))], path: `${path}/${at}` }));
  return { state, next: steps[state], missing };
}
