import { fruitAlley, winterWardrobe } from '../initiatives/razem-nad-nerem.ts';
import { resourcesOfRazemNadNerem } from '../resources/razem-nad-nerem.ts';
import { type ClusterPlan, gave, type InitiativeRow } from '../rows.ts';
import { tableOfRazemNadNerem } from '../tables/razem-nad-nerem.ts';

const initiatives: readonly InitiativeRow[] = [
  {
    key: 'wytchnienie',
    title: 'Wytchnienie dla opiekunów',
    summary: 'Opiekunowie osób zależnych dostają kilka wolnych godzin w tygodniu, bo ktoś zaufany przejmuje dyżur.',
    novelty: 'Dyżury układają sami opiekunowie, a przychodnia szkoli zastępców.',
    state: 'running',
    partners: ['opiekunowie', 'nad-dobrzynka', 'skrzydla', 'agnieszka-dabek'],
    tasks: ['zbiera potrzeby i układa dyżury', 'szkoli zastępców i daje gabinet', 'szuka wolontariuszy i prowadzi rozliczenia', 'dyżuruje jako pielęgniarka'],
  },
  {
    key: 'pracownia-drugiej-szansy',
    title: 'Pracownia drugiej szansy',
    summary: 'Młodzi ludzie bez zawodu uczą się stolarki i krawiectwa, odnawiając meble dla rodzin w potrzebie.',
    novelty: 'Uczestnik po pół roku sam zostaje nauczycielem następnego.',
    state: 'running',
    partners: ['druga-zmiana', 'heblik', 'tkalnia'],
    tasks: ['rekrutuje uczestników i towarzyszy im', 'uczy stolarki i użycza maszyn', 'daje pracownię i organizuje wystawę'],
  },
  {
    key: 'aleja-owocowa',
    title: 'Aleja owocowa nad Dobrzynką',
    summary: 'Wzdłuż ścieżki nad rzeką sadzimy dawne odmiany jabłoni i grusz; owoce może zrywać każdy.',
    novelty: 'Każde drzewo ma opiekuna z imienia i dziennik, do którego zagląda się przez kod na słupku.',
    state: 'running',
    partners: ['pod-lipami', 'szpadel', 'janusz-sliwinski', 'skrzydla'],
    life: fruitAlley,
    goals: [
      { by: 'pod-lipami', title: 'Aleja pełna drzew', indicator: 'Drzewa posadzone i przyjęte', unit: 'drzewa', from: '0', to: '120', inDays: 200, measured: [[250, '58'], [120, '57'], [20, '86']] },
      { by: 'janusz-sliwinski', title: 'Każde drzewo ma opiekuna', indicator: 'Drzewa z wpisem opiekuna', unit: '%', from: '0', to: '90', inDays: 100, measured: [[180, '40'], [60, '92.5']] },
      { by: 'szpadel', title: 'Nowi klienci z okolicy', indicator: 'Osoby, które przyszły przez aleję', unit: 'osoby', from: '0', to: '40', inDays: 150, own: 'partners', measured: [[30, '11']] },
    ],
    plan: [
      { title: 'Szczepienie dawnych odmian', by: 'pod-lipami', answers: 'pod-lipami', state: 'done' },
      { title: 'Paliki i siatki na drugą stronę ścieżki', by: 'szpadel', answers: 'pod-lipami', inDays: 21, state: 'doing' },
      { title: 'Zgoda zarządcy rzeki', by: 'janusz-sliwinski', answers: 'skrzydla', asked: ['pod-lipami'], inDays: 30, state: 'doing' },
      { title: 'Jesienne sadzenie z rodzinami', by: 'skrzydla', answers: 'pod-lipami', asked: ['janusz-sliwinski'], inDays: 45, after: [0, 1, 2] },
    ],
    tasks: ['szczepi drzewka i prowadzi sadzenie', 'dostarcza paliki, ziemię i siatki', 'prowadzi dzienniki drzew', 'organizuje rodzinne dni sadzenia'],
  },
  {
    key: 'sasiad-ratownik',
    title: 'Sąsiad ratownik',
    summary: 'W każdej klatce schodowej jedna osoba umie udzielić pierwszej pomocy i wie, gdzie jest defibrylator.',
    novelty: 'Szkolenia odbywają się na klatkach schodowych, a nie w sali.',
    state: 'forming',
    partners: ['druzyna-los', 'nad-dobrzynka', 'tkalnia'],
  },
  {
    key: 'kino-w-tkalni',
    title: 'Kino z napisami w „Tkalni”',
    summary: 'Pokazy filmów z napisami i pętlą indukcyjną, po których jest rozmowa przy herbacie.',
    novelty: 'Repertuar wybierają osoby niesłyszące.',
    state: 'idea',
    partners: ['tkalnia'],
  },
  winterWardrobe,
];

