import type { ResourceKind } from '../core/values.js';

export interface CategoryListed {
  readonly code: string;
  readonly kind: ResourceKind;
  readonly name: { readonly pl: string; readonly en: string };
  readonly units: readonly string[];
  /** Other Polish words by which people tell of it, divided by commas; of several words together, all have to be there, in whichever form. */
  readonly words: string;
}

const listed = (kind: ResourceKind, code: string, pl: string, en: string, units: readonly string[], words: string): CategoryListed => ({ code, kind, name: { pl, en }, units, words });

const work = ['h', 'min', 'day'] as const;
const human = (code: string, pl: string, en: string, words: string) => listed('human', code, pl, en, work, words);
const financial = (code: string, pl: string, en: string, words: string) => listed('financial', code, pl, en, [], words);
const expertise = (code: string, pl: string, en: string, words: string) => listed('informational', code, pl, en, ['h', 'min', 'piece'], words);
const knowledge = (code: string, pl: string, en: string, words: string) => listed('informational', code, pl, en, ['piece'], words);
const place = (code: string, pl: string, en: string, words: string) => listed('material', code, pl, en, ['h', 'min', 'day'], words);
const vehicle = (code: string, pl: string, en: string, words: string) => listed('material', code, pl, en, ['day', 'h', 'km'], words);
const equipment = (code: string, pl: string, en: string, words: string) => listed('material', code, pl, en, ['piece', 'day', 'h'], words);
const goods = (code: string, pl: string, en: string, units: readonly string[], words: string) => listed('material', code, pl, en, units, words);

