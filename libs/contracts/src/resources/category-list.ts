import type { ResourceKind } from '../core/values.js';

export interface CategoryListed {
  readonly code: string;
  readonly kind: ResourceKind;
  readonly name: { readonly pl: string; readonly en: string };
  readonly units: readonly string[];
  /** Other Polish words by which people look for it. */
  readonly words: string;
}

const listed = (kind: ResourceKind, code: string, pl: string, en: string, units: readonly string[], words: string): CategoryListed => ({ code, kind, name: { pl, en }, units, words });

const work = ['h', 'min', 'day'] as const;
const human = (code: string, pl: string, en: string, words: string) => listed('human', code, pl, en, work, words);
const financial = (code: string, pl: string, en: string, words: string) => listed('financial', code, pl, en, [], words);
const expertise = (code: string, pl: string, en: string, words: string) => listed('informational', code, pl, en, ['h', 'min', 'piece'], words);
const knowledge = (code: string, pl: string, en: string, words: string) => listed('informational', code, pl, en, ['piece'], words);
const place = (code: string, pl: string, en: string, words: string) => listed('material', code, pl, en, ['h', 'day'], words);
const vehicle = (code: string, pl: string, en: string, words: string) => listed('material', code, pl, en, ['day', 'h', 'km'], words);
const equipment = (code: string, pl: string, en: string, words: string) => listed('material', code, pl, en, ['piece', 'day', 'h'], words);
const goods = (code: string, pl: string, en: string, units: readonly string[], words: string) => listed('material', code, pl, en, units, words);

