import { accept, type CharterRules, isRefusal, type Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { deliberate, type Matter } from '../matters/matter.js';
import { Matters } from '../matters/matters.js';
import { type NewMatter, putOnTable } from '../matters/put-on-table.js';
import type { Member } from './member.js';

const longestTitle = 200;

const matterOn = ({ id: memberId, clusterId, partyName }: Member, what: string, { majority }: CharterRules) => ({
  clusterId, title: `${what}: ${partyName}`.slice(0, longestTitle), options: [], places: 1, majority, secret: false, about: { memberId },
});

/** The table votes on an admission. It decides on yes or no: by consent where the charter says so, otherwise by its majority. */
export function admissionOf(member: Member, rules: CharterRules): NewMatter {
  const text = `Podmiot „${member.partyName}” zadeklarował gotowość do współpracy i zaakceptował kartę klastra (wersja ${member.charterNumber}). Głosujemy, czy przyjąć go do klastra.`;
  const method = rules.method === 'consent' ? 'consent' : 'majority';
  return { ...matterOn(member, 'Przyjęcie', rules), kind: 'admission', text, method, hearing: null, putBy: member.id };
}

/** An exclusion is never decided by consent: the objection of the member concerned alone would stand against it. */
export function exclusionOf(member: Member, { by, reason }: { readonly by: string; readonly reason: string }, rules: CharterRules): NewMatter {
  const hearing = { memberId: member.id, until: null, statement: null, heardAt: null };
  return { ...matterOn(member, 'Wykluczenie', rules), kind: 'exclusion', text: reason, method: 'majority', hearing, putBy: by };
}

/** Matters about members come on the table by themselves, and their deliberation opens at once. */
@Injectable()
export class MemberMatters {
  constructor(private readonly matters: Matters) {}

  put(work: Work, id: string, matter: NewMatter, rules: CharterRules, now: Instant): Matter {
    const put = putOnTable(id, matter, now);
    const deliberated = deliberate(put.state, {}, rules, now);
    if (isRefusal(deliberated)) throw new Error(`a matter that has just come on the table is not deliberated: ${deliberated.refused}`);
    const kept = this.matters.put(work, { ...accept(deliberated.state, [...put.events, ...deliberated.events]), revision: put.revision });
    this.matters.scheduleNext(work, kept);
    return kept;
  }

  /** The exclusion of a member that is on the table now. */
  async exclusionUnderWay(work: Work, memberId: string): Promise<string | undefined> {
    const [open] = await work.query<{ id: string }>(
      `SELECT id FROM matter WHERE kind = 'exclusion' AND about ->> 'memberId' = $1 AND state IN ('draft', 'deliberation', 'voting')`,
      [memberId],
    );
    return open?.id;
  }
}
