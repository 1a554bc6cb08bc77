import { type AgreementDifference, compareAgreementVersions as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { diffLines } from 'diff';
import { Agreements } from './agreements.js';
import { changedTerms } from './difference.js';

/** Texts that have less in common are shown as one taken away and one added: finding more would take too long. */
const mostEdits = 1_000;

function passages(from: string, to: string): AgreementDifference['text'] {
  if (from === to) return [{ change: 'kept', text: from }];
  const changes = diffLines(from, to, { maxEditLength: mostEdits }) ?? [{ removed: true, added: false, value: from }, { removed: false, added: true, value: to }];
  return changes.map(({ added, removed, value }) => ({ change: added ? 'added' : removed ? 'removed' : 'kept', text: value }));
}

@Handles(contract)
export class CompareAgreementVersions {
  constructor(private readonly agreements: Agreements) {}

  async handle({ initiativeId, number, from: other }: RequestOf<typeof contract>, { work }: Call) {
    // Nothing was before the first: it changes nothing. Numbers have no gaps.
    const [to, from] = await Promise.all([this.agreements.version(work, initiativeId, number), this.agreements.version(work, initiativeId, other ?? Math.max(number - 1, 1))]);
    if (!to || !from) return refuse(NotFound);
    return { initiativeId, from: from.number, to: to.number, terms: changedTerms(from.terms, to.terms), text: passages(from.text, to.text) };
  }
}
