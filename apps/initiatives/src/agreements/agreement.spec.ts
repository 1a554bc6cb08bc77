import { hash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type AgreementTerms, isRefusal } from '@klaster/contracts';
import fc from 'fast-check';
import { after, isActing, type Partner } from '../partners/partner.js';
import { canonicalForm, propose, showVersion, sign, type Signature, type Standing } from './agreement.js';
import { clusterId, garden, initiativeId, mandate, member, now, partnersIn, termsOf } from './fixtures/garden.js';

const text = 'Zażółć gęślą jaźń.';
const running = garden('running');

function proposed(partners: readonly Partner[], terms: AgreementTerms, before = 0) {
  const decided = propose(running, partners, before, member(1), { text, terms }, now);
  if (isRefusal(decided)) throw new Error(JSON.stringify(decided));
  return decided.version;
}

const signing = (standing: Standing, digit: number, sha256 = standing.version.sha256) => sign(running, standing, { memberId: member(digit), mandateId: mandate(digit), sha256 }, now);

/** Signs one after the other, as long as it is let. */
function signAll(standing: Standing, digits: readonly number[]) {
  let { signatures } = standing;
  const answers = digits.map((digit) => {
    const answer = signing({ ...standing, signatures }, digit);
    if (!isRefusal(answer)) signatures = [...signatures, answer.signature];
    return answer;
  });
  return { answers, signatures };
}

const two = partnersIn('partner', 'partner');
const standing = (partners: readonly Partner[], terms: AgreementTerms): Standing => ({ partners, version: proposed(partners, terms), signatures: [], inForce: undefined });

describe('proposing', () => {
  test('given partners, when one proposes, then the version binds its place, its terms and its text, and all of them sign', () => {
    const version = proposed(two, termsOf([1, 2]), 4);
    expect(version).toMatchObject({ initiativeId, clusterId, number: 5, signatories: [member(1), member(2)], proposedBy: member(1), inForceSince: null });
    expect(version.sha256).not.toBe(proposed(two, termsOf([1, 2]), 5).sha256);
    expect(version.sha256).not.toBe(proposed(two, termsOf([1, 2], { until: null }), 4).sha256);
  });

  test('is for partners, while the partnership forms or runs', () => {
    const asked = (state: Parameters<typeof garden>[0], partners: readonly Partner[], digit: number) => propose(garden(state), partners, 0, member(digit), { text, terms: termsOf([1, 2]) }, now);
    for (const digit of [3, 4]) expect(asked('running', [...two, ...partnersIn('partner', 'partner', 'candidate').slice(2)], digit)).toEqual({ refused: 'not-partner' });
    for (const state of ['idea', 'closing', 'closed', 'abandoned'] as const) expect(asked(state, two, 1)).toEqual({ refused: 'initiative-wrong-state', parameters: { state, needed: 'forming, running' } });
    expect(asked('running', partnersIn('partner', 'partner', 'leaving'), 3)).toMatchObject({ version: { signatories: [member(1), member(2)] } });
  });

  test('who is not named signs too, a candidate where it is named, and who is leaving never', () => {
    const partners = partnersIn('partner', 'partner', 'leaving', 'candidate', 'candidate', 'left', 'withdrawn');
    expect(proposed(partners, termsOf([1, 4])).signatories).toEqual([1, 2, 4].map(member));
  });

  test('one partner is enough while the partnership forms, two where it runs', () => {
    expect(propose(garden('forming'), two, 0, member(1), { text, terms: termsOf([1]) }, now)).toMatchObject({ version: { number: 1 } });
    expect(propose(running, two, 0, member(1), { text, terms: termsOf([1]) }, now)).toMatchObject({ refused: 'terms-unfit', errors: [{ pointer: '/terms/partners', code: 'too-few-partners' }] });
  });
});