const contributions = [
  gave(349, 'opiekunowie', 'wytchnienie', 'coordination', '20 h', 'Rozmowy z trzydziestoma rodzinami o tym, czego potrzebują', { forDays: 14 }),
  gave(341, 'nad-dobrzynka', 'wytchnienie', 'hall', '5 day', 'Gabinet na szkolenia zastępców', { forDays: 28 }),
  gave(336, 'agnieszka-dabek', 'wytchnienie', 'tutoring', '15 h', 'Szkolenie z pielęgnacji i podnoszenia chorych', { evidence: 'Lista obecności szkolenie.txt' }),
  gave(310, 'skrzydla', 'wytchnienie', 'own-contribution', '3200 PLN', 'Ubezpieczenie wolontariuszy', { evidence: 'Polisa zbiorowa.txt' }),
  gave(290, 'skrzydla', 'wytchnienie', 'care', '124 h', 'Dyżury zastępcze w pierwszym kwartale', { forDays: 75 }),
  gave(262, 'nad-dobrzynka', 'wytchnienie', 'training-materials', '40 piece', 'Poradnik „Bezpieczny opiekun”'),
  gave(205, 'opiekunowie', 'wytchnienie', 'contacts', '17 piece', 'Osoby gotowe przejąć dyżur w nagłym wypadku'),
  gave(176, 'skrzydla', 'wytchnienie', 'care', '138.5 h', 'Dyżury zastępcze w drugim kwartale', { forDays: 80, takenBack: { reason: 'Dwa dyżury się nie odbyły', instead: '130.5 h' } }),
  gave(118, 'janusz-sliwinski', 'wytchnienie', 'driving', '19 h', 'Dowożenie na rehabilitację', { forDays: 40 }),
  gave(84, 'nad-dobrzynka', 'wytchnienie', 'minibus', '6 day', 'Samochód z windą na wycieczkę i dojazdy', { forDays: 30 }),
  gave(47, 'agnieszka-dabek', 'wytchnienie', 'care', '32 h', 'Dyżury pielęgniarskie w weekendy', { forDays: 25, recordedBy: 'opiekunowie' }),
  gave(6, 'skrzydla', 'wytchnienie', 'care', '21 h', 'Dyżury zastępcze, bieżący miesiąc', { waits: true }),

  gave(328, 'druga-zmiana', 'pracownia-drugiej-szansy', 'coordination', '40 h', 'Rekrutacja i pierwsze spotkania z uczestnikami', { forDays: 20 }),
  gave(316, 'heblik', 'pracownia-drugiej-szansy', 'tools', '11 piece', 'Dłuta, strugi i ściski'),
  gave(305, 'heblik', 'pracownia-drugiej-szansy', 'carpentry', '72 h', 'Nauka stolarki, grupa pierwsza', { forDays: 60, evidence: 'Dziennik zajęć grupa 1.txt' }),
  gave(297, 'tkalnia', 'pracownia-drugiej-szansy', 'hall', '24 day', 'Pracownia w dawnej farbiarni', { forDays: 90 }),
  gave(230, 'igla-i-nitka', 'pracownia-drugiej-szansy', 'tutoring', '30 h', 'Nauka tapicerowania', { forDays: 35 }),
  gave(192, 'druga-zmiana', 'pracownia-drugiej-szansy', 'cash-for-materials', '5640 PLN', 'Drewno, okucia i tkaniny', { evidence: 'Zestawienie faktur materiały.txt', takenBack: { reason: 'Ujęto fakturę należącą do innej inicjatywy', instead: '5120 PLN' } }),
  gave(133, 'tkalnia', 'pracownia-drugiej-szansy', 'media-reach', '4 piece', 'Reportaże z wystawy w mediach lokalnych'),
  gave(129, 'druga-zmiana', 'skrzydla', 'tools', '14 piece', 'Odnowione biurka dla dzieci'),
  gave(101, 'heblik', 'pracownia-drugiej-szansy', 'carpentry', '65 h', 'Nauka stolarki, grupa druga', { forDays: 55 }),
  gave(52, 'druga-zmiana', 'pracownia-drugiej-szansy', 'legal-advice', '3.5 h', 'Wzory umów z praktykantami'),
  gave(11, 'tkalnia', 'pracownia-drugiej-szansy', 'hall', '8 day', 'Pracownia, bieżący miesiąc', { waits: true, takenBack: { reason: 'W ostatnim tygodniu pracownia była zamknięta', instead: '6 day' } }),

  gave(268, 'pod-lipami', 'aleja-owocowa', 'plants', '60 piece', 'Drzewka: papierówka, szara reneta, klapsa', { evidence: 'Paszporty roślin.txt' }),
  gave(264, 'szpadel', 'aleja-owocowa', 'donation', '1500 PLN', 'Darowizna na tabliczki i kody'),
  gave(261, 'szpadel', 'aleja-owocowa', 'tools', '120 piece', 'Paliki i siatki przeciw zającom'),
  gave(257, 'pod-lipami', 'aleja-owocowa', 'gardening', '88 h', 'Sadzenie drzew z uczniami', { forDays: 3 }),
  gave(255, 'skrzydla', 'aleja-owocowa', 'gardening', '54 h', 'Rodzinne dni sadzenia', { forDays: 2 }),
  gave(187, 'janusz-sliwinski', 'aleja-owocowa', 'coordination', '26 h', 'Założenie dzienników drzew', { forDays: 30 }),
  gave(145, 'druzyna-los', 'aleja-owocowa', 'driving', '9 h', 'Dowóz wody beczkowozem w czasie suszy', { forDays: 12, recordedBy: 'janusz-sliwinski' }),
  gave(66, 'pod-lipami', 'aleja-owocowa', 'training-materials', '12 piece', 'Filmy o cięciu młodych drzew'),
  gave(25, 'janusz-sliwinski', 'tkalnia', 'food', '43 kg', 'Jabłka na powidła podczas jarmarku'),
  gave(2, 'szpadel', 'aleja-owocowa', 'plants', '85 kg', 'Kompost przed zimą', { waits: true }),

  gave(66, 'skrzydla', 'zimowa-szatnia', 'coordination', '24 h', 'Zbiórka i wydawanie kurtek', { forDays: 20 }),
  gave(60, 'druga-zmiana', 'zimowa-szatnia', 'tutoring', '12 h', 'Naprawy i nauka wymiany suwaków'),
];

/** Small towns by two rivers: carers, craftsmen, a school of gardening. */
export const razemNadNerem: ClusterPlan = {
  key: 'razem-nad-nerem',
  name: 'Klaster „Razem nad Nerem”',
  purpose: 'Rodzice, opiekunowie, rzemieślnicy i szkoły z Pabianic, Konstantynowa Łódzkiego i okolic pomagają sobie na co dzień.',
  municipality: 'Pabianice',
  members: [
    'skrzydla', 'opiekunowie', 'tkalnia', 'pod-lipami', 'heblik', 'szpadel', 'nad-dobrzynka', 'druzyna-los', 'agnieszka-dabek', 'janusz-sliwinski', 'druga-zmiana',
    'igla-i-nitka',
  ],
  initiatives,
  contributions,
  table: tableOfRazemNadNerem,
  resources: resourcesOfRazemNadNerem,
};
