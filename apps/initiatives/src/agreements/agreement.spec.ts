import { describe, expect, test } from '@jest/globals';
import { isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { bringIdea, type Initiative } from '../initiatives/initiative.js';
import type { Partner } from '../partners/partner.js';
import { missingSignatures, numberInForce, propose, showVersion, sign, type Signature } from './agreement.js';

const clusterId = '01930000-0000-7000-8000-0000000000c1';
const initiativeId = '01930000-0000-7000-8000-000000000001';
const member = (digit: number) => `01930000-0000-7000-8000-00000000a00${digit}`;
const now = '2026-11-23T10:00:00.000Z';
const brought = bringIdea(initiativeId, { clusterId, title: 'Ogród', summary: 'Wspólny ogród', novelty: 'Prowadzą go sąsiedzi' }, member(1), now);
const forming: Initiative = { ...brought.state, state: 'forming' };
const partner = (digit: number): Partner => ({ ...brought.partner, memberId: member(digit), place: digit, coordinator: digit === 1 });
const two = [partner(1), partner(2)];
const proposed = (text: string, before = 0) => {
  const decided = propose(forming, two, before, member(1), text, now);
  if (isRefusal(decided)) throw new Error(decided.refused);
  return decided;
};
const signature = (number: number, digit: number): Signature => ({ initiativeId, clusterId, number, memberId: member(digit), textSha256: 'a'.repeat(64), signedAt: now });

describe('proposing', () => {
  test('given two versions, when a partner proposes, then it is the third, with the hash of its text in UTF-8', () => {
    expect(proposed('zażółć gęślą jaźń', 2)).toMatchObject({
      version: { number: 3, textSha256: 'ab4e973a71cf9dd8a6d0d9b8030029b219b6e162d1dbdf0ad0ebf0dd698d6057' },
      events: [{ type: 'initiatives.agreement.proposed.v1', data: { number: 3, proposedBy: member(1) } }],
    });
  });

  test('given a forming initiative, when another member proposes, then it is refused', () => {
    expect(propose(forming, two, 0, member(3), 'text', now)).toEqual({ refused: 'not-partner' });
  });

  test('given an idea, when its partner proposes, then it is refused', () => {
    expect(propose(brought.state, two, 0, member(1), 'text', now)).toMatchObject({ refused: 'initiative-wrong-state' });
  });
});

describe('signing', () => {
  const { version } = proposed('Pracujemy razem.');
  const { textSha256 } = version;

  test('given a version that the others signed, when the last partner signs, then it is in force', () => {
    expect(sign(forming, two, version, [], { memberId: member(1), textSha256 }, now)).toMatchObject({ events: [{ data: { inForce: false } }] });
    const signed = sign(forming, two, version, [signature(1, 1)], { memberId: member(2), textSha256 }, now);
    expect(signed).toMatchObject({ signature: { memberId: member(2), textSha256 }, events: [{ type: 'initiatives.agreement.signed.v1', data: { inForce: true } }] });
  });

  test('given another text than the one read, when a partner signs, then the refusal names the right hash', () => {
    const read = proposed('Pracujemy osobno.').version.textSha256;
    expect(sign(forming, two, version, [], { memberId: member(1), textSha256: read }, now)).toEqual({ refused: 'agreement-other-text', parameters: { textSha256 } });
  });

  test('given its signature, when a partner signs again, then it is refused', () => {
    expect(sign(forming, two, version, [signature(1, 1)], { memberId: member(1), textSha256 }, now)).toEqual({ refused: 'already-signed' });
  });

  test('given no part in it, or a running initiative, when a member signs, then it is refused', () => {
    expect(sign(forming, two, version, [], { memberId: member(3), textSha256 }, now)).toEqual({ refused: 'not-partner' });
    expect(sign({ ...forming, state: 'running' }, two, version, [], { memberId: member(1), textSha256 }, now)).toMatchObject({ refused: 'initiative-wrong-state' });
  });
});

describe('an agreement in force', () => {
  const digits = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 5 });
  const signings = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 })), { selector: String });

  test('is the latest version that every partner has signed, and there is none otherwise', () => {
    fc.assert(
      fc.property(digits, signings, (partners, signed) => {
        const complete = (number: number) => partners.every((digit) => signed.some(([n, d]) => n === number && d === digit));
        const expected = [3, 2, 1].find(complete);
        expect(numberInForce(partners.map(partner), signed.map(([n, d]) => signature(n, d)))).toBe(expected);
      }),
    );
  });

  test('is in force exactly when nobody is missing under some version', () => {
    fc.assert(
      fc.property(digits, signings, (partners, signed) => {
        const signatures = signed.map(([n, d]) => signature(n, d));
        const someComplete = [1, 2, 3].some((number) => missingSignatures(partners.map(partner), signatures, number).length === 0);
        expect(numberInForce(partners.map(partner), signatures) !== undefined).toBe(someComplete);
      }),
    );
  });

  test('is no longer in force once another partner has joined, until that one signs', () => {
    const signatures = [signature(1, 1), signature(1, 2)];
    expect(numberInForce(two, signatures)).toBe(1);
    expect(numberInForce([...two, partner(3)], signatures)).toBeUndefined();
    expect(numberInForce([...two, partner(3)], [...signatures, signature(1, 3)])).toBe(1);
  });

  test('is shown at one version only', () => {
    const signatures = [signature(1, 1), signature(1, 2), signature(2, 1), signature(2, 2)];
    const shown = [1, 2].map((number) => showVersion({ ...proposed('text').version, number }, two, signatures).inForce);
    expect(shown).toEqual([false, true]);
  });
});
