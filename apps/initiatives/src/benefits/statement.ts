import { accept, type BenefitStatement, BenefitsStated, type Initiative as InitiativeView, NotPartner, refuse, StatementUnfit, WrongState } from '@klaster/contracts';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';
import type { Saying } from './benefit.js';

const states: readonly InitiativeView['state'][] = ['running', 'closing'];

/**
 * F12: a partner says that its benefits are told, or that there are none. “None” fits where it has acknowledged none of its
 * own; anything else where it has, or where a benefit of all was acknowledged.
 */
export function stateBenefits(
  initiative: Initiative,
  partners: readonly Partner[],
  { none, note }: { readonly none: boolean; readonly note: string | null },
  acknowledged: { readonly own: number; readonly shared: number },
  { memberId, now }: Saying,
) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  if (!states.includes(initiative.state)) return refuse(WrongState, { state: initiative.state, needed: states.join(', ') });
  const { own, shared } = acknowledged;
  if (none ? own > 0 : own + shared === 0) return refuse(StatementUnfit, { own, shared });
  const { id: initiativeId, clusterId } = initiative;
  const statement: BenefitStatement = { initiativeId, clusterId, memberId, none, note, acknowledged: own, statedAt: now };
  return { ...accept(initiative, [BenefitsStated.of({ initiativeId, clusterId, memberId, none, acknowledged: own, statedAt: now })]), statement };
}