/** The federation's categories under the four kinds, with their allowed units. Money has a currency instead of a unit. */
export const categoryList: readonly CategoryListed[] = [
  human('volunteering', 'wolontariat', 'volunteering', 'wolontariusz, wolontariuszka, praca społeczna, ręce do pomocy'),
  human('tutoring', 'korepetycje', 'tutoring', 'korepetytor, odrabianie lekcji, nauka matematyki, zadania domowe, matura, egzamin ósmoklasisty'),
  human('teaching', 'prowadzenie zajęć i warsztatów', 'teaching and workshops', 'szkolenie, warsztat, trener, trenerka, zajęcia, instruktor, animator, animacja, lektor, kurs'),
  human('care', 'opieka', 'care', 'opiekun, opiekunka, niania, opieka nad osobą starszą, opieka nad dzieckiem, asystent osoby niepełnosprawnej, opieka wytchnieniowa'),
  human('nursing', 'pielęgniarstwo i pierwsza pomoc', 'nursing and first aid', 'pielęgniarka, ratownik medyczny, pierwsza pomoc, resuscytacja, zdrowie'),
  human('psychological-support', 'wsparcie psychologiczne', 'psychological support', 'psycholog, psycholożka, psychoterapeuta, terapia, terapeuta, kryzys'),
  human('interpreting', 'tłumaczenie ustne', 'interpreting', 'tłumacz ustny, tłumaczka, tłumaczenie, język obcy'),
  human('sign-language-interpreting', 'tłumaczenie na język migowy', 'sign-language interpreting', 'tłumacz migowy, język migowy, głuchy, niesłyszący, PJM'),
  human('translation', 'tłumaczenie pisemne', 'translation', 'tłumacz przysięgły, tłumaczenie tekstu, tłumaczenie dokumentów, przekład'),
  human('grant-writing', 'pisanie wniosków o dotacje', 'grant writing', 'wniosek grantowy, wniosek o dotację, konkurs grantowy, konkurs ofert, fundraising'),
  human('accounting', 'księgowość', 'accounting', 'księgowa, księgowy, rachunkowość, rachmistrz, rozliczenie, faktury, sprawozdanie finansowe, płace, kadry'),
  human('coordination', 'koordynacja', 'coordination', 'koordynator, koordynatorka, kierownik, zarządzanie projektem'),
  human('facilitation', 'moderowanie spotkań', 'facilitation', 'moderator, moderatorka, facylitacja, mediacja, mediator, spór, konflikt'),
  human('office-work', 'prace biurowe', 'office work', 'biuro, sekretariat, sekretarka, dokumentacja, administracja, korespondencja'),
  human('it-support', 'pomoc informatyczna', 'IT support', 'informatyk, informatyczka, strona internetowa, strona www, sieć komputerowa, programista, serwis komputera'),
  human('graphic-design', 'grafika i skład', 'graphic design', 'grafik, graficzka, projekt graficzny, plakat, ulotka, skład publikacji, logo'),
  human('photo-and-video', 'fotografia i film', 'photography and video', 'fotograf, fotografka, robienie zdjęć, zdjęcia, nagranie, wideo, montaż filmu, operator kamery, dron'),
  human('music-and-stage', 'muzyka i występy', 'music and stage', 'muzyk, zespół muzyczny, koncert, teatr, aktor, chór, orkiestra, występ, piosenkarka'),
  human('driving', 'prowadzenie pojazdu', 'driving', 'kierowca, prawo jazdy, przewóz, dowóz, transport'),
  human('carpentry', 'stolarka', 'carpentry', 'stolarz, stolarka, cieśla, naprawa mebli, meble'),
  human('building', 'prace budowlane i remontowe', 'building and repairs', 'budowlaniec, budowa, remont, malowanie ścian, malarz, murarz, brukarz, tynkowanie, majster, złota rączka'),
  human('electrical-work', 'prace elektryczne', 'electrical work', 'elektryk, instalacja elektryczna, gniazdka, prąd'),
  human('plumbing', 'hydraulika', 'plumbing', 'hydraulik, instalacja wodna, kran, rury'),
  human('gardening', 'prace ogrodnicze', 'gardening', 'ogrodnik, ogrodniczka, sadzenie drzew, koszenie, koszenie trawy, skosić, trawa, trawnik, zieleń, pielenie, grabienie'),
  human('cooking', 'gotowanie', 'cooking', 'kucharz, kucharka, posiłek, obiady, catering, poczęstunek, pieczenie'),
  human('sewing', 'szycie i rękodzieło', 'sewing and handicraft', 'krawiec, krawcowa, szycie, uszyć, haft, haftowanie, dziewiarstwo, koronka, rękodzieło'),
  human('sports-coaching', 'prowadzenie zajęć sportowych', 'sports coaching', 'trener sportowy, zajęcia sportowe, trening, gimnastyka, instruktor sportu, instruktor fitness, pływanie, piłka nożna'),
  human('event-service', 'obsługa wydarzeń', 'event service', 'obsługa imprezy, obsługa festynu, służba porządkowa, zabezpieczenie imprezy, konferansjer, sprzątanie po imprezie'),
  financial('own-contribution', 'finansowy wkład własny', 'own financial contribution', 'wkład własny'),
  financial('donation', 'darowizna', 'donation', 'darowizna, wpłata, datek'),
  financial('sponsorship', 'sponsoring', 'sponsorship', 'sponsor, sponsorować, firma sponsorująca'),
  financial('grant', 'dotacja lub grant', 'grant', 'dotacja, grant, środki publiczne, dofinansowanie'),
  financial('cash-for-materials', 'środki na materiały', 'cash for materials', 'pieniądze na materiały, zakup materiałów'),
  financial('membership-fees', 'składki', 'fees', 'składka członkowska, składki'),
  financial('loan-of-money', 'pożyczka', 'loan of money', 'pożyczka pieniędzy, prefinansowanie, kredyt pomostowy'),
  expertise('legal-advice', 'porady prawne', 'legal advice', 'prawnik, prawniczka, radca prawny, adwokat, umowa, statut, pomoc prawna'),
  expertise('tax-advice', 'porady podatkowe', 'tax advice', 'podatki, podatek, doradca podatkowy, VAT, PIT'),
  expertise('business-advice', 'doradztwo biznesowe', 'business advice', 'doradca biznesowy, przedsiębiorstwo, strategia, biznesplan, marketing'),
  expertise('technical-advice', 'doradztwo techniczne', 'technical advice', 'inżynier, architekt, projekt budowlany, ekspertyza, kosztorys'),
  expertise('mentoring', 'mentoring i tutoring organizacji', 'mentoring', 'mentor, mentorka, tutor, rozwój organizacji'),
  knowledge('training-materials', 'materiały szkoleniowe', 'training materials', 'scenariusz zajęć, scenariusz lekcji, podręcznik, prezentacja, materiał dydaktyczny, poradnik'),
  knowledge('methods', 'metody i procedury', 'methods and procedures', 'metoda, wzór dokumentu, wzory, regulamin, procedura, szablon, know-how'),
  knowledge('research-and-data', 'badania i dane', 'research and data', 'diagnoza, raport, ankieta, badanie ankietowe, statystyka, mapa, dane'),
  knowledge('media-reach', 'promocja w mediach', 'media reach', 'promocja, reklama, radio, gazeta, portal, media społecznościowe, patronat medialny, artykuł'),
  knowledge('contacts', 'kontakty', 'contacts', 'znajomości, rekomendacja, sieć kontaktów'),
  knowledge('sponsor-contacts', 'kontakty do sponsorów', 'contacts to sponsors', 'kontakt do sponsora, darczyńcy, darczyńca'),
  knowledge('software-licence', 'licencja na oprogramowanie', 'software licence', 'licencja, oprogramowanie, aplikacja, program komputerowy'),
  knowledge('image-rights', 'prawa do zdjęć i grafik', 'rights to pictures', 'prawa autorskie, prawa do zdjęć, prawa do logo'),
  place('hall', 'sala', 'hall', 'sala, aula, świetlica, pomieszczenie, hala sportowa, sala do ćwiczeń, sala gimnastyczna, sala widowiskowa, sala konferencyjna'),
  place('classroom', 'sala szkoleniowa', 'classroom', 'klasa, sala lekcyjna, sala komputerowa, sala szkoleniowa'),
  place('office-space', 'biuro', 'office space', 'biuro, lokal biurowy, biurko, coworking, siedziba'),
  place('kitchen', 'kuchnia', 'kitchen', 'kuchnia, zaplecze kuchenne, zaplecze gastronomiczne'),
  place('workshop-space', 'pracownia lub warsztat', 'workshop', 'pracownia, warsztat stolarski, stolarnia, modelarnia'),
  place('sports-field', 'boisko lub plac', 'sports field', 'boisko, plac, stadion, kort, orlik'),
  goods('land', 'działka lub ogród', 'plot or garden', ['m2', 'day'], 'działka, grunt, ogród, pole uprawne, ogródek'),
  place('storage', 'magazyn', 'storage', 'magazyn, magazynek, garaż, przechowanie, składowanie, regały'),
  place('lodging', 'noclegi', 'lodging', 'nocleg, noclegi, pokój gościnny, zakwaterowanie, kwatera, schronisko młodzieżowe'),
  vehicle('minibus', 'bus', 'minibus', 'bus, busik, mikrobus, minibus, przewóz osób, autokar, autobus'),
  vehicle('car', 'samochód', 'car', 'auto, samochód osobowy'),
  vehicle('van', 'samochód dostawczy', 'van', 'furgonetka, auto dostawcze, samochód dostawczy, przewóz rzeczy, przewóz mebli, przyczepa, ciężarówka, przeprowadzka'),
  equipment('tent', 'namiot', 'tent', 'namiot, pawilon, zadaszenie, altana'),
  equipment('sound-system', 'nagłośnienie', 'sound system', 'nagłośnienie, głośniki, kolumny głośnikowe, mikrofon, wzmacniacz, oświetlenie sceniczne, scena'),
  equipment('computers', 'komputery', 'computers', 'laptop, komputer, tablet, drukarka, monitor'),
  equipment('projector', 'rzutnik i ekran', 'projector', 'rzutnik, projektor, ekran'),
  equipment('furniture', 'stoły, krzesła, ławki', 'tables, chairs, benches', 'meble, stół, krzesło, ławka, szafa, regał, biurko'),
  equipment('tools', 'narzędzia', 'tools', 'narzędzia, kosiarka, wiertarka, łopata, grabie, elektronarzędzia, piła, drabina, agregat'),
  equipment('kitchen-equipment', 'sprzęt kuchenny', 'kitchen equipment', 'naczynia, garnki, garnek, termos, grill, patelnia, lodówka, sztućce'),
  equipment('sports-equipment', 'sprzęt sportowy', 'sports equipment', 'piłki, rower, maty, kajak, namiot turystyczny, śpiwór, rakiety'),
  equipment('rehabilitation-equipment', 'sprzęt rehabilitacyjny', 'rehabilitation equipment', 'wózek inwalidzki, łóżko rehabilitacyjne, kule ortopedyczne, balkonik, chodzik, sprzęt ortopedyczny'),
  goods('plants', 'rośliny', 'plants', ['piece', 'kg'], 'sadzonki, nasiona, drzewko, krzewy, kwiaty, doniczki, choinka'),
  goods('food', 'żywność', 'food', ['kg', 'piece', 'l'], 'jedzenie, żywność, produkty spożywcze, owoce, warzywa, napoje, pieczywo, jabłka, przetwory'),
  goods('building-materials', 'materiały budowlane', 'building materials', ['piece', 'kg', 't', 'm', 'm2', 'm3', 'l'], 'deski, farba, cement, piasek, drewno konstrukcyjne, cegły, płytki, kostka brukowa'),
  goods('office-supplies', 'materiały biurowe', 'office supplies', ['piece'], 'papier, toner, długopisy, segregatory, druk ulotek'),
  goods('clothing', 'odzież', 'clothing', ['piece', 'kg'], 'ubrania, ubranie, odzież, buty, obuwie, kurtki, koce, pościel'),
  goods('toys-and-books', 'zabawki i książki', 'toys and books', ['piece'], 'zabawki, gry planszowe, książki, pomoce dydaktyczne, klocki, puzzle'),
  goods('hygiene', 'środki czystości i higieny', 'hygiene supplies', ['piece', 'l', 'kg'], 'środki czystości, środki higieny, mydło, pieluchy, pieluchomajtki, kosmetyki, proszek do prania'),
  goods('prizes', 'nagrody i upominki', 'prizes and gifts', ['piece'], 'nagrody, upominki, gadżety, medale, puchary, dyplomy'),
];