describe('signing', () => {
  test('given one signature missing, when it is given, then the version is in force and that is told', () => {
    const { answers } = signAll(standing(two, termsOf([1, 2])), [2, 1]);
    expect(answers[0]).toMatchObject({ inForce: false, events: [{ type: 'initiatives.agreement.signed.v2', data: { memberId: member(2), mandateId: mandate(2) } }] });
    expect(answers[1]).toMatchObject({ inForce: true, changed: [], events: [{ type: 'initiatives.agreement.signed.v2' }, { type: 'initiatives.agreement.in-force.v1', data: { number: 1, since: now } }] });
  });

  test('is refused to others, and of anything but what was read', () => {
    const partners = partnersIn('partner', 'partner', 'candidate', 'leaving');
    const one = standing(partners, termsOf([1, 2]));
    expect(signing(one, 7)).toEqual({ refused: 'not-partner' });
    for (const digit of [3, 4]) expect(signing(one, digit)).toEqual({ refused: 'not-signatory' });
    expect(signing(one, 1, 'f'.repeat(64))).toEqual({ refused: 'agreement-other-text', parameters: { sha256: one.version.sha256 } });
    expect(signAll(one, [1, 1]).answers[1]).toEqual({ refused: 'already-signed' });
    expect(sign(garden('closing'), one, { memberId: member(1), mandateId: mandate(1), sha256: one.version.sha256 }, now)).toMatchObject({ refused: 'initiative-wrong-state' });
  });

  test('is over when a later version is in force, or when others would have to sign', () => {
    const one = standing(partnersIn('partner', 'partner', 'candidate'), termsOf([1, 2, 3]));
    const outdated = { refused: 'agreement-version-outdated', parameters: { number: 1 } };
    expect(signing({ ...one, inForce: 2 }, 1)).toEqual(outdated);
    for (const partners of [partnersIn('partner', 'leaving', 'candidate'), partnersIn('partner', 'left', 'candidate'), partnersIn('partner', 'partner', 'withdrawn'), partnersIn('partner', 'partner', 'candidate', 'partner')]) {
      expect(signing({ ...one, partners }, 1)).toEqual(outdated);
    }
    expect(signing({ ...one, partners: partnersIn('partner', 'partner', 'candidate', 'candidate') }, 1)).toMatchObject({ inForce: false });
  });

  test('by an amendment candidates join and those who are not named leave, also who was leaving', () => {
    const partners = partnersIn('partner', 'partner', 'partner', 'leaving', 'candidate', 'candidate');
    const { answers } = signAll(standing(partners, termsOf([2, 3, 5])), [1, 2, 3, 5]);
    const last = answers.at(-1)!;
    if (isRefusal(last)) throw new Error(last.refused);
    expect(last.events.slice(2)).toMatchObject([
      { type: 'initiatives.partner.joined.v2', data: { memberId: member(5), joinedAt: now } },
      { type: 'initiatives.partner.left.v1', data: { memberId: member(1), was: 'partner', how: 'amendment', leftAt: now } },
      { type: 'initiatives.partner.left.v1', data: { memberId: member(4), was: 'leaving', how: 'amendment' } },
    ]);
    expect(after(partners, last.changed).map(({ state, coordinator, leftAt }) => [state, coordinator, leftAt])).toEqual([
      ['left', false, now], ['partner', false, null], ['partner', false, null], ['left', false, now], ['partner', false, null], ['candidate', false, null],
    ]);
  });
});

/** Partners in any states, of whom some are named by a version that fits. */
const partnerships = fc
  .array(fc.tuple(fc.constantFrom<Partner['state']>('partner', 'partner', 'candidate', 'leaving', 'left', 'withdrawn'), fc.boolean()), { minLength: 2, maxLength: 9 })
  .map((said) => {
    const partners = partnersIn('partner', ...said.slice(1).map(([state]) => state));
    const named = partners.flatMap(({ state }, index) => ((state === 'partner' || state === 'candidate') && said[index]![1] ? [index + 1] : []));
    return { partners, named };
  })
  .filter(({ named }) => named.length >= 2);

