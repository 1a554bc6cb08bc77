import {
  type Cost, CostRecorded, CostReversed, CostUnfit, CurrencyOther, type Happening, isRefusal, type KeyName, KeyUnfit, type Money, NotPartner, NotYourCost, refuse, type Refusal, WrongState,
} from '@klaster/contracts';
import { faultOf } from '@klaster/shares';
import type { VersionInForce } from '../agreements/agreements.js';
import type { Acting } from '../goals/goal.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';
import { exchanged, type Rate } from './exchange.js';
import { absentOn, governing, keyAmong, sharersBut } from './sharing.js';

/** An entry, and what is told of it: once, because it never changes. */
export interface Entered {
  readonly cost: Cost;
  /** Whom the version names and who does not share it. */
  readonly absent: readonly string[];
  readonly event: Happening;
}

/** An entry as it is kept. */
export type Kept = Cost & Pick<Entered, 'absent'>;

/** What is said of an entry. */
export interface Said {
  readonly kind: Cost['kind'];
  readonly paidBy?: string | undefined;
  readonly amount: Money;
  readonly rate?: Rate | undefined;
  readonly incurredOn: string;
  readonly description: string;
  readonly document?: string | undefined;
  readonly evidence: Cost['evidence'];
  readonly budgetLineId?: string | undefined;
  readonly key?: KeyName | undefined;
}

/** What entries depend on. */
export interface Ground {
  readonly initiative: Initiative;
  /** All that ever were. */
  readonly partners: readonly Partner[];
  /** All versions that are or were in force, oldest first. */
  readonly versions: readonly VersionInForce[];
  /** The line of the budget that is named, where this initiative has it. */
  readonly budgetLine: { readonly planned: Money } | undefined;
}

/** What an entry belongs to. */
interface Belonging {
  readonly riskId?: string | null;
  readonly corrects?: string | null;
}

export type EntryProblem = 'not-partner' | 'initiative-wrong-state' | 'currency-other' | 'cost-unfit' | 'key-unfit';

/** What was given up can still be settled, where it had begun. */
const states: readonly Initiative['state'][] = ['running', 'closing', 'abandoned'];
/** The greatest amount of an entry, in minor units. */
const mostMinor = 1_000_000_000_000;

const unfit = (field: string) => refuse(CostUnfit, { field });
export const takesNoCosts = (state: Initiative['state']) => refuse(WrongState, { state, needed: 'running, closing' });
const tookPart = (partners: readonly Partner[], memberId: string) => partners.some((partner) => partner.memberId === memberId && partner.state !== 'candidate' && partner.state !== 'withdrawn');

/** A partner enters what it, or another, has paid or received. */
export const recordCost = (id: string, said: Said, ground: Ground, acting: Acting): Entered | Refusal<EntryProblem> =>
  isPartner(ground.partners, acting.memberId) ? enter(id, said, ground, acting) : refuse(NotPartner);

/**
 * Makes an entry: shared by the key of the version that governs its day, among those who were partners then. What comes
 * in stands below zero.
 */
export function enter(id: string, said: Said, ground: Ground, { memberId, now, today }: Acting, { riskId = null, corrects = null }: Belonging = {}): Entered | Refusal<EntryProblem> {
  const { id: initiativeId, clusterId, state } = ground.initiative;
  const { kind, incurredOn, rate, description, evidence, paidBy = memberId, key = kind === 'income' ? 'benefits' : 'costs' } = said;
  const version = governing(ground.versions, incurredOn);
  if (!states.includes(state) || !version) return takesNoCosts(state);
  const absent = absentOn(incurredOn, version, ground.partners);
  const amountMinor = refuseEntry({ ...said, paidBy, key }, version, absent, ground, today) ?? amountIn(version.terms.currency, said, today);
  if (isRefusal(amountMinor)) return amountMinor;
  return told({
    id, clusterId, initiativeId, kind, paidBy, amountMinor: kind === 'income' ? -amountMinor : amountMinor, currency: version.terms.currency,
    exchange: rate ? { original: said.amount, rate: rate.value, source: rate.source, ratedOn: rate.ratedOn } : null,
    incurredOn, description, document: said.document ?? null, evidence, budgetLineId: said.budgetLineId ?? null, riskId,
    agreementNumber: version.number, key, recordedBy: memberId, recordedAt: now, reversalOf: null, corrects, reversedBy: null, settlementNumber: null,
  }, absent);
}

