import { describe, expect, it } from '@jest/globals';
import type { AgreementTerms } from '@klaster/contracts';
import { textOfPdf } from '@klaster/testing';
import { type AgreementVersion, canonicalForm, type Signature } from '../agreement.js';
import { clusterId, initiativeId, mandate, member, termsOf } from '../fixtures/garden.js';
import { agreementPdf, fileNameOf, type Sheet } from './agreement-pdf.js';

const names = new Map([[member(1), 'Fundacja „Żółw”'], [member(2), 'Szkoła Podstawowa nr 7']]);
const rich = termsOf([1, 2, 3], {
  purpose: 'Zażółcić gęślą jaźń.\n\nI zebrać plony.',
  partners: [
    { memberId: member(1), tasks: ['Kopie grządki', 'Sieje'], pledges: [{ kind: 'human', what: 'Praca w ogrodzie', quantity: { value: '2.5', unit: 'h' }, amount: null, by: '2026-05-01' }], responsibilities: ['Bezpieczeństwo'] },
    { memberId: member(2), tasks: [], pledges: [{ kind: 'financial', what: 'Sadzonki', quantity: null, amount: { amountMinor: 123_456, currency: 'PLN' }, by: null }, { kind: 'material', what: 'Grabie', quantity: { value: '4', unit: 'piece' }, amount: null, by: null }], responsibilities: [] },
    { memberId: member(3), tasks: [], pledges: [], responsibilities: [] },
  ],
  keys: {
    costs: { method: 'fixed-shares', shares: [[1, 1, 2], [2, 1, 3], [3, 1, 6]].map(([digit, numerator, denominator]) => ({ partner: member(digit!), share: { numerator: numerator!, denominator: denominator! } })) },
    risks: { method: 'custom', weights: [1, 2, 3].map((digit) => ({ partner: member(digit), weight: digit })) },
    benefits: { method: 'by-contribution', kind: 'human', unit: 'h' },
  },
  expectedBenefits: [{ memberId: null, kind: 'reach', description: 'Więcej sąsiadów', quantity: null }, { memberId: member(2), kind: 'know-how', description: 'Lekcje', quantity: { value: '12', unit: 'h' } }],
  leaving: { noticeDays: 14, how: 'Oddaje klucze.' },
});

function sheetOf(terms: AgreementTerms, text: string, change: Partial<Sheet> = {}, plain = false): Sheet {
  const form = plain ? { canonical: text, sha256: 'a'.repeat(64) } : canonicalForm({ initiativeId, number: 3, terms, text });
  const signatories = terms.partners.map(({ memberId }) => memberId);
  const version: AgreementVersion = { initiativeId, clusterId, number: 3, terms, text, ...form, signatories, proposedBy: member(1), proposedAt: '2026-04-05T17:00:00.000Z', inForceSince: null };
  return { title: 'Ogród społeczny', version, signatures: [], inForce: false, names, language: 'pl', ...change };
}

const signed = ({ version }: Sheet, digits: readonly number[]): Signature[] =>
  digits.map((digit) => ({ initiativeId, clusterId, number: 3, memberId: member(digit), mandateId: digit === 3 ? null : mandate(digit), sha256: version.sha256, signedAt: new Date(Date.UTC(2026, 6, 5, 17, 0, digit)).toISOString() }));

/** As one line: where lines end is up to the page. */
const read = async (sheet: Sheet) => textOfPdf((await agreementPdf(sheet))!).replace(/\s+/g, ' ');