describe('whoever the partners are, and in whatever order they sign', () => {
  test('a version is in force with the last signature and not before, and then exactly who is named takes part, each by its own signature', () => {
    fc.assert(
      fc.property(partnerships, fc.infiniteStream(fc.nat()), ({ partners, named }, order) => {
        const one = standing(partners, termsOf(named));
        const digits = one.version.signatories.map((memberId) => Number(memberId.at(-1))).map((digit) => [order.next().value as number, digit] as const).toSorted(([a], [b]) => a - b).map(([, digit]) => digit);
        const { answers, signatures } = signAll(one, digits);
        expect(answers.map((answer) => !isRefusal(answer) && answer.inForce)).toEqual(digits.map((_, index) => index === digits.length - 1));
        const last = answers.at(-1)!;
        const acting = after(partners, isRefusal(last) ? [] : last.changed).filter(isActing);
        expect(acting.map(({ memberId }) => memberId)).toEqual(named.map(member));
        expect(acting.every(({ memberId }) => signatures.some((signature) => signature.memberId === memberId))).toBe(true);
        expect(acting.filter(({ coordinator }) => coordinator).length).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a version that others would have to sign is signed by nobody any more', () => {
    fc.assert(
      fc.property(partnerships, fc.nat(), fc.constantFrom<Partner['state']>('partner', 'candidate', 'leaving', 'left', 'withdrawn'), ({ partners, named }, which, state) => {
        const one = standing(partners, termsOf(named));
        const index = which % partners.length;
        const changed = partners.map((partner, place): Partner => (place === index ? { ...partner, state } : partner));
        const signs = (among: readonly Partner[]) => among.filter(({ memberId, state: its }) => its === 'partner' || (its === 'candidate' && named.some((digit) => member(digit) === memberId))).map(({ memberId }) => memberId);
        const stays = JSON.stringify(signs(partners)) === JSON.stringify(signs(changed));
        for (const memberId of one.version.signatories) {
          const answer = signing({ ...one, partners: changed }, Number(memberId.at(-1)));
          expect(isRefusal(answer) ? answer.refused : 'signed').toBe(stays ? 'signed' : 'agreement-version-outdated');
        }
      }),
    );
  });
});

/** RFC 8785 for what stands in terms: text, whole numbers, null; as an outsider writes it. */
function canonicalByHand(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalByHand).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, inner]) => `${JSON.stringify(name)}:${canonicalByHand(inner)}`).join(',')}}`;
}

describe('the hash', () => {
  const signatures: Signature[] = [];

  test('is recomputed from what everybody sees, by who has nothing of the service', () => {
    const pledge = { kind: 'human', what: 'Kopanie „na próbę” \\ 😀', quantity: { value: '12.500', unit: 'h' }, amount: null, by: '2026-05-01' } as const;
    const terms = termsOf([1, 2], {
      partners: [1, 2].map((digit) => ({ memberId: member(digit), tasks: ['ąćę\u2028'], pledges: [pledge], responsibilities: [] })),
      keys: { costs: { method: 'fixed-shares', shares: [1, 2].map((digit) => ({ partner: member(digit), share: { numerator: digit, denominator: 3 } })) }, risks: { method: 'equal' }, benefits: { method: 'by-contribution', kind: 'human', unit: 'h' } },
    });
    const seen = JSON.parse(JSON.stringify(showVersion(proposed(two, terms), signatures, undefined))) as ReturnType<typeof showVersion>;
    const { initiativeId: id, number, terms: read, text: said, sha256 } = seen;
    expect(hash('sha256', canonicalByHand({ text: said, terms: read, number, initiativeId: id }), 'hex')).toBe(sha256);
    expect(read.partners[0]!.pledges[0]!.quantity).toEqual({ value: '12.5', unit: 'h' });
  });

  test('is the same however decimals and fields were written, and another for anything that says something else', () => {
    const worth = (value: string) => termsOf([1, 2], { expectedBenefits: [{ memberId: null, kind: 'income', description: 'Plony', quantity: { value, unit: 'kg' } }] });
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(4), (whole, zeros) => {
        expect(proposed(two, worth(`${whole + 1}.${'0'.repeat(zeros + 1)}`)).sha256).toBe(proposed(two, worth(String(whole + 1))).sha256);
        expect(proposed(two, worth(`${whole + 1}.1`)).sha256).not.toBe(proposed(two, worth(String(whole + 1))).sha256);
      }),
    );
    const said = { initiativeId, number: 1, terms: termsOf([1, 2]), text };
    const mirrored = Object.fromEntries(Object.entries(said.terms).toReversed()) as AgreementTerms;
    expect(canonicalForm({ text, terms: mirrored, number: 1, initiativeId })).toEqual(canonicalForm(said));
    expect(canonicalForm({ ...said, text: `${text} ` }).sha256).not.toBe(canonicalForm(said).sha256);
  });
});
