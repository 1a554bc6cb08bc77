import { hash } from 'node:crypto';
import { accept, type Accepted, type Decision, type Instant, InterestDeclared, type Interest as InterestView, InterestUnfit, refuse, type Refusal } from '@klaster/contracts';
import { barEnded, type Matter } from '../matters/matter.js';

/** A declared conflict of interest: in a matter, an initiative or a partner. It is never taken back. */
export type Interest = Readonly<InterestView>;

/** Who declares what. */
export type Declared = Pick<Interest, 'id' | 'clusterId' | 'memberId' | 'text'>;

/** F11: a seat declares its interest in a matter before it is decided. */
export function declare(matter: Matter, declared: Declared, now: Instant): Decision<Interest, 'matter-wrong-state'> {
  return barEnded(matter) ?? tell({ ...declared, version: 0, matterId: matter.id, initiativeId: null, partnerId: null, declaredAt: now });
}

/** What a lasting interest is in. */
export interface Lasting {
  readonly initiativeId?: string | undefined;
  readonly partnerId?: string | undefined;
}

/** A seat declares an interest that lasts: in an initiative, or in another member of the cluster. @param partnerIsMember whether it is one */
export function declareLasting({ initiativeId = null, partnerId = null }: { [Field in keyof Lasting]: string | null | undefined }, partnerIsMember: boolean, declared: Declared, now: Instant): Accepted<Interest> | Refusal<'interest-unfit'> {
  const one = (initiativeId === null) !== (partnerId === null);
  const fits = partnerId === null || (partnerIsMember && partnerId !== declared.memberId);
  return one && fits ? tell({ ...declared, version: 0, matterId: null, initiativeId, partnerId, declaredAt: now }) : refuse(InterestUnfit);
}

function tell(interest: Interest): Accepted<Interest> {
  const { id: interestId, clusterId, memberId, matterId, initiativeId, partnerId, text, declaredAt } = interest;
  return accept(interest, [InterestDeclared.of({ interestId, clusterId, memberId, matterId, initiativeId, partnerId, textSha256: hash('sha256', text, 'hex'), declaredAt })]);
}