describe('an agreement as PDF', () => {
  const draft = sheetOf(rich, 'Pracujemy razem.\n  1) wcięte *bez* znaczników');

  it('says its terms in Polish, as people read them', async () => {
    const text = await read(draft);
    for (const words of [
      'Porozumienie: Ogród społeczny', 'Wersja 3, propozycja z 5 kwietnia 2026, 19:00:00 (Fundacja „Żółw”)', 'Projekt: ta wersja porozumienia nie obowiązuje.', 'PROJEKT', 'Zażółcić gęślą jaźń.', 'I zebrać plony.',
      'Od 1 marca 2026 do 31 października 2026.', 'Kopie grządki', 'Praca w ogrodzie (ludzki), 2,5 h, do 1 maja 2026', 'Sadzonki (finansowy), 1234,56 PLN', 'Grabie (rzeczowy), 4 szt.', 'Odpowiada za:', 'Bezpieczeństwo',
      `Koszty: w stałych udziałach: Fundacja „Żółw” 1/2, Szkoła Podstawowa nr 7 1/3, ${member(3)} 1/6.`, 'Straty z ryzyk: proporcjonalnie do wag:', 'Korzyści: proporcjonalnie do potwierdzonych wkładów każdego partnera (wkład ludzki, liczony w: h).', 'Waluta rozliczeń: PLN.',
      'Wszyscy partnerzy: Więcej sąsiadów (zasięg)', 'Szkoła Podstawowa nr 7: Lekcje (wiedza i umiejętności, 12 h)', 'na 14 dni wcześniej', 'Oddaje klucze.', 'Pracujemy razem.', '1) wcięte *bez* znaczników', 'brak podpisu', draft.version.sha256, 'RFC 8785', 'strona 1 z',
    ]) expect(text).toContain(words);
    expect(text).not.toContain('\uFFFD');
  });

  it('says the same in English', async () => {
    const text = await read({ ...draft, language: 'en' });
    for (const words of ['Agreement: Ogród społeczny', 'Draft: this version of the agreement is not in force.', 'DRAFT', 'From 1 March 2026 to 31 October 2026.', 'Praca w ogrodzie (human), 2.5 h, by 1 May 2026', 'PLN 1,234.56', 'in fixed shares: Fundacja „Żółw” 1/2', 'with a notice of 14 days', 'not signed', 'RFC 8785', 'page 1 of']) expect(text).toContain(words);
    expect([fileNameOf(3, 'pl'), fileNameOf(3, 'en')]).toEqual(['porozumienie-3.pdf', 'agreement-3.pdf']);
  });

  it('shows who signed what, when and by which mandate; and whether it is in force', async () => {
    const inForce = { ...draft, signatures: signed(draft, [2, 1, 3]), inForce: true, version: { ...draft.version, inForceSince: '2026-07-05T17:00:03.000Z' } };
    const text = await read(inForce);
    for (const words of ['Obowiązuje od 5 lipca 2026, 19:00:03.', '5 lipca 2026, 19:00:01', 'Fundacja „Żółw”']) expect(text).toContain(words);
    const cells = text.replace(/[\s\u200B]/g, '');
    for (const words of [mandate(1), mandate(2), '5lipca2026,19:00:02']) expect(cells).toContain(words);
    // Under each of three signatures, and once for all to recompute.
    expect(cells.split(draft.version.sha256.slice(0, 16))).toHaveLength(5);
    for (const words of ['PROJEKT', 'brak podpisu']) expect(text).not.toContain(words);
    expect(await read({ ...inForce, inForce: false })).toContain('zastąpiła ją późniejsza wersja');
  });

  it('of before there were terms is its text, and says of what the hash is', async () => {
    const text = await read(sheetOf(rich, 'Pracujemy razem.', {}, true));
    expect(text).toContain('to skrót bajtów UTF-8 samego tekstu porozumienia');
    expect(text).not.toContain('Kopie grządki');
  });

  it('is the same bytes whenever it is made', async () => {
    expect(await agreementPdf(draft)).toEqual(await agreementPdf(draft));
  });

  it('breaks words that no line could hold', async () => {
    const text = textOfPdf((await agreementPdf(sheetOf(termsOf([1], { purpose: 'ą'.repeat(1_000) }), 'ż'.repeat(1_000))))!);
    expect(Math.max(...text.split('\n').filter((line) => /^[ąż]/.test(line)).map((line) => line.length))).toBeLessThan(90);
  });

  it.each([
    ['words', sheetOf(termsOf([1]), 'słowo '.repeat(21_000))],
    ['lines', sheetOf(termsOf([1]), 'a\n'.repeat(6_100))],
    ['duties', sheetOf(termsOf([1], { partners: Array.from({ length: 140 }, () => ({ memberId: member(1), tasks: Array.from({ length: 50 }, () => 'a'), pledges: [], responsibilities: [] })) }), 'a')],
  ])('is not made of too many %s', async (_, sheet) => {
    expect(await agreementPdf(sheet)).toBeUndefined();
  });

  it('is made where it is as long as it may be, and of two hundred partners who have signed', async () => {
    const duties = (count: number) => termsOf([1], { partners: [{ memberId: member(1), tasks: Array.from({ length: count }, () => 'Kopie'), pledges: [], responsibilities: [] }] });
    const many = sheetOf(termsOf(Array.from({ length: 200 }, (_, index) => index)), 'a');
    const sheets = [sheetOf(termsOf([1]), 'słowo '.repeat(19_000)), sheetOf(termsOf([1]), 'a\n\n'.repeat(1_900)), sheetOf(duties(5_800), 'a'), { ...many, signatures: signed(many, Array.from({ length: 200 }, (_, index) => index)) }];
    for (const sheet of sheets) expect(await agreementPdf(sheet)).toBeInstanceOf(Buffer);
  });
});
