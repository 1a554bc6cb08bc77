import { isRefusal, listInitiativePartners, Overloaded, refuse, type Refusal } from '@klaster/contracts';
import { Neighbours } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import type { Partners } from '../ballots/ballots.js';
import type { Matter } from './matter.js';

/** Whose seats vote on a matter. */
@Injectable()
export class Electorates {
  constructor(private readonly neighbours: Neighbours) {}

  /** The partners of the initiative that a matter is of; undefined where the whole table votes. Another service is asked: nothing may be locked. */
  async partnersOf({ kind, clusterId, about: { initiativeId } }: Matter, requestId: string): Promise<Partners | Refusal<'overloaded'>> {
    if (kind !== 'initiative' || initiativeId === undefined) return undefined;
    const answer = await this.neighbours.ask(listInitiativePartners, { clusterId, initiativeId }, requestId);
    if (!isRefusal(answer)) return answer.memberIds;
    return answer.refused === 'not-found' ? [] : refuse(Overloaded);
  }
}