/** The federation's categories under the four kinds, with their allowed units. Money has a currency instead of a unit. */
export const categoryList: readonly CategoryListed[] = [
  human('volunteering', 'wolontariat', 'volunteering', 'wolontariusz wolontariuszka pomoc praca społeczna'),
  human('tutoring', 'korepetycje', 'tutoring', 'nauczyciel nauczycielka nauka lekcje odrabianie matematyka'),
  human('teaching', 'prowadzenie zajęć i warsztatów', 'teaching and workshops', 'szkolenie warsztat trener trenerka zajęcia instruktor animator'),
  human('care', 'opieka', 'care', 'opiekun opiekunka dziecko senior osoba starsza niepełnosprawna asystent'),
  human('nursing', 'pielęgniarstwo i pierwsza pomoc', 'nursing and first aid', 'pielęgniarka ratownik medyczny zdrowie'),
  human('psychological-support', 'wsparcie psychologiczne', 'psychological support', 'psycholog psycholożka terapeuta terapia kryzys'),
  human('interpreting', 'tłumaczenie ustne', 'interpreting', 'tłumacz tłumaczka język ukraiński angielski'),
  human('sign-language-interpreting', 'tłumaczenie na język migowy', 'sign-language interpreting', 'tłumacz tłumaczka migowy głuchy niesłyszący PJM'),
  human('translation', 'tłumaczenie pisemne', 'translation', 'tłumacz tłumaczka tekst przekład'),
  human('grant-writing', 'pisanie wniosków o dotacje', 'grant writing', 'wniosek grant dotacja projekt konkurs ofert'),
  human('accounting', 'księgowość', 'accounting', 'księgowa księgowy rachunkowość rozliczenie faktura sprawozdanie'),
  human('coordination', 'koordynacja', 'coordination', 'koordynator koordynatorka organizacja zarządzanie'),
  human('facilitation', 'moderowanie spotkań', 'facilitation', 'moderator moderatorka facylitacja mediacja mediator'),
  human('office-work', 'prace biurowe', 'office work', 'biuro sekretariat dokumenty administracja'),
  human('it-support', 'pomoc informatyczna', 'IT support', 'informatyk komputer strona internetowa sieć programista'),
  human('graphic-design', 'grafika i skład', 'graphic design', 'grafik graficzka plakat ulotka projekt graficzny'),
  human('photo-and-video', 'fotografia i film', 'photography and video', 'fotograf fotografka zdjęcia nagranie wideo montaż'),
  human('music-and-stage', 'muzyka i występy', 'music and stage', 'muzyk zespół koncert teatr aktor chór'),
  human('driving', 'prowadzenie pojazdu', 'driving', 'kierowca transport przewóz dowóz'),
  human('carpentry', 'stolarka', 'carpentry', 'stolarz drewno meble ławka'),
  human('building', 'prace budowlane i remontowe', 'building and repairs', 'budowa remont malowanie murarz majster'),
  human('electrical-work', 'prace elektryczne', 'electrical work', 'elektryk instalacja prąd'),
  human('plumbing', 'hydraulika', 'plumbing', 'hydraulik instalacja woda'),
  human('gardening', 'prace ogrodnicze', 'gardening', 'ogrodnik ogrodniczka ogród sadzenie koszenie zieleń'),
  human('cooking', 'gotowanie', 'cooking', 'kucharz kucharka posiłki catering poczęstunek'),
  human('sewing', 'szycie i rękodzieło', 'sewing and handicraft', 'krawiec krawcowa haft rękodzieło'),
  human('sports-coaching', 'prowadzenie zajęć sportowych', 'sports coaching', 'trener trenerka sport gimnastyka instruktor'),
  human('event-service', 'obsługa wydarzeń', 'event service', 'impreza festyn obsługa porządek bezpieczeństwo'),
  financial('own-contribution', 'finansowy wkład własny', 'own financial contribution', 'pieniądze wkład'),
  financial('donation', 'darowizna', 'donation', 'pieniądze wpłata'),
  financial('sponsorship', 'sponsoring', 'sponsorship', 'sponsor firma pieniądze'),
  financial('grant', 'dotacja lub grant', 'grant', 'dotacja środki publiczne'),
  financial('cash-for-materials', 'środki na materiały', 'cash for materials', 'pieniądze zakup materiały'),
  financial('membership-fees', 'składki', 'fees', 'składka pieniądze'),
  financial('loan-of-money', 'pożyczka', 'loan of money', 'pożyczka pieniądze prefinansowanie'),
  expertise('legal-advice', 'porady prawne', 'legal advice', 'prawnik prawniczka radca adwokat umowa statut'),
  expertise('tax-advice', 'porady podatkowe', 'tax advice', 'podatki doradca podatkowy VAT'),
  expertise('business-advice', 'doradztwo biznesowe', 'business advice', 'firma przedsiębiorstwo strategia doradca'),
  expertise('technical-advice', 'doradztwo techniczne', 'technical advice', 'inżynier projekt budowlany ekspertyza'),
  expertise('mentoring', 'mentoring i tutoring organizacji', 'mentoring', 'mentor mentorka rozwój'),
  knowledge('training-materials', 'materiały szkoleniowe', 'training materials', 'scenariusze podręcznik kurs prezentacja'),
  knowledge('methods', 'metody i procedury', 'methods and procedures', 'metoda wzór dokument szablon know-how wiedza'),
  knowledge('research-and-data', 'badania i dane', 'research and data', 'diagnoza raport dane ankieta statystyka mapa'),
  knowledge('media-reach', 'promocja w mediach', 'media reach', 'promocja reklama radio gazeta portal media społecznościowe'),
  knowledge('contacts', 'kontakty', 'contacts', 'kontakty sieć znajomości rekomendacja'),
  knowledge('sponsor-contacts', 'kontakty do sponsorów', 'contacts to sponsors', 'sponsor darczyńca firmy kontakty'),
  knowledge('software-licence', 'licencja na oprogramowanie', 'software licence', 'program aplikacja system licencja'),
  knowledge('image-rights', 'prawa do zdjęć i grafik', 'rights to pictures', 'zdjęcia grafiki logo prawa'),
  place('hall', 'sala', 'hall', 'sala aula świetlica pomieszczenie lokal ćwiczenia gimnastyczna widowiskowa konferencyjna'),
  place('classroom', 'sala szkoleniowa', 'classroom', 'klasa sala lekcyjna komputerowa szkolenie'),
  place('office-space', 'biuro', 'office space', 'biuro lokal pokój biurko siedziba'),
  place('kitchen', 'kuchnia', 'kitchen', 'kuchnia gotowanie zaplecze kuchenne'),
  place('workshop-space', 'pracownia lub warsztat', 'workshop', 'pracownia warsztat stolarnia'),
  place('sports-field', 'boisko lub plac', 'sports field', 'boisko plac stadion teren zieleń'),
  goods('land', 'działka lub ogród', 'plot or garden', ['m2', 'day'], 'ziemia grunt działka ogród teren'),
  place('storage', 'magazyn', 'storage', 'magazyn garaż przechowanie składowanie'),
  place('lodging', 'noclegi', 'lodging', 'nocleg pokój zakwaterowanie'),
  vehicle('minibus', 'bus', 'minibus', 'bus mikrobus przewóz osób transport'),
  vehicle('car', 'samochód', 'car', 'auto samochód osobowy transport'),
  vehicle('van', 'samochód dostawczy', 'van', 'furgonetka dostawczy przewóz rzeczy przyczepa'),
  equipment('tent', 'namiot', 'tent', 'namiot pawilon zadaszenie'),
  equipment('sound-system', 'nagłośnienie', 'sound system', 'głośniki mikrofon sprzęt muzyczny oświetlenie scena'),
  equipment('computers', 'komputery', 'computers', 'laptop komputer tablet drukarka'),
  equipment('projector', 'rzutnik i ekran', 'projector', 'rzutnik projektor ekran'),
  equipment('furniture', 'stoły, krzesła, ławki', 'tables, chairs, benches', 'meble stół krzesło ławka'),
  equipment('tools', 'narzędzia', 'tools', 'narzędzia kosiarka wiertarka łopata elektronarzędzia'),
  equipment('kitchen-equipment', 'sprzęt kuchenny', 'kitchen equipment', 'naczynia garnki termos grill'),
  equipment('sports-equipment', 'sprzęt sportowy', 'sports equipment', 'piłki rowery maty kajak'),
  equipment('rehabilitation-equipment', 'sprzęt rehabilitacyjny', 'rehabilitation equipment', 'wózek inwalidzki łóżko rehabilitacyjne kule balkonik'),
  goods('plants', 'rośliny', 'plants', ['piece', 'kg'], 'sadzonki nasiona drzewa krzewy kwiaty'),
  goods('food', 'żywność', 'food', ['kg', 'piece', 'l'], 'jedzenie produkty spożywcze owoce warzywa napoje'),
  goods('building-materials', 'materiały budowlane', 'building materials', ['piece', 'kg', 't', 'm', 'm2', 'm3', 'l'], 'deski farba cement piasek drewno'),
  goods('office-supplies', 'materiały biurowe', 'office supplies', ['piece'], 'papier toner długopisy druk'),
  goods('clothing', 'odzież', 'clothing', ['piece', 'kg'], 'ubrania buty koce'),
  goods('toys-and-books', 'zabawki i książki', 'toys and books', ['piece'], 'zabawki gry książki pomoce dydaktyczne'),
  goods('hygiene', 'środki czystości i higieny', 'hygiene supplies', ['piece', 'l', 'kg'], 'środki czystości mydło pieluchy kosmetyki'),
  goods('prizes', 'nagrody i upominki', 'prizes and gifts', ['piece'], 'nagrody upominki gadżety'),
];
