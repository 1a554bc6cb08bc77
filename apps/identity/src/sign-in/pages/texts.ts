import type { Texts } from '@klaster/contracts';

/** Every text of the sign-in pages. `{name}` stands for a parameter. */
export const texts = {
  signIn: { en: 'Sign in', pl: 'Zaloguj się' },
  toContinueTo: { en: 'to continue to {client}', pl: 'aby przejść do: {client}' },
  email: { en: 'E-mail address', pl: 'Adres e-mail' },
  password: { en: 'Password', pl: 'Hasło' },
  noAccount: { en: 'No account yet?', pl: 'Nie masz jeszcze konta?' },
  signUp: { en: 'Create an account', pl: 'Załóż konto' },
  haveAccount: { en: 'I have an account', pl: 'Mam już konto' },
  name: { en: 'Your name', pl: 'Imię i nazwisko' },
  passwordNote: { en: 'At least 12 characters. A few words are easy to remember.', pl: 'Co najmniej 12 znaków. Kilka słów łatwo zapamiętać.' },
  operatorCode: { en: 'Operator code', pl: 'Kod operatora' },
  operatorNote: {
    en: 'With this code you become the first operator of the federation. It works once.',
    pl: 'Z tym kodem zostaniesz pierwszym operatorem federacji. Działa jeden raz.',
  },
  wrong: { en: 'The address or the password is not right.', pl: 'Adres albo hasło się nie zgadza.' },
  tooSoon: {
    en: 'Too many attempts with this address. Try again in {seconds} s.',
    pl: 'Zbyt wiele prób z tym adresem. Spróbuj ponownie za {seconds} s.',
  },
  busy: { en: 'Too busy just now. Try again in a moment.', pl: 'Chwilowe przeciążenie. Spróbuj ponownie za chwilę.' },
  checkFields: { en: 'Please correct what is marked below.', pl: 'Popraw zaznaczone pola.' },
  emailFault: { en: 'Enter an address such as name@example.org.', pl: 'Podaj adres, np. imie@example.org.' },
  nameFault: { en: 'Enter your name, at most 120 characters.', pl: 'Podaj imię i nazwisko, najwyżej 120 znaków.' },
  passwordFault: { en: 'Use 12 to 200 characters.', pl: 'Użyj od 12 do 200 znaków.' },
  codeFault: { en: 'The code is too long.', pl: 'Kod jest za długi.' },
  emailTaken: { en: 'This address already has an account. Sign in with it.', pl: 'Ten adres ma już konto. Zaloguj się nim.' },
  codeInvalid: {
    en: 'The operator code is not valid any more. Clear the field to sign up without it.',
    pl: 'Kod operatora jest nieważny. Wyczyść to pole, aby założyć konto bez niego.',
  },
  signedUp: { en: 'Your account is ready', pl: 'Konto jest gotowe' },
  signedUpNote: { en: 'You can sign in with it now.', pl: 'Możesz się nim teraz zalogować.' },
  goOn: { en: 'Go on', pl: 'Przejdź dalej' },
  consent: { en: 'Allow access?', pl: 'Zezwolić na dostęp?' },
  consentIntro: { en: '{client} asks to:', pl: '{client} prosi o możliwość:' },
  allow: { en: 'Allow', pl: 'Zezwól' },
  deny: { en: 'Cancel', pl: 'Anuluj' },
  leadsTo: { en: 'You will be taken to {address}.', pl: 'Nastąpi przejście do {address}.' },
  scopeOpenid: { en: 'know which account you are', pl: 'poznania, którym jesteś kontem' },
  scopeRead: { en: 'read what you may read', pl: 'czytania tego, co możesz czytać' },
  scopeWrite: { en: 'act in your name', pl: 'działania w Twoim imieniu' },
  scopeOffline: { en: 'stay signed in while you are away', pl: 'pozostania zalogowanym pod Twoją nieobecność' },
  signOut: { en: 'Sign out', pl: 'Wyloguj się' },
  signOutNote: { en: 'Do you want to sign out here?', pl: 'Czy chcesz się tu wylogować?' },
  stay: { en: 'Stay signed in', pl: 'Pozostań zalogowany' },
  signedOut: { en: 'You are signed out', pl: 'Wylogowano' },
  signedOutNote: { en: 'You can close this page.', pl: 'Możesz zamknąć tę stronę.' },
  failed: { en: 'This did not work', pl: 'To się nie udało' },
  failedNote: {
    en: 'Go back to the application that you came from and start again.',
    pl: 'Wróć do aplikacji, z której przychodzisz, i zacznij ponownie.',
  },
  expired: { en: 'This sign-in has expired', pl: 'To logowanie wygasło' },
  notFound: { en: 'There is no such page', pl: 'Nie ma takiej strony' },
  reason: { en: 'Reason', pl: 'Powód' },
} satisfies Readonly<Record<string, Texts>>;

export type TextName = keyof typeof texts;

/** A text in one language, its places filled. */
export const textIn = (language: keyof Texts) => (name: TextName, parameters: Readonly<Record<string, string | number>> = {}): string =>
  texts[name][language].replace(/\{(\w+)\}/g, (place, parameter: string) => String(parameters[parameter] ?? place));
