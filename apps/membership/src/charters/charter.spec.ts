import { describe, expect, test } from '@jest/globals';
import { type Decision, isRefusal } from '@klaster/contracts';
import { adoptByTable, adoptWhileForming, changedRules, type Charter, charterSha256, deliberateOn, foundWith, giveBack, propose } from './charter.js';
import { foundingCharter, foundingRules } from './founding-charter.js';

const id = (digit: number) => `01930000-0000-7000-8000-00000000000${digit}`;
const [clusterId, matterId, otherMatterId, proposedBy] = [1, 2, 3, 4].map(id) as [string, string, string, string];
const now = '2026-11-23T10:00:00.000Z';
const later = '2026-11-24T10:00:00.000Z';
const stateOf = (decision: Decision<Charter>): Charter => {
  if (isRefusal(decision)) throw new Error(decision.refused);
  return decision.state;
};
const founding = foundWith({ id: id(5), clusterId, ...foundingCharter({ rules: {} }) }, now);
const inForce = founding.state;
const text = { pl: 'Nowa karta' };
const proposal = { id: id(6), number: 2, text, rules: {}, editorial: false, proposedBy };
const draft = stateOf(propose(inForce, { ...proposal, rules: { quorum: { numerator: 2, denominator: 3 } } }, now));
const onTable = stateOf(deliberateOn(draft, matterId));

test('given nobody at the table, when a cluster is founded, then its charter is in force', () => {
  expect(inForce).toMatchObject({ number: 1, state: 'adopted', adoptedAt: now, matterId: null, sha256: charterSha256(inForce) });
  expect(founding.events.map(({ type }) => type)).toEqual(['membership.charter.proposed.v1', 'membership.charter.adopted.v1']);
});

test('the hash binds rules and text, and nothing of how they are written down', () => {
  const turned = { rules: Object.fromEntries(Object.entries(foundingRules).toReversed()) as unknown as typeof foundingRules, text: inForce.text };
  expect(charterSha256(turned)).toBe(inForce.sha256);
  expect(charterSha256({ rules: { ...foundingRules, noticeDays: 31 }, text: inForce.text })).not.toBe(inForce.sha256);
  expect(charterSha256({ rules: foundingRules, text: { ...inForce.text, en: 'Other' } })).not.toBe(inForce.sha256);
});

describe('proposing', () => {
  test('given a proposal that names some rules, then the others stay as they are', () => {
    expect(draft).toMatchObject({ state: 'draft', number: 2, text, proposedBy, rules: { ...foundingRules, quorum: { numerator: 2, denominator: 3 } } });
    expect(changedRules(inForce.rules, draft.rules)).toEqual(['quorum']);
  });

  test('given an editorial version, then it may change no rule, and may name those in force', () => {
    expect(propose(inForce, { ...proposal, editorial: true, rules: { noticeDays: 1, admission: 'vote', termMonths: foundingRules.termMonths } }, now)).toEqual({
      refused: 'editorial-changes-rules', parameters: { rules: 'admission, noticeDays' },
    });
    expect(propose(inForce, { ...proposal, editorial: true, rules: { quorum: { denominator: 2, numerator: 1 } } }, now)).toMatchObject({ state: { editorial: true, rules: foundingRules } });
  });
});

describe('deliberating', () => {
  test('given a draft, when the table deliberates on it, then it is bound to the matter until that ends', () => {
    expect(onTable).toMatchObject({ state: 'in-deliberation', matterId });
    expect(deliberateOn(onTable, otherMatterId)).toEqual({ refused: 'charter-settled', parameters: { state: 'in-deliberation' } });
    expect(giveBack(onTable, otherMatterId)).toMatchObject({ refused: 'charter-settled' });
    expect(giveBack(onTable, matterId)).toMatchObject({ state: { state: 'draft', matterId: null }, events: [{ type: 'membership.charter.returned.v1', data: { matterId } }] });
  });
});

describe('adopting', () => {
  test('given that the table adopted it, then it is in force and supersedes the one before', () => {
    expect(adoptByTable(onTable, inForce, matterId, later)).toMatchObject({
      state: { state: 'adopted', adoptedAt: later, matterId, sha256: draft.sha256 },
      events: [{ type: 'membership.charter.adopted.v1', data: { number: 2, matterId } }],
      superseded: { state: { number: 1, state: 'superseded', supersededAt: later }, events: [{ data: { number: 1, by: 2 } }] },
    });
    expect(adoptByTable(onTable, inForce, otherMatterId, later)).toMatchObject({ refused: 'charter-settled' });
    expect(adoptByTable(draft, inForce, matterId, later)).toMatchObject({ refused: 'charter-settled' });
  });

  test('given a cluster that is forming, then a draft is brought into force; given one that is active, then the table decides', () => {
    expect(adoptWhileForming(draft, inForce, true, later)).toMatchObject({ state: { state: 'adopted', matterId: null } });
    expect(adoptWhileForming(draft, inForce, false, later)).toEqual({ refused: 'charter-undecided', parameters: { number: 2 } });
    expect(adoptWhileForming(onTable, inForce, true, later)).toMatchObject({ refused: 'charter-undecided' });
    expect(adoptWhileForming(inForce, inForce, true, later)).toEqual({ refused: 'charter-settled', parameters: { state: 'adopted' } });
  });

  test('given an editorial version drafted against other rules than those in force by now, then it does not bring the old ones back', () => {
    const editorial = stateOf(propose(inForce, { ...proposal, id: id(7), number: 3, editorial: true }, now));
    expect(adoptWhileForming(editorial, { ...draft, state: 'adopted', adoptedAt: now }, true, later)).toEqual({ refused: 'editorial-changes-rules', parameters: { rules: 'quorum' } });
  });
});
