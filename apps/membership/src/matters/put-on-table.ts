import { accept, type Accepted, type Instant, MatterPut } from '@klaster/contracts';
import { type Revision, revisionOf } from '../revisions/revision.js';
import type { Matter, NewMatter } from './matter.js';

export type { NewMatter };

/** A matter that comes on a table: a draft with its first revision. `Matters.put` keeps both. */
export interface Put extends Accepted<Matter> {
  readonly revision: Revision;
}

/** Puts a matter on a table, as a draft. Whether it fits together is for `faultsOf` to say. */
export function putOnTable(id: string, matter: NewMatter, now: Instant): Put {
  const put: Matter = {
    id, version: 0, ...matter, state: 'draft', outcome: null, revision: 1, tallyKey: null, putAt: now,
    deliberationFrom: null, votingOpensAt: null, votingClosesAt: null,
    votingOpenedAt: null, charterNumber: null, counting: null, electorate: null,
    counts: null, turnout: null, effect: null, decidedAt: null, withdrawnAt: null, withdrawalReason: null,
  };
  const revision = revisionOf(put, { revisedBy: matter.putBy, revisedAt: now, takenFrom: null });
  const { clusterId, kind, about, method, majority, secret, putBy } = matter;
  return { ...accept(put, [MatterPut.of({ matterId: id, clusterId, kind, about, method, majority, secret, textSha256: revision.textSha256, putBy, putAt: now })]), revision };
}
