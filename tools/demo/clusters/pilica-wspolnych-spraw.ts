import { abandonedMarket, sharedPantry } from '../initiatives/pilica-wspolnych-spraw.ts';
import { resourcesOfPilica } from '../resources/pilica-wspolnych-spraw.ts';
import { type ClusterPlan, gave, type InitiativeRow } from '../rows.ts';
import { tableOfPilica } from '../tables/pilica-wspolnych-spraw.ts';

const initiatives: readonly InitiativeRow[] = [
  {
    key: 'wspolna-spizarnia',
    title: 'Wspólna spiżarnia nad Pilicą',
    summary: 'Nadwyżki z ogrodów i pól przetwarzamy razem i dzielimy: część na sprzedaż, część dla samotnych.',
    novelty: 'Każdy słoik ma dwóch autorów: tego, kto wyhodował, i tego, kto przetworzył.',
    state: 'running',
    partners: ['jagody', 'zagroda', 'mlyn', 'pod-zurawiem'],
    life: sharedPantry,
    tasks: ['prowadzi przetwórstwo i przepisy', 'dostarcza owoce i warzywa', 'daje kuchnię i promuje', 'przyjmuje gości i prowadzi degustacje'],
  },
  {
    key: 'czysta-pilica',
    title: 'Czysta Pilica z kajaka',
    summary: 'Trzy razy w roku spływamy i zbieramy śmieci, a uczniowie badają wodę i publikują wyniki.',
    novelty: 'Dane o wodzie są otwarte, a każdy odcinek rzeki ma swoją klasę szkolną.',
    state: 'running',
    partners: ['wydra', 'mlodzi', 'sp-flisakow', 'osp-zazabie'],
    goals: [
      { by: 'mlodzi', title: 'Czysty brzeg', indicator: 'Kilometry brzegu bez śmieci', unit: 'km', from: '3', to: '22', inDays: 180, measured: [[140, '9'], [45, '15.5']] },
      { by: 'mlodzi', title: 'Mniej śmieci', indicator: 'Worki zebrane podczas jednego spływu', unit: 'worki', from: '140', to: '60', inDays: 180, measured: [[140, '140'], [45, '95']] },
    ],
    plan: [
      { title: 'Trasa i zgody', by: 'wydra', answers: 'wydra', asked: ['osp-zazabie'], state: 'done' },
      { title: 'Worki i rękawice', by: 'mlodzi', answers: 'wydra', inDays: 25 },
      { title: 'Spływ wiosenny', by: 'wydra', answers: 'mlodzi', inDays: 140, after: [0, 1] },
    ],
    tasks: ['daje kajaki i prowadzi spływy', 'zbiera wolontariuszy i sortuje śmieci', 'bada wodę i publikuje wyniki', 'zabezpiecza spływy i wywozi śmieci'],
  },
  {
    key: 'bus-na-telefon',
    title: 'Bus na telefon',
    summary: 'Do lekarza i do urzędu z wiosek, do których nie dojeżdża autobus: zamawia się dzień wcześniej.',
    novelty: 'Bus należy do kilku podmiotów i każdy prowadzi go w swoje dni.',
    state: 'forming',
    partners: ['osp-zazabie', 'mlyn', 'halina-wojcik'],
    tasks: ['daje bus i kierowców w dni robocze', 'przyjmuje zamówienia w ośrodku kultury', 'układa trasy i rozmawia z pasażerami'],
    unsigned: ['halina-wojcik'],
  },
  {
    key: 'dawne-rzemiosla',
    title: 'Szkoła dawnych rzemiosł',
    summary: 'Ostatni mistrzowie plecionkarstwa i kowalstwa przekazują swoje umiejętności młodym.',
    novelty: 'Uczeń płaci za naukę pracą na rzecz wsi, nie pieniędzmi.',
    state: 'idea',
    partners: ['jagody'],
  },
  abandonedMarket,
];

