import { fold, wordsOf } from './word.js';

/*
 * What offers and needs of every sort are told with. Words that say nothing are not kept at all. Weak ones are found when
 * somebody looks for them, but that two texts share them is no reason why they go together: whom it is for, when, how, and
 * that something is offered or wanted.
 */

const silent = `
a aby albo ale ani bądź bez bo by być byłaby byłby będą będzie chce chcemy chętnie ci co czy czyli dla do gdy gdzie go i ich ile im inne innych inny itp jak jaka jaki jakie jako je jego jej jest jeszcze
jeśli już każda każde każdy kilka kilku kto która które którego której który których którzy lub ma mają mam mamy może możemy można my na nad nam nami nas nasi nasz nasza nasze naszego naszej naszych nie niż
o od ok około on ona one oni oraz po pod pomiędzy ponad poza przed przez przy są się swoich swoje swój ta tak także tam te tego tej ten też to tu tych tylko tym u w we wszystkich wszystko wśród z za zaś ze że
szt sztuk sztuka sztuki kg km cm mm mb ml godz zł tys np tzw nr ul
`;

const weak = `
bezpłatny bezpłatnie darmowy darmo gratis nieodpłatnie społecznie chętny
szukać szukam szukamy poszukuję poszukujemy poszukiwany potrzeba potrzeby potrzebny potrzebna potrzebujemy potrzebuję potrzebujących zbieramy zbiórka przyjmiemy przyjmę prosimy proszę brakuje wypożyczymy wypożyczę wypożyczenie wypożyczalnia
oferta oferuję oferujemy udostępnić udostępnię udostępnimy udostępnienie oddam oddamy odstąpimy pożyczę pożyczymy pożyczenie przekażemy przekażę podarujemy wynajem wynająć wynajmiemy wynajęcia użyczymy użyczenie dajemy zapewnimy zapewniamy korzystanie korzystania dostępny
pomoc pomoże pomogę pomożemy pomagać pomaganie wsparcie wspierać wesprzeć wykonać wykona wykonam wykonanie zrobić zrobienia zrobi robić organizacja organizować organizujemy zorganizować prowadzenie prowadzić prowadzi poprowadzi przeprowadzi obsługa obsługi dyżuruje przyjmuje odpowie opowie zaplanuje wystąpi dostawa zakup sprawa pytanie
dziecko dzieci dziecięcy młodzież młodzieżowy dorosły senior seniorzy seniora starszy starsza osoba człowiek ludzie rodzina rodzinny mieszkaniec mieszkanka sąsiad sąsiedzki uczeń uczniowie uczestnik członek uchodźca cudzoziemiec podopieczny najmłodszych początkujący wszyscy pani pan grupa ekipa drużyna zespół samotny bezdomny potrzebujący przedszkolak pacjent kobieta mężczyzna
stowarzyszenie fundacja klub koło szkoła szkolny przedszkole świetlica gmina gminny powiat wieś wiejski miasto miejski lokalny społeczny parafia parafialny dom domowy placówka ośrodek centrum remiza park teren okolica hospicjum
dzień tydzień miesiąc rok godzina wieczór wieczorami rano weekend poniedziałek wtorek środę środy czwartek piątek sobota niedziela sezon zima zimowy lato letni wakacje ferie popołudnie termin czas raz jeden dwa trzy stały
nowy używany dobry stan mały duży pełny drobny różny zestaw komplet miejsce rzecz rzeczowy kolorowy ilość liczba
impreza festyn piknik wydarzenie uroczystość spotkanie zebranie kiermasz turniej zawody rajd obóz biwak kolonie półkolonie wyjazd wycieczka dożynki święta świąteczny wigilia jarmark bal akcja konkurs dni bieg
zajęcia warsztat warsztaty szkolenie kurs nauka lekcja wykład prelekcja pogadanka pokaz prezentacja porada doradca doradztwo specjalista trener trenerka instruktor nauczyciel nauczycielka praca usługa sprzęt materiał materiały środki wyposażenie produkt projekt działanie zadanie program wolny wolnego multimedialny elektroniczny internetowy naprawa montaż remont serwis ochrona dowóz koordynator koordynacja
`;

/** A text's words without those that say nothing. */
export const saying = (text: string) => wordsOf(text).filter(({ text: word }) => !silentWords.has(fold(word)) && !/^\d+$/.test(word) && word.length > 1);

const silentWords = new Set(wordsOf(silent).map(({ text }) => fold(text)));
const weakStems = new Set(wordsOf(weak).map(({ stem }) => stem));

/** Whether a stem says too little to be a reason. */
export const isWeak = (stem: string): boolean => weakStems.has(stem);
