import { z } from 'zod';
import { event } from '../core/event.js';
import { CivilDate, Id, Instant, Money, Quantity, ResourceKind } from '../core/values.js';
import { Action, Evidence, measured, Receiver } from './measures.js';
import { DeclaredValue } from './rate-tables.js';

/* What is told of contributions. Free text stays in resources: it may name persons. */

const told = { contributionId: Id, clusterId: Id };
const recorded = {
  ...told,
  kind: ResourceKind,
  category: z.string(),
  quantity: Quantity.nullable(),
  amount: Money.nullable(),
  giver: Id,
  receiver: Receiver,
  givenOn: CivilDate,
  givenUntil: CivilDate.nullable(),
  recordedBy: Id,
  recordedAt: Instant,
  evidence: z.array(Evidence),
  reversalOf: Id.nullable(),
  corrects: Id.nullable(),
};

/** As it was told before pledges, actions and declared values: nobody tells it any more. */
export const ContributionRecordedV1 = event({
  name: 'resources.contribution.recorded',
  version: 1,
  summary: 'A contribution, or the reversal of one, was recorded',
  data: z.strictObject(recorded),
});
const recordedInFull = { ...recorded, ...measured, action: Action, pledgeId: Id.nullable(), declaredValue: DeclaredValue.nullable(), returnBy: CivilDate.nullable() };
/** As it was told before initiatives went across clusters: nobody tells it any more. */
export const ContributionRecordedV2 = event({
  name: 'resources.contribution.recorded',
  version: 2,
  summary: 'A contribution, or the reversal of one, was recorded',
  data: z.strictObject(recordedInFull),
});
export const ContributionRecorded = event({
  name: 'resources.contribution.recorded',
  version: 3,
  summary: 'A contribution, or the reversal of one, was recorded: it counts for the cluster of its giver',
  data: z.strictObject({ ...recordedInFull, giverClusterId: Id.meta({ description: 'The cluster at whose table the giver sits' }) }),
});

/** As it was told before silence could confirm: nobody tells it any more. */
export const ContributionConfirmedV1 = event({
  name: 'resources.contribution.confirmed',
  version: 1,
  summary: 'The other side confirmed a contribution',
  data: z.strictObject({ ...told, confirmedBy: Id, confirmedAt: Instant }),
});
export const ContributionConfirmed = event({
  name: 'resources.contribution.confirmed',
  version: 2,
  summary: 'The other side confirmed a contribution, or was silent through the charter’s window',
  data: z.strictObject({ ...told, confirmedBy: Id.nullable(), bySilence: z.boolean(), confirmedAt: Instant }),
});
export const ContributionDisputed = event({
  name: 'resources.contribution.disputed',
  version: 1,
  summary: 'The other side disputes a contribution',
  data: z.strictObject({ ...told, disputedBy: Id, disputedAt: Instant }),
});
export const RemarkMade = event({
  name: 'resources.remark.made',
  version: 1,
  summary: 'A side spoke about a disputed contribution',
  data: z.strictObject({ remarkId: Id, ...told, memberId: Id, madeAt: Instant }),
});
export const ContributionVoided = event({
  name: 'resources.contribution.voided',
  version: 1,
  summary: 'An unconfirmed contribution was taken back before it counted',
  data: z.strictObject({ ...told, reversedBy: Id, voidedAt: Instant }),
});
export const ContributionReversed = event({
  name: 'resources.contribution.reversed',
  version: 1,
  summary: 'A confirmed contribution is to be taken back by the entry named, once that is confirmed',
  data: z.strictObject({ ...told, reversedBy: Id }),
});
export const LoanReturned = event({
  name: 'resources.loan.returned',
  version: 1,
  summary: 'A loan has come back',
  data: z.strictObject({ ...told, returnedOn: CivilDate, returnedAt: Instant }),
});
