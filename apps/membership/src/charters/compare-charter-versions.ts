import { type CharterDifference, compareCharterVersions as contract, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { diffLines } from 'diff';
import { changedRules } from './charter.js';
import { Charters } from './charters.js';

/** Texts that have less in common are shown as one taken away and one added: finding more would take too long. */
const mostEdits = 4_000;

function passages(from = '', to = ''): CharterDifference['pl'] {
  if (from === to) return from === '' ? [] : [{ change: 'same', text: from }];
  const changes = diffLines(from, to, { maxEditLength: mostEdits }) ?? [{ removed: true, added: false, value: from }, { removed: false, added: true, value: to }];
  return changes.filter(({ value }) => value !== '').map(({ added, removed, value }) => ({ change: added ? 'added' : removed ? 'removed' : 'same', text: value }));
}

@Handles(contract)
export class CompareCharterVersions {
  constructor(private readonly charters: Charters) {}

  async handle({ clusterId, number, from: other }: RequestOf<typeof contract>, { work }: Call) {
    const [to, before] = await Promise.all([
      this.charters.numbered(work, clusterId, number),
      other === undefined ? this.charters.before(work, clusterId, number) : this.charters.numbered(work, clusterId, other),
    ]);
    // Nothing was before the first: it changes nothing.
    const from = before ?? (other === undefined ? to : undefined);
    if (!to || !from) return refuse(NotFound);
    return {
      clusterId, from: from.number, to: to.number,
      rules: changedRules(from.rules, to.rules).map((rule) => ({ rule, from: from.rules[rule], to: to.rules[rule] })),
      pl: passages(from.text.pl, to.text.pl),
      en: passages(from.text.en, to.text.en),
    };
  }
}