function refuseEntry({ paidBy, incurredOn, key, budgetLineId }: Said & { readonly paidBy: string; readonly key: KeyName }, version: VersionInForce, absent: readonly string[], { partners, budgetLine }: Ground, today: string) {
  if (!tookPart(partners, paidBy)) return unfit('paidBy');
  if (incurredOn > today) return unfit('incurredOn');
  const sharers = sharersBut(absent, version);
  if (faultOf(keyAmong(sharers, version, key), sharers)) return refuse(KeyUnfit, { key, number: version.number, day: incurredOn });
  return budgetLineId !== undefined && budgetLine?.planned.currency !== version.terms.currency ? unfit('budgetLineId') : undefined;
}

/** The amount in the currency of the agreement; above zero. */
function amountIn(currency: string, { amount, rate }: Pick<Said, 'amount' | 'rate'>, today: string): number | Refusal<'currency-other' | 'cost-unfit'> {
  if (amount.currency === currency) return rate ? unfit('rate') : amount.amountMinor;
  if (!rate) return refuse(CurrencyOther, { currency });
  if (rate.ratedOn > today) return unfit('rate.ratedOn');
  const amountMinor = exchanged(amount, rate.value, currency);
  return amountMinor > 0 && amountMinor <= mostMinor ? amountMinor : unfit('rate.value');
}

function told(cost: Cost, absent: readonly string[]): Entered {
  const { id: costId, exchange: _exchange, description: _description, document: _document, evidence: _evidence, reversedBy: _reversedBy, settlementNumber: _settlementNumber, ...rest } = cost;
  return { cost, absent, event: CostRecorded.of({ costId, ...rest }) };
}

/** What is said when an entry is taken back. */
export interface Reversing {
  readonly reason: string;
  /** What is right in its place. */
  readonly correction: Said | undefined;
}

/**
 * The partner that paid or recorded an entry takes it back by another one of the opposite sign, which is shared as it was;
 * also when it has left, and when the entry is settled. It is corrected in the same breath: what is right stands in its
 * place, and of a loss that is a loss.
 */
export function reverse(
  { absent, ...original }: Kept,
  ids: { readonly reversal: string; readonly correction: string },
  { reason, correction }: Reversing,
  ground: Ground,
  acting: Acting,
): readonly Entered[] | Refusal<EntryProblem | 'not-your-cost' | 'cost-reversed'> {
  const { memberId, now } = acting;
  if (!tookPart(ground.partners, memberId)) return refuse(NotPartner);
  if (memberId !== original.paidBy && memberId !== original.recordedBy) return refuse(NotYourCost);
  if (original.reversalOf !== null || original.reversedBy !== null) return refuse(CostReversed);
  if (!states.includes(ground.initiative.state)) return takesNoCosts(ground.initiative.state);
  const reversal = told({
    ...original, id: ids.reversal, amountMinor: -original.amountMinor, exchange: null, description: reason, document: null, evidence: [],
    recordedBy: memberId, recordedAt: now, reversalOf: original.id, corrects: null, settlementNumber: null,
  }, absent);
  if (!correction) return [reversal];
  const corrected = correct(original, ids.correction, correction, ground, acting);
  return isRefusal(corrected) ? corrected : [reversal, corrected];
}

function correct({ id: corrects, kind, key, riskId }: Cost, id: string, said: Said, ground: Ground, acting: Acting) {
  if (riskId === null) return enter(id, said, ground, acting, { corrects });
  return said.kind === 'cost' ? enter(id, { ...said, kind, key: said.key ?? key }, ground, acting, { corrects, riskId }) : unfit('correction.kind');
}
