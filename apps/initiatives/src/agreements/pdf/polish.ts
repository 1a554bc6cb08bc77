import { type Phrases, writing } from './phrases.js';

const units = { piece: 'szt.', day: 'dni', m2: 'm²', m3: 'm³' };
const { date, moment } = writing('pl-PL', units);

/** Agreements in Polish. */
export const polish: Phrases = {
  title: (initiative) => `Porozumienie: ${initiative}`,
  proposed: (number, by, at) => `Wersja ${number}, propozycja z ${moment(at)} (${by})`,
  draft: 'Projekt: ta wersja porozumienia nie obowiązuje.',
  mark: 'PROJEKT',
  inForce: (since) => `Obowiązuje od ${moment(since)}.`,
  wasInForce: (since) => `Obowiązywała od ${moment(since)}; zastąpiła ją późniejsza wersja.`,
  headings: {
    purpose: 'Cel', period: 'Okres', partners: 'Partnerzy: zadania, wkłady, odpowiedzialność', keys: 'Podział kosztów, ryzyk i korzyści', decisions: 'Podejmowanie decyzji',
    benefits: 'Spodziewane korzyści', leaving: 'Odejście z partnerstwa', text: 'Tekst porozumienia', signatures: 'Podpisy',
  },
  period: (from, until) => (until === null ? `Od ${date(from)}, bez daty końcowej.` : `Od ${date(from)} do ${date(until)}.`),
  labels: { tasks: 'Zadania', pledges: 'Wkłady', responsibilities: 'Odpowiada za' },
  nothingNamed: 'Nie wskazano zadań, wkładów ani odpowiedzialności.',
  kinds: { human: 'ludzki', financial: 'finansowy', informational: 'informacyjny', material: 'rzeczowy' },
  by: (day) => `do ${date(day)}`,
  currency: (code) => `Waluta rozliczeń: ${code}.`,
  keyNames: { costs: 'Koszty', risks: 'Straty z ryzyk', benefits: 'Korzyści' },
  equal: 'po równo między partnerów',
  fixedShares: 'w stałych udziałach',
  custom: 'proporcjonalnie do wag',
  byContribution: (kind, unit) => `proporcjonalnie do potwierdzonych wkładów każdego partnera (wkład ${kind}, liczony w: ${unit})`,
  decisions: {
    consent: 'Zgoda: decyzja zapada, gdy nikt nie zgłasza uzasadnionego sprzeciwu.', 'simple-majority': 'Zwykła większość głosów.', 'absolute-majority': 'Bezwzględna większość głosów.',
    'two-thirds': 'Większość dwóch trzecich głosów.', unanimity: 'Jednomyślność.',
  },
  benefitKinds: { 'know-how': 'wiedza i umiejętności', income: 'przychód', reach: 'zasięg', equipment: 'wyposażenie', standing: 'pozycja i rozpoznawalność', relations: 'relacje', other: 'inna' },
  ofAll: 'Wszyscy partnerzy',
  noBenefits: 'Nie wskazano.',
  notice: (days) => (days === 0 ? 'Partner może odejść z dnia na dzień.' : `Partner może odejść, zapowiadając to ${days === 1 ? 'z jednodniowym wyprzedzeniem' : `na ${days} dni wcześniej`}.`),
  columns: ['Partner', 'Czas podpisu (Warszawa)', 'Mandat', 'Podpisany SHA-256'],
  unsigned: 'brak podpisu',
  recompute: 'SHA-256 tej wersji. Każdy może go obliczyć: to skrót bajtów UTF-8 obiektu { initiativeId, number, terms, text } zapisanego jako kanoniczny JSON (RFC 8785); te same bajty wydaje adres canonical.json tej wersji.',
  recomputeText: 'SHA-256 tej wersji. Każdy może go obliczyć: to skrót bajtów UTF-8 samego tekstu porozumienia.',
  fileName: 'porozumienie',
  units,
};
