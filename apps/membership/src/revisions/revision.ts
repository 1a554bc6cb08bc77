import { hash } from 'node:crypto';
import { accept, type Accepted, MatterRevised, MatterWrongState, refuse, type Refusal, type Instant, type Revision as RevisionView } from '@klaster/contracts';
import { fault, faultsOfOptions, keyed, unfit } from '../matters/draft.js';
import { isOpenToChange, type Matter } from '../matters/matter.js';

/** A version of what a matter says. It never changes; an amendment is a new one. */
export interface Revision extends RevisionView {
  readonly clusterId: string;
}

/** What the matter says now, as the revision of its number. */
export function revisionOf(
  { id: matterId, clusterId, revision: number, title, text, options }: Matter,
  by: Pick<Revision, 'revisedBy' | 'revisedAt' | 'takenFrom'>,
): Revision {
  return { matterId, clusterId, number, title, text, textSha256: hash('sha256', text, 'hex'), options: [...options], ...by };
}

/** What somebody changes of what a matter says. */
export interface Amendment {
  readonly title?: string | undefined;
  readonly text?: string | undefined;
  readonly options?: readonly { readonly key?: string | undefined; readonly text: string }[] | undefined;
  /** A comment of this matter, and the text that it proposes. */
  readonly takenFrom?: { readonly id: string; readonly proposes: string | null } | undefined;
}

export interface Revised extends Accepted<Matter> {
  readonly revision: Revision;
}

/** Amends a matter before voting opens. The text of a proposal is taken as it is, or as the amendment words it. */
export function revise(matter: Matter, amendment: Amendment, revisedBy: string, now: Instant): Revised | Refusal<'matter-wrong-state' | 'matter-unfit'> {
  if (!isOpenToChange(matter)) return refuse(MatterWrongState, { state: matter.state, needed: 'deliberation' });
  const { takenFrom } = amendment;
  const { title = matter.title, text = takenFrom?.proposes ?? matter.text } = amendment;
  const options = amendment.options ? keyed(amendment.options) : matter.options;
  const revised: Matter = { ...matter, title, text, options, revision: matter.revision + 1 };
  const faults = faultsOf(matter, revised, amendment);
  if (faults.length > 0) return unfit(...faults);
  const revision = revisionOf(revised, { revisedBy, revisedAt: now, takenFrom: takenFrom?.id ?? null });
  const { id: matterId, clusterId } = matter;
  const event = MatterRevised.of({ matterId, clusterId, revision: revised.revision, textSha256: revision.textSha256, revisedBy, takenFrom: revision.takenFrom, revisedAt: now });
  return { ...accept(revised, [event]), revision };
}

function faultsOf(matter: Matter, revised: Matter, { text, options, takenFrom }: Amendment) {
  if (options && matter.kind === 'election') return [fault('/options', 'candidates-stand', 'who stands for election is not amended')];
  if (takenFrom?.proposes === null && text === undefined) return [fault('/takenFrom', 'proposes-nothing', 'this comment proposes no text')];
  const same = revised.title === matter.title && revised.text === matter.text && JSON.stringify(revised.options) === JSON.stringify(matter.options);
  return same ? [fault('', 'nothing-changed', 'it says the same as before')] : faultsOfOptions(revised, revised.options);
}
