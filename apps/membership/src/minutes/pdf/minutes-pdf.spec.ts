import { describe, expect, it } from '@jest/globals';
import { textOfPdf } from '@klaster/testing';
import { draftMinutes } from '../draft/draft-minutes.js';
import { minutesSha256 } from '../minute.js';
import { garden, proceedings } from '../fixtures/spring-assembly.js';
import { minutesPdf } from './minutes-pdf.js';
import type { Sheet } from './sheet.js';

const sheetOf = (text: Sheet['text']): Sheet => ({ title: proceedings.assembly.title, startsAt: proceedings.assembly.startsAt, text, sha256: minutesSha256(text), writtenAt: proceedings.closedAt, approvedAt: null, approvedBy: null });
const written = (pl: string): Sheet => sheetOf({ pl, en: 'x' });
const sheet = sheetOf(draftMinutes(proceedings));

/** What it says, in how many pages. */
const read = (pdf: Buffer | undefined) => ({ text: textOfPdf(pdf!), pages: (pdf!.toString('latin1').match(/\/Type \/Page\n/g) ?? []).length });

describe('minutes as PDF', () => {
  it('say what the Markdown says, with all Polish letters', async () => {
    const { text } = read(await minutesPdf(sheet, 'pl'));
    for (const line of ['Protokół obrad: Obrady wiosenne', 'Miejsce: Świetlica, ul. Polna 3', 'Porządek i przebieg obrad', 'Zgłoszone konflikty interesów:', 'Piekarnia Zorza: „Ogród graniczy z naszą działką.”', 'strona 1 z 2', 'Projekt: protokół nie został jeszcze zatwierdzony.']) expect(text).toContain(line);
    const letters = 'ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ „” – …';
    expect(read(await minutesPdf(written(`${letters} **${letters}** *${letters}*`), 'pl')).text).toContain([letters, letters, letters].join(' '));
    expect(text).not.toContain('\uFFFD');
  });

  it('say who approved them, and which text', async () => {
    const { text } = read(await minutesPdf({ ...sheet, approvedAt: '2026-04-05T17:00:00.000Z', approvedBy: 'Piekarnia Zorza' }, 'en'));
    expect(text).toContain('Approved on 5 April 2026, 19:00 by Piekarnia Zorza.');
    expect(text).toContain(sheet.sha256);
  });

  it('are the same bytes whenever they are made', async () => {
    expect(await minutesPdf(sheet, 'pl')).toEqual(await minutesPdf(sheet, 'pl'));
  });

  it('hold an agenda of thirty items, each heading on the page of what it heads', async () => {
    const items = Array.from({ length: 30 }, (_, index) => ({ title: `Punkt obrad ${index + 1}`, matterId: `matter ${index}` }));
    const agenda = { ...proceedings, assembly: { ...proceedings.assembly, agenda: items }, matters: items.map(({ matterId: id }) => ({ ...garden, id })) };
    const { text, pages } = read(await minutesPdf(sheetOf(draftMinutes(agenda)), 'pl'));
    expect(pages).toBeGreaterThan(4);
    expect(text).toContain(`strona ${pages} z ${pages}`);
    for (const { title } of items) expect(text).toMatch(new RegExp(`\\. ${title}\nSprawa: uchwała`));
  });

  it('show what people write: emphasis, lists, quotations, code, links; and fetch nothing', async () => {
    const markdown = '# Tytuł\n\n> Cytat\n\n3. trzeci\n   - głębiej\n4. czwarty\n\n`kod` [dalej](https://example.org/a) [nie](javascript:alert(1)) ![obraz](http://127.0.0.1:1/x.png)\n\n    wcięty\n\n---\n\n<b>goły</b>  \nkoniec &amp; kropka';
    const pdf = await minutesPdf(written(markdown), 'pl');
    const { text } = read(pdf);
    for (const words of ['Tytuł', 'Cytat', '3. ', '4. ', 'głębiej', 'kod dalej [nie](javascript:alert(1)) obraz', 'wcięty', '<b>goły</b>', 'koniec & kropka']) expect(text).toContain(words);
    const links = [...pdf!.toString('latin1').matchAll(/\/URI \(([^)]*)\)/g)].map(([, link]) => link);
    expect(new Set(links)).toEqual(new Set(['https://example.org/a']));
  });

  it('break words that no line could hold', async () => {
    const { text } = read(await minutesPdf(written('ą'.repeat(1_000)), 'pl'));
    expect(Math.max(...text.split('\n').filter((line) => line.startsWith('ą')).map((line) => line.length))).toBeLessThan(90);
  });

  it.each([
    ['words', 'słowo '.repeat(26_000)],
    ['items', '- a\n'.repeat(2_000)],
    ['lines of code', '    a\n'.repeat(7_000)],
    ['marks', '**a*b_c'.repeat(25_000)],
    ['openings', '[a]('.repeat(45_000)],
    ['signs of other scripts', 'あ'.repeat(30_000)],
  ])('are not made of too many %s', async (_, markdown) => {
    expect(await minutesPdf(written(markdown.slice(0, 200_000)), 'pl')).toBeUndefined();
  });
});
