import { problem } from '../core/problem.js';

export const WrongPeriod = problem({
  slug: 'wrong-period',
  status: 422,
  title: { en: 'The dates do not fit', pl: 'Daty nie pasują' },
  detail: { en: 'It was given on or before today, and the last day is not before the first.', pl: 'Wkład został wniesiony najpóźniej dzisiaj, a ostatni dzień nie wypada przed pierwszym.' },
});
export const InitiativeNotRunning = problem({
  slug: 'initiative-not-running',
  status: 422,
  title: { en: 'The initiative does not run', pl: 'Inicjatywa nie trwa' },
  detail: { en: 'Contributions go to initiatives that run, or are closing.', pl: 'Wkład zapisuje się dla inicjatyw, które trwają albo są zamykane.' },
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
export const NotDisputed = problem({
  slug: 'not-disputed',
  status: 409,
  title: { en: 'This entry is not disputed', pl: 'Ten wpis nie jest sporny' },
  detail: { en: 'It is {state}. Remarks are made while the two sides talk about a disputed entry.', pl: 'Jego stan: {state}. Uwagi dodaje się, gdy obie strony rozmawiają o spornym wpisie.' },
});
export const NotOnLoan = problem({
  slug: 'not-on-loan',
  status: 409,
  title: { en: 'This is not on loan', pl: 'To nie jest wypożyczone' },
  detail: { en: 'Only a confirmed loan that has not come back yet can come back.', pl: 'Zwrócić można tylko potwierdzone wypożyczenie, którego jeszcze nie oddano.' },
});
export const ActionUnfit = problem({
  slug: 'action-unfit',
  status: 422,
  title: { en: 'This is not done with such a resource', pl: 'Tego nie robi się z takim zasobem' },
  detail: { en: '{kind} is given as: {actions}. A loan (transferCustody) says by when it comes back; nothing else does.', pl: '{kind} wnosi się jako: {actions}. Wypożyczenie (transferCustody) podaje termin zwrotu; nic innego go nie ma.' },
});
export const PledgeOther = problem({
  slug: 'pledge-other',
  status: 422,
  title: { en: 'The pledge is about something else', pl: 'Deklaracja dotyczy czegoś innego' },
  detail: { en: 'A contribution to a pledge has its giver, receiver and category, and a unit that is converted into its own; the pledge is accepted and not over.', pl: 'Wkład do deklaracji ma tego samego wnoszącego, odbiorcę i kategorię oraz jednostkę, którą da się przeliczyć; deklaracja jest przyjęta i trwa.' },
});
export const CannotTakeBack = problem({
  slug: 'money-spent',
  status: 409,
  title: { en: 'The money is spent already', pl: 'Te pieniądze już wydano' },
  detail: { en: 'The purse of the initiative does not hold this amount any more: it never goes below zero.', pl: 'W kasie inicjatywy nie ma już tej kwoty: kasa nigdy nie schodzi poniżej zera.' },
});
