import type { InitiativeRow } from '../rows.ts';
import type { LifeRow } from './rows.ts';

export const sharedPantry: LifeRow = {
  budget: [{ title: 'Słoiki i etykiety', planned: '1200 PLN' }, { title: 'Energia', planned: '800 PLN' }],
  costs: [
    { by: 'jagody', daysAgo: 131, amount: '890.40 PLN', what: 'Słoiki, nakrętki i etykiety', document: 'FV 3/07', line: 0 },
    { by: 'mlyn', daysAgo: 70, amount: '910 PLN', what: 'Prąd i gaz w kuchni', document: 'rozliczenie Q3', line: 1 },
    { by: 'pod-zurawiem', daysAgo: 58, amount: '1340 PLN', what: 'Sprzedaż przetworów gościom', income: true },
  ],
  benefits: [{ kind: 'income', what: 'Przetwory sprzedają się pod wspólną nazwą', delivered: { by: 'pod-zurawiem' } }, { of: 'zagroda', kind: 'income', what: 'Nadwyżki nie idą na kompost' }],
};

/** Given up, and said why. */
export const abandonedMarket: InitiativeRow = {
  key: 'targ-na-rynku',
  title: 'Targ na rynku w każdą sobotę',
  summary: 'Rolnicy i rzemieślnicy sprzedają bez pośredników na rynku miasteczka.',
  novelty: 'Stoiska są wspólne: kto nie może przyjechać, daje towar sąsiadowi.',
  state: 'abandoned',
  partners: ['zagroda', 'jagody', 'mlyn'],
  tasks: ['dowozi i rozkłada stoiska', 'prowadzi sprzedaż', 'uzgadnia miejsce z gminą'],
  life: {
    costs: [{ by: 'zagroda', daysAgo: 75, amount: '640 PLN', what: 'Zaliczka za stoiska', document: 'FV 55/08' }],
    risks: [{ by: 'mlyn', title: 'Brak zgody na plac', likelihood: 3, impact: 5, response: 'accept' }],
    lessons: [['mlyn', 'Najpierw zgoda, potem zaliczka', 'Remont rynku ogłoszono, gdy stoiska były już zamówione. Umowę na plac podpisujcie przed zakupami.']],
    abandoned: 'Gmina zamknęła rynek na dwa lata z powodu remontu, a innego placu nie znaleźliśmy.',
  },
};
