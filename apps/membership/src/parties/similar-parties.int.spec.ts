import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDatabase } from '@klaster/testing';
import { membership } from '../membership.module.js';
import { likenessThreshold } from './parties.js';

/** Names of one municipality as they occur: which are shown to whoever registers the second. */
const alike: readonly (readonly [string, string])[] = [
  ['Fundacja Dobry Start', 'Fundacja „Dobry Start”'],
  ['Fundacja Dobry Start', 'DOBRY START'],
  ['Fundacja Dobry Start', 'Fundacja Dobry Strat'],
  ['Stowarzyszenie Dobry Start', 'Fundacja Dobry Start'],
  ['Stowarzyszenie Przyjaciół Retkini', 'Stow. Przyjaciół Retkini'],
  ['Stowarzyszenie Łodzianie Razem', 'Lodzianie razem'],
  ['Stowarzyszenie Kobiet Wsi Kalonka', 'Stowarzyszenie Kobiet z Kalonki'],
  ['Fundacja Pomoc Dzieciom', 'Fundacja Pomocy Dzieciom'],
  ['Fundacja na rzecz Osób Starszych „Jesień”', 'Fundacja Jesień'],
  ['Koło Gospodyń Wiejskich w Wiączyniu Dolnym', 'KGW Wiączyń Dolny'],
  ['Koło Gospodyń Wiejskich „Jutrzenka” w Kalonce', 'KGW Jutrzenka'],
  ['Ochotnicza Straż Pożarna w Nowosolnej', 'OSP Nowosolna'],
  ['Szkoła Podstawowa nr 12 im. Jana Pawła II', 'Szkoła Podstawowa nr 12'],
  ['Szkoła Podstawowa nr 12 im. Jana Pawła II', 'SP nr 12 im. Jana Pawła II'],
  ['Gminny Ośrodek Pomocy Społecznej w Brójcach', 'GOPS Brójce'],
  ['Spółdzielnia Socjalna Szansa i Wsparcie', 'Spółdzielnia socjalna „Szansa i wsparcie”'],
  ['Bank Żywności w Łodzi', 'Łódzki Bank Żywności'],
  ['Parafia Rzymskokatolicka pw. św. Anny', 'Parafia św. Anny'],
  ['Klub Sportowy Orzeł', 'KS Orzeł'],
  ['Grupa sąsiedzka Zielone Podwórko', 'Zielone podwórko'],
  ['Piekarnia Bożena Wąsik', 'Piekarnia Wąsik'],
];
const apart: readonly (readonly [string, string])[] = [
  ['Fundacja Dobry Start', 'Fundacja Nowy Dom'],
  ['Fundacja Arka', 'Fundacja Barka'],
  ['Fundacja Pomoc Dzieciom', 'Fundacja Pomoc Seniorom'],
  ['Fundacja Rozwoju Kultury', 'Fundacja Rozwoju Sportu'],
  ['Stowarzyszenie Przyjaciół Retkini', 'Stowarzyszenie Przyjaciół Zwierząt'],
  ['Koło Gospodyń Wiejskich w Kalonce', 'Koło Gospodyń Wiejskich w Wiączyniu'],
  ['Koło Gospodyń Wiejskich w Kalonce', 'Ochotnicza Straż Pożarna w Kalonce'],
  ['OSP Nowosolna', 'OSP Andrespol'],
  ['Szkoła Podstawowa nr 12', 'Szkoła Podstawowa nr 21'],
  ['Szkoła Podstawowa nr 12', 'Rada Rodziców przy Szkole Podstawowej nr 12'],
  ['Przedszkole Miejskie nr 5', 'Przedszkole Miejskie nr 15'],
  ['Wspólnota Mieszkaniowa Zielona 12', 'Wspólnota Mieszkaniowa Zielona 14'],
  ['Gminny Ośrodek Kultury', 'Gminny Ośrodek Pomocy Społecznej'],
  ['Spółdzielnia Socjalna Szansa', 'Spółdzielnia Socjalna Nadzieja'],
  ['Parafia św. Jana', 'Parafia św. Anny'],
  ['Klub Sportowy Orzeł', 'Klub Sportowy Sokół'],
  ['Klub Seniora Złota Jesień', 'Klub Seniora Promyk'],
  ['Biblioteka Miejska', 'Muzeum Miejskie'],
  ['Piekarnia Wąsik', 'Cukiernia Wąsik'],
];

describe('names of parties', () => {
  let database: TestDatabase;
  let runtime: Awaited<ReturnType<TestDatabase['sql']>>;

  beforeAll(async () => {
    database = await TestDatabase.create();
    await database.migrate('membership', membership.migrations);
    runtime = await database.sql('membership');
  });
  afterAll(() => database.drop());

  const compare = async (pair: readonly [string, string]) => {
    const { rows } = await runtime.query<{ likeness: number; marked_apart: boolean }>(
      'SELECT likeness(one, other), marked_apart(one, other) FROM telling_words(fold($1)) AS one, telling_words(fold($2)) AS other',
      [...pair],
    );
    return rows[0]!;
  };
  const isAlike = async (pair: readonly [string, string]) => {
    const { likeness, marked_apart: markedApart } = await compare(pair);
    return likeness >= likenessThreshold && !markedApart;
  };

  it.each(alike)('%s may be %s', async (...pair) => {
    expect(await isAlike(pair)).toBe(true);
    expect(await isAlike([pair[1], pair[0]])).toBe(true);
  });

  it.each(apart)('%s is not %s', async (...pair) => {
    expect(await isAlike(pair)).toBe(false);
    expect(await isAlike([pair[1], pair[0]])).toBe(false);
  });
});
