import type { InitiativeRow } from '../rows.ts';
import type { LifeRow } from './rows.ts';

export const fruitAlley: LifeRow = {
  budget: [{ title: 'Drzewka i paliki', planned: '6000 PLN' }],
  costs: [
    { by: 'szpadel', daysAgo: 250, amount: '3120 PLN', what: 'Paliki, siatki i ziemia', document: 'FV 88/03', line: 0 },
    { by: 'pod-lipami', daysAgo: 120, amount: '2460.75 PLN', what: 'Podkładki do szczepienia', document: 'FV 12/2', line: 0 },
  ],
  risks: [{ by: 'janusz-sliwinski', title: 'Susza w pierwszym lecie', likelihood: 3, impact: 4, response: 'reduce', exposure: '2500 PLN', measures: 'Worki nawadniające i dyżury opiekunów' }],
  benefits: [{ kind: 'standing', what: 'Miasto stawia aleję za wzór innym' }, { of: 'szpadel', kind: 'income', what: 'Zamówienia od mieszkańców' }],
};

/** The work is done; one partner has not accepted the settlement yet. */
export const winterWardrobe: InitiativeRow = {
  key: 'zimowa-szatnia',
  title: 'Zimowa szatnia',
  summary: 'Kurtki i buty krążą między rodzinami: kto wyrósł, oddaje, kto rośnie, bierze.',
  novelty: 'Każda kurtka ma metrykę z imionami dzieci, które ją nosiły.',
  state: 'closing',
  partners: ['skrzydla', 'tkalnia', 'druga-zmiana'],
  tasks: ['zbiera i wydaje', 'daje salę i wieszaki', 'naprawia i pierze'],
  life: {
    costs: [
      { by: 'druga-zmiana', daysAgo: 60, amount: '418.20 PLN', what: 'Suwaki, guziki, proszek do prania', document: 'paragony 11–14' },
      { by: 'tkalnia', daysAgo: 44, amount: '150 PLN', what: 'Wieszaki' },
    ],
    benefits: [
      { kind: 'relations', what: 'Rodziny przychodzą i zostają na herbatę', delivered: { by: 'skrzydla', acknowledgedBy: 'tkalnia' } },
      { of: 'druga-zmiana', kind: 'know-how', what: 'Kursanci nauczyli się wymieniać suwaki', delivered: { by: 'druga-zmiana', acknowledgedBy: 'druga-zmiana' } },
    ],
    settlement: { acceptedBy: ['skrzydla', 'druga-zmiana'] },
    lessons: [['skrzydla', 'Rozmiary ważniejsze niż fasony', 'Najwięcej czasu traciliśmy na szukanie. Od listopada wieszamy wszystko według wzrostu dziecka, nie według rodzaju.']],
    stated: ['druga-zmiana'],
  },
};
