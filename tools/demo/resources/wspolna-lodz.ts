import type { ResourcePlan } from './rows.ts';

export const resourcesOfWspolnaLodz: ResourcePlan = {
  categories: [{ by: 'kontur', code: 'architectural-models', kind: 'material', pl: 'makiety architektoniczne', en: 'architectural models', units: ['piece', 'day'], broader: 'tools' }],
  rateTable: {
    by: 'przystan', name: 'Konkurs „Aktywne sąsiedztwa”', basis: 'Regulamin konkursu, załącznik 3: stawki wolontariatu i wkładu rzeczowego',
    rates: { volunteering: '35 PLN/h', coordination: '55 PLN/h', gardening: '40 PLN/h', carpentry: '60 PLN/h', cooking: '38 PLN/h', 'legal-advice': '120 PLN/h' },
  },
  offers: [
    {
      key: 'sala-gimnastyczna', by: 'sp-399', category: 'hall', title: 'Sala gimnastyczna we wtorki po lekcjach', description: 'Sala 12 × 24 m z szatnią i prysznicami. Klucz w portierni.',
      weekly: { on: 'TU', from: '16:00', hours: 5 }, forDays: 200, visibility: 'federation',
    },
    { key: 'piec', by: 'zytnia-skorka', category: 'kitchen', title: 'Piec chlebowy w sobotnie popołudnia', description: 'Piec i blaty dla grupy do ośmiu osób, z piekarzem w zasięgu głosu.', weekly: { on: 'SA', from: '14:00', hours: 4 }, forDays: 120 },
    { key: 'namioty', by: 'sasiedzkie-podworka', category: 'tent', title: 'Namioty festynowe', description: 'Trzy namioty 3 × 6 m ze ściankami.', measure: '3 piece', counted: true, visibility: 'federation' },
    { key: 'sadzonki', by: 'zielony-parapet', category: 'plants', title: 'Sadzonki pomidorów, ziół i nagietków', measure: '400 piece', forDays: 90, visibility: 'federation' },
    { key: 'projekty', by: 'trojkat', category: 'technical-advice', title: 'Konsultacje projektanta małej architektury', measure: '30 h', licence: 'within-cluster', visibility: 'federation' },
    { key: 'poradnik', by: 'trojkat', category: 'methods', title: 'Jak zbudować ławkę, która przetrwa: rysunki i instrukcje', licence: 'CC-BY-4.0', visibility: 'public' },
    { key: 'ksiegowa', by: 'igla-i-nitka', category: 'accounting', title: 'Księgowa pomoże rozliczyć dotację', measure: '16 h', visibility: 'federation' },
    { key: 'wiersze', by: 'malgorzata-zoltowska', category: 'tutoring', title: 'Korepetycje z polskiego dla ósmoklasistów', weekly: { on: 'TH', from: '17:00', hours: 2 }, forDays: 150 },
    { key: 'rowery', by: 'rowerowe-srodmiescie', category: 'sports-equipment', title: 'Rowery towarowe na zakupy dla seniorów', measure: '2 piece', counted: true, state: 'paused' },
    { key: 'stare-komputery', by: 'pod-kasztanem', category: 'computers', title: 'Wycofane komputery z czytelni', measure: '6 piece', state: 'withdrawn' },
    { key: 'fundusz', by: 'zytnia-skorka', category: 'sponsorship', title: 'Fundusz na poczęstunki podczas wspólnych prac', measure: '2400 PLN', state: 'draft' },
  ],
  needs: [
    { key: 'sala-dla-seniorow', by: 'zlota-jesien', category: 'hall', title: 'Szukamy sali do ćwiczeń dla seniorów', description: 'Raz w tygodniu, dwie godziny, najlepiej bez schodów.', measure: '24 h', forDays: 120 },
    { key: 'ziola-na-dach', by: 'pod-kasztanem', initiative: 'ogrod-na-dachu', category: 'plants', title: 'Zioła i pomidory do skrzyń na dachu', measure: '150 piece', forDays: 80 },
    { key: 'namiot-na-jubileusz', by: 'kontur', initiative: 'biblioteka-rzeczy', category: 'tent', title: 'Namiot na jubileusz Biblioteki Rzeczy', measure: '2 piece', forDays: 60 },
    { key: 'tlumacz', by: 'przystan', category: 'interpreting', title: 'Tłumaczka języka ukraińskiego na dyżury', measure: '12 h', forDays: 60, visibility: 'federation' },
    { key: 'wklad-wlasny', by: 'przystan', initiative: 'kuchnia-sasiedzka', category: 'own-contribution', title: 'Wkład własny do wniosku o doposażenie kuchni', measure: '3000 PLN', forDays: 100 },
    { key: 'przewoz', by: 'sasiedzkie-podworka', category: 'minibus', title: 'Bus na wycieczkę podwórkową', measure: '1 day', visibility: 'federation', cancelled: 'Pojedziemy tramwajem.' },
  ],
  pledges: [
    {
      key: 'wtorki', giver: 'sp-399', askedBy: 'zlota-jesien', offer: 'sala-gimnastyczna', need: 'sala-dla-seniorow', measure: '12 h', inDays: 90, note: 'Gimnastyka na krzesłach',
      weeks: { on: 'TU', from: '16:00', hours: 2, first: 2, count: 6 }, answer: { by: 'sp-399', accepts: true },
    },
    { key: 'sadzonki-na-dach', giver: 'zielony-parapet', offer: 'sadzonki', need: 'ziola-na-dach', measure: '120 piece', inDays: 60, answer: { by: 'pod-kasztanem', accepts: true }, gives: ['50 piece', '30 piece'] },
    { key: 'namioty-na-jubileusz', giver: 'sasiedzkie-podworka', askedBy: 'kontur', offer: 'namioty', receiver: 'biblioteka-rzeczy', measure: '2 piece', atOnce: '2', weeks: { on: 'SA', from: '09:00', hours: 12, first: 5, count: 1 }, inDays: 50 },
    { key: 'chleb', giver: 'zytnia-skorka', receiver: 'kuchnia-sasiedzka', category: 'food', measure: '60 kg', inDays: 45, answer: { by: 'przystan', accepts: true }, gives: ['22.5 kg', '37.5 kg'] },
    { key: 'wplata', giver: 'sasiedzkie-podworka', need: 'wklad-wlasny', category: 'own-contribution', measure: '1200 PLN', inDays: 70, answer: { by: 'zytnia-skorka', accepts: true }, gives: ['500 PLN'] },
    { key: 'ksiegowosc', giver: 'igla-i-nitka', offer: 'ksiegowa', receiver: 'zielony-parapet', measure: '6 h', inDays: 30, answer: { by: 'zielony-parapet', declines: 'Mamy już umowę z biurem rachunkowym.' } },
    { key: 'piec-dla-seniorow', giver: 'zytnia-skorka', offer: 'piec', askedBy: 'zlota-jesien', receiver: 'zlota-jesien', measure: '4 h', weeks: { on: 'SA', from: '14:00', hours: 4, first: 3, count: 1 }, inDays: 40, answer: { by: 'zytnia-skorka', accepts: true }, cancelled: 'Przegląd kominiarski tego dnia.' },
  ],
  disputes: [
    {
      giver: 'kontur', receiver: 'biblioteka-rzeczy', category: 'carpentry', measure: '26 h', daysAgo: 18, description: 'Budowa regałów', disputedBy: 'pod-kasztanem', reason: 'Na liście obecności widzimy 20 godzin.',
      remarks: [['kontur', 'Policzyliśmy też dojazd po drewno.'], ['pod-kasztanem', 'Dojazd zapiszmy osobno, jako prowadzenie pojazdu.']], instead: '20 h',
    },
  ],
  loans: [
    { giver: 'trojkat', taker: 'pod-kasztanem', category: 'projector', measure: '1 piece', daysAgo: 40, backInDays: -5, description: 'Rzutnik na wieczory filmowe', returned: true },
    { giver: 'sasiedzkie-podworka', taker: 'zlota-jesien', category: 'furniture', measure: '12 piece', daysAgo: 12, backInDays: 30, description: 'Krzesła na spotkania klubu' },
  ],
  payments: [
    { initiative: 'kuchnia-sasiedzka', by: 'przystan', payee: 'Hurtownia „Garnek” sp. z o.o.', measure: '180 PLN', purpose: 'Garnki i chochle, faktura 14/2026', daysAgo: 9 },
    { initiative: 'kuchnia-sasiedzka', by: 'zytnia-skorka', payee: 'Sklep „Wszystko do kuchni”', measure: '75.40 PLN', purpose: 'Termometry do lodówek', daysAgo: 7, reversed: 'Sklep przyjął zwrot.' },
  ],
  timesheets: [
    {
      by: 'zielony-parapet', initiative: 'ogrod-na-dachu', category: 'gardening',
      lines: [[27, '3', 'Przegląd skrzyń'], [24, '2,5', 'Podlewanie'], [20, '4', 'Pikowanie siewek'], [17, '2,5', 'Podlewanie'], [13, '3,75', 'Kompostowanie'], [10, '2,5', 'Podlewanie'], [6, '5', 'Warsztat dla dzieci'], [3, '2,5', 'Podlewanie']],
    },
  ],
};
