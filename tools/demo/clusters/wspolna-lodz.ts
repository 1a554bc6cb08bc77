import { gardenOnTheRoof, rainyFair } from '../initiatives/wspolna-lodz.ts';
import { resourcesOfWspolnaLodz } from '../resources/wspolna-lodz.ts';
import { type ClusterPlan, gave, type InitiativeRow } from '../rows.ts';
import { tableOfWspolnaLodz } from '../tables/wspolna-lodz.ts';

const initiatives: readonly InitiativeRow[] = [
  {
    key: 'ogrod-na-dachu',
    title: 'Ogród na dachu biblioteki',
    summary: 'Na płaskim dachu biblioteki powstaje ogród, w którym seniorzy uczą dzieci uprawy warzyw, a plony trafiają do sąsiadów.',
    novelty: 'Ogrodem opiekują się wspólnie trzy pokolenia, a każdą grządkę prowadzi para: dziecko i senior.',
    state: 'running',
    partners: ['zielony-parapet', 'pod-kasztanem', 'sp-399', 'zlota-jesien'],
    life: gardenOnTheRoof,
    goals: [
      { by: 'zielony-parapet', title: 'Plon dla sąsiadów', indicator: 'Warzywa i zioła oddane sąsiadom', unit: 'kg', from: '0', to: '300', inDays: 120, measured: [[150, '84.5'], [60, '212']] },
      { by: 'sp-399', title: 'Lekcje pod niebem', indicator: 'Lekcje przyrody na dachu w roku', unit: 'lekcje', from: '2', to: '20', inDays: 90, own: 'cluster', measured: [[40, '14']] },
      { by: 'pod-kasztanem', title: 'Chłodniej pod dachem', indicator: 'Średnia temperatura czytelni w lipcu', unit: '°C', from: '29', to: '26', inDays: 300, own: 'partner', measured: [[110, '27.4']] },
    ],
    plan: [
      { title: 'Ekspertyza stropu', by: 'pod-kasztanem', answers: 'zielony-parapet', state: 'done' },
      { title: 'Skrzynie na zimę', by: 'zlota-jesien', answers: 'zielony-parapet', inDays: 20, after: [0], state: 'doing' },
      { title: 'Zamówienie sadzonek', by: 'zielony-parapet', answers: 'zielony-parapet', asked: ['sp-399', 'zlota-jesien'], inDays: 70 },
      { title: 'Wiosenne sadzenie', by: 'sp-399', answers: 'zielony-parapet', inDays: 130, after: [1, 2] },
    ],
    tasks: ['prowadzi prace ogrodnicze i zamawia sadzonki', 'udostępnia dach, wodę i salę na spotkania', 'organizuje udział dzieci i opiekę nad nimi', 'uczy uprawy i pielęgnuje grządki w wakacje'],
  },
  {
    key: 'kuchnia-sasiedzka',
    title: 'Kuchnia sąsiedzka bez marnowania',
    summary: 'Raz w tygodniu gotujemy wspólny obiad z żywności, która nie sprzedała się w okolicznych sklepach.',
    novelty: 'Gotują ci, którzy z pomocy korzystają; nikt nie jest tylko biorcą.',
    state: 'running',
    partners: ['przystan', 'zytnia-skorka', 'sasiedzkie-podworka', 'igla-i-nitka'],
    tasks: ['prowadzi kuchnię i dba o higienę', 'przekazuje pieczywo i mąkę', 'zaprasza sąsiadów i rozwozi obiady', 'szyje fartuchy i obrusy, prowadzi zapisy'],
  },
  {
    key: 'biblioteka-rzeczy',
    title: 'Biblioteka rzeczy',
    summary: 'Wiertarka, namiot, maszyna do szycia: rzeczy potrzebne raz w roku wypożycza się tak jak książki.',
    novelty: 'Półki i system wypożyczeń projektują studenci razem z czytelnikami.',
    state: 'running',
    partners: ['pod-kasztanem', 'kontur', 'trojkat', 'sasiedzkie-podworka'],
    tasks: ['prowadzi wypożyczalnię', 'projektuje i buduje regały', 'sprawdza projekt i bezpieczeństwo', 'zbiera rzeczy od mieszkańców'],
  },
  {
    key: 'rowerowy-autobus',
    title: 'Rowerowy autobus do szkoły',
    summary: 'Dzieci jadą do szkoły rowerami w grupie, stałą trasą i o stałej godzinie, pod opieką wolontariuszy.',
    novelty: 'Przystanki i rozkład jazdy jak w prawdziwym autobusie, tylko na rowerach.',
    state: 'forming',
    partners: ['rowerowe-srodmiescie', 'sp-399', 'krzysztof-cwikla'],
    tasks: ['prowadzi przejazdy i szkoli opiekunów', 'zbiera zgody rodziców i wyznacza godziny', 'rysuje mapę trasy i oznaczenia przystanków'],
    unsigned: ['krzysztof-cwikla'],
  },
  {
    key: 'glosy-z-podworka',
    title: 'Podcast „Głosy z podwórka”',
    summary: 'Mieszkańcy łódzkich kamienic opowiadają o swoich podwórkach, a uczniowie nagrywają i montują odcinki.',
    novelty: 'Archiwum pamięci tworzone przez samych mieszkańców, z prawem do wycofania nagrania.',
    state: 'idea',
    partners: ['sasiedzkie-podworka'],
  },
  rainyFair,
];

