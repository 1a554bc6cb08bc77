import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Counts } from '@klaster/contracts';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { counts, election, garden, proceedings } from '../fixtures/spring-assembly.js';
import { draftMinutes, draftText } from './draft-minutes.js';
import { english } from './english.js';
import { plain } from './markdown-text.js';
import type { Phrases } from './phrases.js';
import { polish } from './polish.js';
import type { MatterOfAgenda } from './proceedings.js';

const example = (language: string) => readFileSync(join(import.meta.dirname, '..', 'fixtures', `spring-assembly.${language}.md`), 'utf8').trimEnd();

describe('the draft of minutes', () => {
  it.each(['pl', 'en'] as const)('says in %s what is recorded', (language) => {
    expect(draftMinutes(proceedings)[language]).toBe(example(language));
  });

  it('says nothing of a vote that is open but until when', () => {
    const open: MatterOfAgenda = { ...garden, state: 'voting', outcome: null, counts: null, decidedAt: null };
    const text = draftText({ ...proceedings, matters: [open] }, english);
    expect(text).toContain('Voting is open until 14 March 2026, 18:40; before that nobody knows the counts.');
    expect(text).not.toMatch(/in favour|adopted|rejected/i);
  });

  it('says of an assembly without agenda and guests that it had none', () => {
    const empty = { ...proceedings, present: [], duties: [], assembly: { ...proceedings.assembly, agenda: [], place: null }, matters: [] };
    expect(draftText(empty, polish)).toMatch(/## Obecność\n\nŻadne z 5 miejsc nie było obecne\.\n\n## Porządek i przebieg obrad\n\nNie ustalono porządku obrad\.$/);
    expect(draftText(empty, english)).toMatch(/None of the 5 seats was present\./);
  });

  it('writes a day out once, and both where it lasts past midnight; in the time of Warsaw, summer and winter', () => {
    expect(polish.span('2026-07-01T16:00:00.000Z', '2026-07-01T18:30:00.000Z')).toBe('1 lipca 2026 r., godz. 18:00–20:30');
    expect(english.span('2026-12-31T21:00:00.000Z', '2026-12-31T23:30:00.000Z')).toBe('31 December 2026, 22:00 – 1 January 2027, 00:30');
  });

  it('leaves long lists to the platform where minutes would be too long to be written anew', () => {
    const crowd = Array.from({ length: 3_000 }, (_, index) => ({ partyName: `Stowarzyszenie Mieszkańców Osiedla numer ${index} w Łodzi`, representedBy: null }));
    const interests = crowd.slice(0, 100).map(({ partyName }) => ({ partyName, text: 'Mamy w tym swój interes. '.repeat(50) }));
    const { pl, en } = draftMinutes({ ...proceedings, present: crowd, seats: 3_100, matters: [{ ...garden, interests }, election] });
    expect(Math.max(pl.length, en.length)).toBeLessThan(10_000);
    expect(pl).toContain('Obecnych było 3000 z 3100 miejsc.\n\nMiejsca wymienia lista obecności na platformie');
    expect(pl).toContain('Zgłoszono 100 konfliktów interesów; ich treść jest przy sprawie.');
    expect(en).toContain('100 conflicts of interest were declared; they stand beside the matter.');
  });
});

describe('words for counts', () => {
  const majority = (yes: number, no: number, abstentions: number): Counts => ({ ...counts, abstentions, ballots: yes + no + abstentions, electorate: 25, majority: { ...counts.majority!, yes, no, baseCount: yes + no } });
  const consent = (consents: number, standAsides: number, objections: number): Counts => ({ ...counts, majority: null, consent: { consents, standAsides, objections } });

  it.each([
    ['Za głosowało 1 miejsce, nikt nie głosował przeciw, wstrzymały się 2 miejsca.', '1 seat voted in favour, nobody voted against, 2 seats abstained.', majority(1, 0, 2)],
    ['Za głosowało 5 miejsc, przeciw głosowały 22 miejsca, wstrzymało się 1 miejsce.', '5 seats voted in favour, 22 seats voted against, 1 seat abstained.', majority(5, 22, 1)],
    ['Nikt nie głosował za, przeciw głosowało 12 miejsc, nikt się nie wstrzymał.', 'Nobody voted in favour, 12 seats voted against, nobody abstained.', majority(0, 12, 0)],
    ['Zgodziły się 4 miejsca, z boku stanęło 1 miejsce, nikt nie zgłosił sprzeciwu, nikt się nie wstrzymał.', '4 seats consented, 1 seat stood aside, nobody objected, nobody abstained.', consent(4, 1, 0)],
    ['Nikt się nie zgodził, nikt nie stanął z boku, sprzeciw zgłosiły 2 miejsca, nikt się nie wstrzymał.', 'Nobody consented, nobody stood aside, 2 seats objected, nobody abstained.', consent(0, 0, 2)],
  ])('%s', (pl, en, told) => {
    expect([polish.votes(told), english.votes(told)]).toEqual([pl, en]);
  });

  it.each([
    [1, 1, 0, 'Obecne było 1 z 1 miejsca.', '1 of 1 seat was present.'],
    [2, 5, 2, 'Obecne były 2 z 5 miejsc, w tym 2 reprezentowane przez innych członków.', '2 of 5 seats were present, 2 of them represented by another member.'],
    [5, 7, 5, 'Obecnych było 5 z 7 miejsc, w tym 5 reprezentowanych przez innych członków.', '5 of 7 seats were present, 5 of them represented by another member.'],
    [13, 22, 0, 'Obecnych było 13 z 22 miejsc.', '13 of 22 seats were present.'],
    [23, 25, 1, 'Obecne były 23 z 25 miejsc, w tym 1 reprezentowane przez innego członka.', '23 of 25 seats were present, 1 of them represented by another member.'],
  ])('present %s of %s, represented %s', (present, seats, represented, pl, en) => {
    expect([polish.present(present, seats, represented), english.present(present, seats, represented)]).toEqual([pl, en]);
  });

  it.each([
    [{ base: 'electorate', baseCount: 5, share: { numerator: 1, denominator: 2 }, comparison: 'more-than' }, 'Potrzeba było więcej niż połowy z 5 uprawnionych miejsc.', 'More than half of the 5 seats that could vote were needed.'],
    [{ base: 'yes-and-no', baseCount: 6, share: { numerator: 2, denominator: 3 }, comparison: 'at-least' }, 'Potrzeba było co najmniej dwóch trzecich z 6 głosów za i przeciw.', 'At least two thirds of the 6 votes for and against were needed.'],
    [{ base: 'yes-and-no', baseCount: 1, share: { numerator: 1, denominator: 2 }, comparison: 'more-than' }, 'Potrzeba było więcej niż połowy z 1 głosu za i przeciw.', 'More than half of the 1 vote for and against was needed.'],
    [{ base: 'yes-and-no', baseCount: 3, share: { numerator: 1, denominator: 1 }, comparison: 'at-least' }, 'Potrzebna była jednomyślność.', 'Unanimity was needed.'],
  ] as const)('what was needed: %j', (needed, pl, en) => {
    const told = { yes: 0, no: 0, ...needed };
    expect([polish.needed(told), english.needed(told)]).toEqual([pl, en]);
  });

  it('of a quorum and of options', () => {
    const quorum = (required: number, reached: boolean) => ({ ...counts.quorum, required, reached });
    expect([0, 1, 4, 5].map((required) => polish.quorum(quorum(required, true)))).toEqual([
      'Kworum nie było wymagane.', 'Kworum (co najmniej 1 głos) zostało osiągnięte.', 'Kworum (co najmniej 4 głosy) zostało osiągnięte.', 'Kworum (co najmniej 5 głosów) zostało osiągnięte.',
    ]);
    expect(english.quorum(quorum(1, false))).toBe('The quorum of 1 ballot was missed.');
    const option = (approvals: number | null, score: number | null) => ({ option: 'a', approvals, score, rank: 1 });
    expect([polish.option('Piec', option(3, null)), polish.option('Piec', option(null, 21)), english.option('Oven', option(1, null))]).toEqual(['lokata 1: Piec – 3 głosy poparcia', 'lokata 1: Piec – 21 punktów', 'rank 1: Oven – 1 approval']);
    expect(polish.turnout({ ...counts, ballots: 0, electorate: 1 })).toBe('Żadne z 1 uprawnionego miejsca nie oddało głosu.');
  });

  it('are there for every ground, kind and state, in both languages', () => {
    const grounds = ['quorum-missed', 'too-few-ballots', 'no-objection', 'objection-stands', 'nobody-consented', 'majority-reached', 'majority-missed', 'places-filled', 'tie', 'nobody-chosen'] as const;
    const said = ({ outcome, undecided }: Phrases) => [
      ...grounds.flatMap((ground) => [true, false].map((among) => outcome({ ...counts, outcome: 'rejected', ground }, among, '2026-03-14T17:40:00.000Z'))),
      ...(['draft', 'deliberation', 'voting', 'withdrawn'] as const).map((state) => undecided({ ...garden, state }, '')),
    ];
    for (const sentence of [...said(polish), ...said(english)]) expect(sentence).toMatch(/^\S.*[^ ]\.$/);
    for (const sentence of [...said(polish), ...said(english)]) expect(sentence).not.toMatch(/undefined|null|: \./);
  });
});

describe('text of people in Markdown', () => {
  const commonmark = new MarkdownIt('commonmark');
  /** What stands in the one block that the Markdown is, by the types of its tokens. */
  const shown = (markdown: string, types: string) => {
    const tokens = commonmark.parse(markdown, {});
    const inline = tokens.flatMap(({ children }) => children ?? []);
    const found = tokens.map(({ type }) => type).join(' ');
    return found === types ? inline.map(({ type, content }) => (type === 'text' ? content : `<${type}>`)).join('') : found;
  };
  const item = (text: string) => shown(`- ${plain(text)}`, 'bullet_list_open list_item_open paragraph_open inline paragraph_close list_item_close bullet_list_close');
  const heading = (text: string) => shown(`### 1. ${plain(text)}`, 'heading_open inline heading_close');

  it.each(['# nie nagłówek', '1. nie lista', '- nie lista', '+ plus', '*a* _b_ `c`', '[link](http://x)', '![obraz](http://x)', '<b>tak</b>', '&amp; &#35;', 'A & B', 'C#', 'koniec #', '***', '---', '~~~', '\\', 'a\nb', '2026) rok', '|a|'])('%j says what it says', (text) => {
    expect(item(text)).toBe(text.replace(/\s+/g, ' '));
  });

  it('whatever it is', () => {
    const signs = fc.string({ unit: fc.constantFrom(...Array.from('ab ł1.)(#*_`[]<>!&;:/-+=~|\\\n\t"')) });
    const spoken = fc.oneof(signs, fc.string({ unit: 'grapheme' })).map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '' && !text.includes('\0'));
    fc.assert(fc.property(spoken, (text) => expect([item(text), heading(text)]).toEqual([text, `1. ${text}`])), { numRuns: 1_000 });
  });
});
