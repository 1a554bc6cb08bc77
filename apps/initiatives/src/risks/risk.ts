import { accept, CostUnfit, type Decision, isRefusal, NotPartner, refuse, type Refusal, type Risk, RiskConcluded, RiskEnded, RiskNamed, WrongState } from '@klaster/contracts';
import { enter, type Entered, type EntryProblem, type Ground, type Said } from '../costs/cost.js';
import type { Acting } from '../goals/goal.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isPartner, type Partner } from '../partners/partner.js';

export type { Risk };

/** What a risk is about. */
export type RiskSaid = Pick<Risk, 'title' | 'description' | 'likelihood' | 'impact' | 'exposure' | 'owner' | 'response' | 'measures' | 'key'>;

type Optional = 'description' | 'exposure' | 'measures';
/** What was left out is not there. */
export const wholeOf = (said: Omit<RiskSaid, Optional> & { readonly [Field in Optional]?: RiskSaid[Field] | undefined }): RiskSaid => ({
  ...said, description: said.description ?? null, exposure: said.exposure ?? null, measures: said.measures ?? null,
});

/** Where a risk is named, changed or over. */
export interface RiskGround {
  readonly initiative: Initiative;
  readonly partners: readonly Partner[];
}

type NamingProblem = 'not-partner' | 'initiative-wrong-state' | 'cost-unfit';

const one = ({ id: riskId, clusterId, initiativeId }: Risk) => ({ riskId, clusterId, initiativeId });

/** What has not begun to be judged yet, or goes on, has risks; of what was given up they can still be ended. */
function refuseIn({ initiative: { state }, partners }: RiskGround, memberId: string, over: readonly Initiative['state'][]) {
  if (!isPartner(partners, memberId)) return refuse(NotPartner);
  return over.includes(state) ? refuse(WrongState, { state, needed: 'idea, forming, running, closing' }) : undefined;
}

function refuseNaming(ground: RiskGround, { owner }: RiskSaid, memberId: string) {
  return refuseIn(ground, memberId, ['closed', 'abandoned']) ?? (isPartner(ground.partners, owner) ? undefined : refuse(CostUnfit, { field: 'owner' }));
}

function named(risk: Risk, { memberId, now }: Acting) {
  const { likelihood, impact, exposure, owner, response, key } = risk;
  return accept(risk, [RiskNamed.of({ ...one(risk), likelihood, impact, exposure, owner, response, key, namedBy: memberId, namedAt: now })]);
}

export function nameRisk(id: string, said: RiskSaid, ground: RiskGround, acting: Acting): Decision<Risk, NamingProblem> {
  const { id: initiativeId, clusterId } = ground.initiative;
  const { memberId, now } = acting;
  return (
    refuseNaming(ground, said, memberId) ??
    named({ id, version: 0, clusterId, initiativeId, ...said, state: 'open', namedBy: memberId, namedAt: now, endedAt: null, reason: null, costId: null }, acting)
  );
}

export function changeRisk(risk: Risk, said: RiskSaid, ground: RiskGround, acting: Acting): Decision<Risk, NamingProblem | 'risk-ended'> {
  const refused = refuseNaming(ground, said, acting.memberId);
  if (refused) return refused;
  return risk.state === 'open' ? named({ ...risk, ...said }, acting) : refuse(RiskEnded, { state: risk.state });
}

export function closeRisk(risk: Risk, reason: string, ground: RiskGround, { memberId, now }: Acting): Decision<Risk, 'not-partner' | 'initiative-wrong-state' | 'risk-ended'> {
  const refused = refuseIn(ground, memberId, ['closed']);
  if (refused) return refused;
  if (risk.state !== 'open') return refuse(RiskEnded, { state: risk.state });
  return accept({ ...risk, state: 'closed', endedAt: now, reason }, [RiskConcluded.of({ ...one(risk), how: 'closed', occurredOn: null, costId: null, concludedAt: now })]);
}

/** What has happened, and what was lost by it. */
export interface Occurrence extends Pick<Said, 'paidBy' | 'document' | 'evidence'> {
  readonly occurredOn: string;
  readonly reason: string;
  readonly loss: Said['amount'] | undefined;
}

/** A risk has occurred: its loss is an entry, shared by the key that the risk names in the version of the agreement that was in force that day. */
export function occur(risk: Risk, costId: string, { occurredOn, reason, loss, ...by }: Occurrence, ground: Ground, acting: Acting) {
  const refused = refuseIn(ground, acting.memberId, ['closed']);
  if (refused) return refused;
  if (risk.state !== 'open') return refuse(RiskEnded, { state: risk.state });
  if (occurredOn > acting.today) return refuse(CostUnfit, { field: 'occurredOn' });
  const entered: Entered | Refusal<EntryProblem> | undefined =
    loss && enter(costId, { ...by, kind: 'loss', amount: loss, incurredOn: occurredOn, description: risk.title, key: risk.key }, ground, acting, { riskId: risk.id });
  if (isRefusal(entered)) return entered;
  const { now } = acting;
  const became = entered?.cost.id ?? null;
  const occurred: Risk = { ...risk, state: 'occurred', endedAt: now, reason, costId: became };
  return { ...accept(occurred, [RiskConcluded.of({ ...one(risk), how: 'occurred', occurredOn, costId: became, concludedAt: now })]), entered };
}
