import { problem } from '../core/problem.js';

export const UnknownCategory = problem({
  slug: 'unknown-category',
  status: 422,
  title: { en: 'There is no such category', pl: 'Nie ma takiej kategorii' },
  detail: { en: 'Choose one of /v1/categories.', pl: 'Wybierz jedną z /v1/categories.' },
});
export const WrongMeasure = problem({
  slug: 'wrong-measure',
  status: 422,
  title: { en: 'The category is measured otherwise', pl: 'Ta kategoria jest mierzona inaczej' },
  detail: { en: '{category} is given as {measure}.', pl: '{category} podaje się jako: {measure}.' },
});
export const WrongPeriod = problem({
  slug: 'wrong-period',
  status: 422,
  title: { en: 'The dates do not fit', pl: 'Daty nie pasują' },
  detail: { en: 'It was given on or before today, and the last day is not before the first.', pl: 'Wkład został wniesiony najpóźniej dzisiaj, a ostatni dzień nie wypada przed pierwszym.' },
});
export const GiverIsReceiver = problem({
  slug: 'giver-is-receiver',
  status: 422,
  title: { en: 'Nobody contributes to itself', pl: 'Nikt nie wnosi wkładu sam sobie' },
  detail: { en: 'Name another member, or an initiative, as the receiver.', pl: 'Jako odbiorcę wskaż innego członka albo inicjatywę.' },
});
export const UnknownReceiver = problem({
  slug: 'unknown-receiver',
  status: 422,
  title: { en: 'The receiver is not known here', pl: 'Odbiorca nie jest tu znany' },
  detail: { en: 'Name an initiative or a member of this cluster.', pl: 'Wskaż inicjatywę albo członka tego klastra.' },
});
export const UnknownGiver = problem({
  slug: 'unknown-giver',
  status: 422,
  title: { en: 'The giver is not a member here', pl: 'Wnoszący nie jest tu członkiem' },
  detail: { en: 'Name an admitted member of this cluster.', pl: 'Wskaż przyjętego członka tego klastra.' },
});
export const InitiativeNotRunning = problem({
  slug: 'initiative-not-running',
  status: 422,
  title: { en: 'The initiative does not run', pl: 'Inicjatywa nie trwa' },
  detail: { en: 'Contributions go to running initiatives.', pl: 'Wkład wnosi się do trwających inicjatyw.' },
});
export const NotASide = problem({
  slug: 'not-a-side',
  status: 403,
  title: { en: 'You are neither the giver nor the receiver', pl: 'Nie jesteś ani wnoszącym, ani odbiorcą' },
  detail: { en: 'The giver, the receiving member or a partner of the receiving initiative may do this.', pl: 'Może to zrobić wnoszący, członek będący odbiorcą albo partner inicjatywy-odbiorcy.' },
});
export const OwnContribution = problem({
  slug: 'own-contribution',
  status: 403,
  title: { en: 'The other side confirms', pl: 'Potwierdza druga strona' },
  detail: { en: 'You recorded this, or stand on the side that did.', pl: 'Ten wkład zapisała Twoja strona.' },
});
export const AlreadySettled = problem({
  slug: 'already-settled',
  status: 409,
  title: { en: 'This entry is settled already', pl: 'Ten wpis jest już rozstrzygnięty' },
  detail: { en: 'It is {state}.', pl: 'Jego stan: {state}.' },
});
export const AlreadyReversed = problem({
  slug: 'already-reversed',
  status: 409,
  title: { en: 'This entry is taken back already', pl: 'Ten wpis już cofnięto' },
  detail: { en: 'See {reversedBy}.', pl: 'Zobacz {reversedBy}.' },
});
export const ReversalOfReversal = problem({
  slug: 'reversal-of-reversal',
  status: 422,
  title: { en: 'A reversal cannot be reversed', pl: 'Cofnięcia nie można cofnąć' },
  detail: { en: 'Record the contribution again instead.', pl: 'Zamiast tego zapisz wkład ponownie.' },
});
