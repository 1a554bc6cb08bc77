import type { InitiativeRow } from '../rows.ts';
import type { LifeRow } from './rows.ts';

export const gardenOnTheRoof: LifeRow = {
  budget: [{ title: 'Sadzonki i ziemia', planned: '3200 PLN' }, { title: 'Skrzynie i narzędzia', planned: '1500 PLN' }, { title: 'Woda i nawozy', planned: '600 PLN' }],
  costs: [
    { by: 'zielony-parapet', daysAgo: 212, amount: '2980.40 PLN', what: 'Ziemia ogrodowa i sadzonki', document: 'FV 118/05', line: 0 },
    { by: 'pod-kasztanem', daysAgo: 205, amount: '1745 PLN', what: 'Deski i wkręty na skrzynie', document: 'FV 2201', line: 1 },
    { by: 'sp-399', daysAgo: 160, amount: '120 EUR', what: 'Zestaw do badania gleby', document: 'INV-77812', line: 2, rate: { value: '4.2631', source: 'NBP, tabela A' } },
    { by: 'zlota-jesien', daysAgo: 118, amount: '214.90 PLN', what: 'Nawóz i sznurek', document: 'paragon 0412', line: 2, takenBack: { reason: 'Paragon obejmował zakupy prywatne', instead: '174.90 PLN' } },
  ],
  risks: [
    { by: 'pod-kasztanem', title: 'Przeciek dachu', likelihood: 2, impact: 5, response: 'reduce', exposure: '20000 PLN', measures: 'Przegląd papy dwa razy w roku, tace pod skrzyniami' },
    { by: 'sp-399', title: 'Brak opieki w wakacje', likelihood: 4, impact: 3, response: 'avoid', measures: 'Grafik dyżurów z Klubem Seniora', closed: 'Dyżury objął Klub Seniora' },
  ],
  benefits: [
    { kind: 'relations', what: 'Trzy pokolenia poznały się przy pracy', delivered: { by: 'zlota-jesien', acknowledgedBy: 'sp-399' } },
    { of: 'sp-399', kind: 'know-how', what: 'Lekcje przyrody w terenie', delivered: { by: 'sp-399' } },
    { of: 'pod-kasztanem', kind: 'reach', what: 'Nowi czytelnicy spośród ogrodników' },
  ],
  settlement: 'accepted',
};

/** A fair that lost money to rain, was settled and closed. */
export const rainyFair: InitiativeRow = {
  key: 'festyn-w-deszczu',
  title: 'Festyn pod kasztanami',
  summary: 'Sobota na podwórku biblioteki: stoiska sąsiadów, muzyka i jeden długi stół.',
  novelty: 'Zamiast sceny stoi stół na sto osób; kto gra, ten przy nim siedzi.',
  state: 'closed',
  partners: ['sasiedzkie-podworka', 'zytnia-skorka', 'pod-kasztanem'],
  tasks: ['prowadzi zapisy i program', 'piecze i sprzedaje', 'daje podwórko, prąd i stoły'],
  life: {
    riskWeights: { 'sasiedzkie-podworka': 5, 'zytnia-skorka': 3, 'pod-kasztanem': 2 },
    budget: [{ title: 'Muzyka i nagłośnienie', planned: '1800 PLN' }, { title: 'Produkty', planned: '900 PLN' }],
    costs: [
      { by: 'sasiedzkie-podworka', daysAgo: 96, amount: '1800 PLN', what: 'Zespół i nagłośnienie', document: 'R 14/08', line: 0 },
      { by: 'zytnia-skorka', daysAgo: 94, amount: '1012.35 PLN', what: 'Mąka, owoce, kawa', document: 'FV 9/08/31', line: 1 },
      { by: 'zytnia-skorka', daysAgo: 92, amount: '640 PLN', what: 'Sprzedaż drożdżówek', income: true },
    ],
    risks: [
      {
        by: 'sasiedzkie-podworka', title: 'Deszcz', likelihood: 3, impact: 4, response: 'share', exposure: '3000 PLN', measures: 'Namioty na wszelki wypadek',
        occurred: { daysAgo: 92, what: 'Ulewa po południu: zwrócono bilety na warsztaty i zapłacono za suszenie namiotów', loss: '1250.50 PLN' },
      },
    ],
    benefits: [
      { kind: 'relations', what: 'Sąsiedzi z trzech ulic pierwszy raz usiedli razem', delivered: { by: 'pod-kasztanem', acknowledgedBy: 'zytnia-skorka' } },
      { of: 'zytnia-skorka', kind: 'reach', what: 'Nowi klienci z okolicy', delivered: { by: 'zytnia-skorka', acknowledgedBy: 'zytnia-skorka' } },
      { of: 'sasiedzkie-podworka', kind: 'know-how', what: 'Wiemy, jak przenieść festyn pod dach w pół godziny', unexpected: true, delivered: { by: 'pod-kasztanem', acknowledgedBy: 'sasiedzkie-podworka' } },
    ],
    settlement: 'settled',
    lessons: [
      ['sasiedzkie-podworka', 'Plan na deszcz ustalać przed biletami', 'Zwrot biletów kosztował nas więcej niż wynajem hali. Następnym razem najpierw rezerwujemy salę zastępczą, a dopiero potem sprzedajemy bilety na warsztaty.'],
      ['zytnia-skorka', 'Długi stół działa lepiej niż scena', 'Ludzie zostawali dwie godziny dłużej niż na poprzednich festynach, bo każdy miał swoje miejsce przy stole.'],
    ],
    stated: ['sasiedzkie-podworka', 'zytnia-skorka', 'pod-kasztanem'],
  },
};
