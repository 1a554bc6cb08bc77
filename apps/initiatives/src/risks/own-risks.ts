import { NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Call } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import type { Ground } from '../costs/cost.js';
import { Grounds } from '../costs/grounds.js';
import type { Acting } from '../goals/goal.js';
import type { Risk } from './risk.js';
import { Risks } from './risks.js';

interface Seen {
  readonly risk: Risk;
  readonly ground: Ground;
  readonly acting: Acting;
}

/** A risk of the initiative that is asked for, with what is decided by. */
@Injectable()
export class OwnRisks {
  constructor(
    private readonly risks: Risks,
    private readonly grounds: Grounds,
  ) {}

  async see({ initiativeId, riskId }: { readonly initiativeId: string; readonly riskId: string }, call: Call): Promise<Seen | Refusal<'not-found' | 'stale-version'>> {
    const [risk, found] = await Promise.all([this.risks.find(call.work, riskId), this.grounds.of(initiativeId, undefined, call)]);
    if ('refused' in found) return found;
    if (risk?.initiativeId !== initiativeId) return refuse(NotFound);
    if (call.expectedVersion !== undefined && call.expectedVersion !== risk.version) return refuse(StaleVersion);
    const { acting, ...ground } = found;
    return { risk, ground, acting };
  }
}