const contributions = [
  gave(352, 'zielony-parapet', 'ogrod-na-dachu', 'coordination', '14 h', 'Przygotowanie planu ogrodu i spotkań z partnerami'),
  gave(345, 'pod-kasztanem', 'ogrod-na-dachu', 'hall', '6 h', 'Sala na warsztaty projektowe'),
  gave(338, 'trojkat', 'ogrod-na-dachu', 'own-contribution', '2400 PLN', 'Opłacona ekspertyza nośności dachu', { evidence: 'Faktura za ekspertyzę.txt' }),
  gave(330, 'zlota-jesien', 'ogrod-na-dachu', 'contacts', '9 piece', 'Kontakty do działkowców, którzy oddadzą narzędzia'),
  gave(321, 'sp-399', 'ogrod-na-dachu', 'training-materials', '25 piece', 'Karty pracy „Od ziarna do talerza”'),
  gave(214, 'zielony-parapet', 'ogrod-na-dachu', 'plants', '180 piece', 'Sadzonki pomidorów, bazylii i nagietków', { evidence: 'Protokół przekazania sadzonek.txt' }),
  gave(210, 'zlota-jesien', 'ogrod-na-dachu', 'gardening', '46.5 h', 'Wypełnianie skrzyń ziemią i pierwsze nasadzenia', { forDays: 4 }),
  gave(208, 'malgorzata-zoltowska', 'ogrod-na-dachu', 'donation', '350 PLN', 'Darowizna na beczki na deszczówkę'),
  gave(175, 'sp-399', 'ogrod-na-dachu', 'care', '22 h', 'Opieka nauczycieli podczas zajęć na dachu', { forDays: 20 }),
  gave(120, 'zlota-jesien', 'ogrod-na-dachu', 'gardening', '64 h', 'Podlewanie i pielenie w czasie wakacji', { forDays: 45, takenBack: { reason: 'Policzono dwa razy dyżury z ostatniego tygodnia lipca', instead: '58 h' } }),
  gave(61, 'sp-399', 'przystan', 'food', '37.5 kg', 'Plony z ogrodu dla podopiecznych ośrodka'),
  gave(9, 'pod-kasztanem', 'ogrod-na-dachu', 'tools', '6 piece', 'Konewki i sekatory po wymianie sprzętu', { waits: true }),

  gave(333, 'przystan', 'kuchnia-sasiedzka', 'hall', '12 day', 'Kuchnia ośrodka w każdy czwartek', { forDays: 84 }),
  gave(326, 'zytnia-skorka', 'kuchnia-sasiedzka', 'food', '96 kg', 'Chleb z poprzedniego dnia i mąka', { forDays: 84, evidence: 'Zestawienie wydań pieczywa.txt' }),
  gave(300, 'igla-i-nitka', 'kuchnia-sasiedzka', 'cash-for-materials', '480.50 PLN', 'Zakup tkanin na fartuchy', { evidence: 'Paragon pasmanteria.txt' }),
  gave(288, 'sasiedzkie-podworka', 'kuchnia-sasiedzka', 'driving', '31 h', 'Rozwożenie obiadów do osób niewychodzących z domu', { forDays: 60 }),
  gave(252, 'igla-i-nitka', 'kuchnia-sasiedzka', 'coordination', '18 h', 'Zapisy, grafik dyżurów i rozliczenie składników'),
  gave(233, 'krzysztof-cwikla', 'kuchnia-sasiedzka', 'media-reach', '3 piece', 'Plakat, ulotka i grafika do internetu'),
  gave(180, 'sasiedzkie-podworka', 'kuchnia-sasiedzka', 'donation', '1260 PLN', 'Zbiórka podczas święta ulicy', { evidence: 'Protokół zbiórki publicznej.txt' }),
  gave(141, 'zytnia-skorka', 'kuchnia-sasiedzka', 'food', '112 kg', 'Pieczywo na trzeci kwartał', { forDays: 80, recordedBy: 'przystan' }),
  gave(96, 'sasiedzkie-podworka', 'kuchnia-sasiedzka', 'minibus', '240 km', 'Przewóz warzyw z giełdy', { takenBack: { reason: 'Wpisano stan licznika zamiast przebytej drogi', instead: '204 km' } }),
  gave(33, 'igla-i-nitka', 'kuchnia-sasiedzka', 'tools', '2 piece', 'Maszyny do pakowania próżniowego'),
  gave(5, 'zytnia-skorka', 'kuchnia-sasiedzka', 'food', '28 kg', 'Chleb i bułki, bieżący tydzień', { waits: true }),

  gave(274, 'kontur', 'biblioteka-rzeczy', 'training-materials', '1 piece', 'Projekt regałów na licencji otwartej'),
  gave(266, 'trojkat', 'biblioteka-rzeczy', 'legal-advice', '4 h', 'Opinia o odpowiedzialności za wypożyczone rzeczy'),
  gave(240, 'kontur', 'biblioteka-rzeczy', 'carpentry', '58 h', 'Budowa regałów', { forDays: 9 }),
  gave(226, 'pod-kasztanem', 'biblioteka-rzeczy', 'own-contribution', '1800 PLN', 'Zakup programu do wypożyczeń', { evidence: 'Faktura licencja.txt' }),
  gave(199, 'sasiedzkie-podworka', 'biblioteka-rzeczy', 'tools', '41 piece', 'Narzędzia zebrane od mieszkańców'),
  gave(150, 'krzysztof-cwikla', 'biblioteka-rzeczy', 'tools', '5 day', 'Użyczenie plotera do oznaczeń', { forDays: 4 }),
  gave(77, 'pod-kasztanem', 'biblioteka-rzeczy', 'coordination', '36 h', 'Dyżury w wypożyczalni', { forDays: 30 }),
  gave(40, 'rowerowe-srodmiescie', 'biblioteka-rzeczy', 'tools', '8 piece', 'Klucze i podnośniki do naprawy rowerów'),
  gave(18, 'trojkat', 'kontur', 'tutoring', '6 h', 'Korekta projektów studenckich'),
  gave(3, 'kontur', 'biblioteka-rzeczy', 'carpentry', '7.5 h', 'Naprawa regału po zalaniu', { waits: true }),

  gave(97, 'pod-kasztanem', 'festyn-w-deszczu', 'hall', '1 day', 'Podwórko, stoły i prąd na festyn'),
  gave(93, 'sasiedzkie-podworka', 'festyn-w-deszczu', 'coordination', '38 h', 'Zapisy, program i dyżury', { forDays: 1 }),
  gave(92, 'zytnia-skorka', 'festyn-w-deszczu', 'food', '65 kg', 'Drożdżówki i chleb'),
];

/** A city: old tenements, a library, a school, a bakery. */
export const wspolnaLodz: ClusterPlan = {
  key: 'wspolna-lodz',
  name: 'Klaster „Wspólna Łódź”',
  purpose: 'Sąsiedzi, szkoły i firmy z łódzkich osiedli łączą siły, żeby nikt nie był sam i nic dobrego się nie marnowało.',
  municipality: 'Łódź',
  members: [
    'zielony-parapet', 'zlota-jesien', 'malgorzata-zoltowska', 'sasiedzkie-podworka', 'rowerowe-srodmiescie', 'sp-399', 'kontur', 'zytnia-skorka', 'trojkat',
    'krzysztof-cwikla', 'pod-kasztanem', 'przystan', 'igla-i-nitka',
  ],
  initiatives,
  contributions,
  table: tableOfWspolnaLodz,
  resources: resourcesOfWspolnaLodz,
};