const contributions = [
  gave(347, 'jagody', 'wspolna-spizarnia', 'coordination', '16 h', 'Spotkania z gospodarzami i plan przetworów'),
  gave(339, 'mlyn', 'wspolna-spizarnia', 'hall', '10 day', 'Kuchnia ośrodka i chłodnia', { forDays: 60 }),
  gave(331, 'zagroda', 'wspolna-spizarnia', 'own-contribution', '4100 PLN', 'Zakup autoklawu', { evidence: 'Faktura autoklaw.txt' }),
  gave(309, 'halina-wojcik', 'wspolna-spizarnia', 'training-materials', '32 piece', 'Przepisy spisane od najstarszych mieszkanek'),
  gave(296, 'zagroda', 'wspolna-spizarnia', 'food', '640 kg', 'Jabłka i buraki z przechowalni', { evidence: 'Dowód wydania WZ.txt' }),
  gave(292, 'jagody', 'wspolna-spizarnia', 'tutoring', '24 h', 'Warsztaty kiszenia i pasteryzacji', { forDays: 8 }),
  gave(283, 'chleb-i-sol', 'wspolna-spizarnia', 'driving', '11.5 h', 'Rozwiezienie słoików do samotnych', { forDays: 5, recordedBy: 'mlyn' }),
  gave(221, 'pod-zurawiem', 'wspolna-spizarnia', 'media-reach', '2 piece', 'Degustacje dla gości i wpisy w przewodniku'),
  gave(138, 'zagroda', 'wspolna-spizarnia', 'food', '415 kg', 'Ogórki i porzeczki', { forDays: 10, takenBack: { reason: 'Zważono razem ze skrzynkami', instead: '388 kg' } }),
  gave(131, 'jagody', 'wspolna-spizarnia', 'cash-for-materials', '890.40 PLN', 'Słoiki, nakrętki i etykiety', { evidence: 'Faktura opakowania.txt' }),
  gave(88, 'pod-zurawiem', 'wspolna-spizarnia', 'donation', '700 PLN', 'Dochód z kolacji dla gości'),
  gave(58, 'mlyn', 'wspolna-spizarnia', 'contacts', '6 piece', 'Sklepy, które wezmą przetwory w komis'),
  gave(22, 'pod-zurawiem', 'chleb-i-sol', 'food', '75 piece', 'Słoiki na paczki świąteczne', { waits: true }),
  gave(8, 'mlyn', 'wspolna-spizarnia', 'hall', '3 day', 'Kuchnia ośrodka, bieżący miesiąc', { waits: true }),

  gave(343, 'sp-flisakow', 'czysta-pilica', 'training-materials', '18 piece', 'Scenariusze lekcji o rzece'),
  gave(244, 'wydra', 'czysta-pilica', 'tools', '24 piece', 'Kajaki na spływ wiosenny'),
  gave(243, 'mlodzi', 'czysta-pilica', 'coordination', '13 h', 'Nabór i odprawa wolontariuszy'),
  gave(242, 'osp-zazabie', 'czysta-pilica', 'care', '2 day', 'Zabezpieczenie spływu wiosennego', { forDays: 1 }),
  gave(241, 'osp-zazabie', 'czysta-pilica', 'minibus', '86 km', 'Wywóz śmieci do punktu zbiórki'),
  gave(239, 'sp-flisakow', 'czysta-pilica', 'own-contribution', '560 PLN', 'Odczynniki do badania wody', { evidence: 'Faktura odczynniki.txt' }),
  gave(220, 'mlodzi', 'czysta-pilica', 'media-reach', '5 piece', 'Filmy ze spływu', { recordedBy: 'wydra' }),
  gave(153, 'wydra', 'czysta-pilica', 'driving', '14 h', 'Przewóz kajaków i uczestników', { forDays: 2 }),
  gave(152, 'wydra', 'czysta-pilica', 'tools', '20 piece', 'Kajaki na spływ letni', { takenBack: { reason: 'Cztery kajaki były wypożyczone prywatnie', instead: '16 piece' } }),
  gave(149, 'halina-wojcik', 'czysta-pilica', 'food', '18 kg', 'Zupa dla uczestników spływu'),
  gave(148, 'pod-zurawiem', 'czysta-pilica', 'hall', '2 day', 'Stodoła na nocleg wolontariuszy', { forDays: 1 }),
  gave(109, 'sp-flisakow', 'czysta-pilica', 'tutoring', '17 h', 'Nauka badania wody', { forDays: 20 }),
  gave(64, 'zielony-parapet', 'sp-flisakow', 'plants', '40 piece', 'Sadzonki wierzby na umocnienie brzegu'),
  gave(63, 'wydra', 'mlodzi', 'legal-advice', '2 h', 'Pomoc w zgłoszeniu stowarzyszenia zwykłego'),
  gave(39, 'wydra', 'czysta-pilica', 'tools', '22 piece', 'Kajaki na spływ jesienny'),
  gave(38, 'osp-zazabie', 'czysta-pilica', 'donation', '400 PLN', 'Darowizna na worki i rękawice'),
  gave(4, 'mlodzi', 'czysta-pilica', 'coordination', '9 h', 'Podsumowanie roku i publikacja danych', { waits: true }),

  gave(80, 'mlyn', 'targ-na-rynku', 'office-work', '9 h', 'Pisma i rozmowy z gminą o placu'),
];

/** The countryside by a river: farms, firemen, canoes. */
export const pilicaWspolnychSpraw: ClusterPlan = {
  key: 'pilica-wspolnych-spraw',
  name: 'Klaster „Pilica Wspólnych Spraw”',
  purpose: 'Wsie i miasteczka nad Pilicą gospodarują razem: dzielą się plonami, sprzętem, czasem i troską o rzekę.',
  municipality: 'Tomaszów Mazowiecki',
  members: [
    'jagody', 'chleb-i-sol', 'zagroda', 'osp-zazabie', 'wydra', 'mlyn', 'sp-flisakow', 'pod-zurawiem', 'mlodzi', 'halina-wojcik', 'zielony-parapet',
  ],
  initiatives,
  contributions,
  table: tableOfPilica,
  resources: resourcesOfPilica,
};
