import { ChooseMember, isRefusal, type MandateScope, NoMandate, NotFound, refuse, type Refusal, StaleVersion } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Call, findStanding } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import type { Member } from './member.js';
import { Members } from './members.js';

interface Mandate {
  readonly id: string;
  readonly scopes: readonly MandateScope[];
}

/** Whose membership it is: the caller does it for its party, with or without a seat. */
export interface Own {
  readonly member: Member;
  readonly mandateId: string;
}

type One = { readonly clusterId: string; readonly memberId: string };

const valid = 'd.valid_from <= $3 AND (d.valid_until IS NULL OR d.valid_until > $3)';
const representing = ({ scopes }: Mandate) => scopes.includes('represent');

/** What a party does with its own membership, by an account that represents it, and who else may see it. */
@Injectable()
export class OwnMembership {
  constructor(private readonly members: Members) {}

  /**
   * Finds a membership for its party's representative to change. Whoever sits at the table knows that it is there;
   * to others it is not.
   */
  async hold({ clusterId, memberId }: One, { work, accountId, expectedVersion }: Call): Promise<Own | Refusal<'not-found' | 'no-mandate' | 'stale-version'>> {
    const [member, mandates] = await Promise.all([this.members.hold(work, memberId), this.mandatesIn(work, memberId, accountId)]);
    if (!member || member.clusterId !== clusterId) return refuse(NotFound);
    const mandate = mandates.find(representing);
    if (!mandate) return refuse(mandates.length > 0 || (await sitsThere(work, clusterId, accountId)) ? NoMandate : NotFound);
    if (expectedVersion !== undefined && expectedVersion !== member.version) return refuse(StaleVersion);
    work.actFor(member.id, mandate.id);
    return { member, mandateId: mandate.id };
  }

  /** A membership as its party and those who sit at the table may see it. */
  async see({ clusterId, memberId }: One, { work, accountId }: Call): Promise<Member | Refusal<'not-found'>> {
    const [member, mandates, sits] = await Promise.all([this.members.find(work, memberId), this.mandatesIn(work, memberId, accountId), sitsThere(work, clusterId, accountId)]);
    return member && member.clusterId === clusterId && (sits || mandates.length > 0) ? member : refuse(NotFound);
  }

  /** The mandate by which an account represents a party. */
  async represents(work: Work, partyId: string, accountId: string): Promise<Mandate | undefined> {
    const mandates = await work.query<Mandate>(`SELECT d.id, d.scopes FROM directory_mandate d WHERE d.party_id = $1 AND d.account_id = $2 AND ${valid}`, [partyId, accountId, work.origin.now]);
    return mandates.find(representing);
  }

  private mandatesIn(work: Work, memberId: string, accountId: string): Promise<Mandate[]> {
    return work.query<Mandate>(
      `SELECT d.id, d.scopes FROM directory_mandate d JOIN member m ON m.party_id = d.party_id WHERE m.id = $1 AND d.account_id = $2 AND ${valid}`,
      [memberId, accountId, work.origin.now],
    );
  }
}

/** Whether the account may read at this table, for whichever of its members. */
async function sitsThere(work: Work, clusterId: string, accountId: string): Promise<boolean> {
  const standing = await findStanding(work, clusterId, accountId, undefined, 'read');
  return !isRefusal(standing) || standing.refused === ChooseMember.slug;
}
