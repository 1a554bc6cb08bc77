import type { PartyKind, PartyRow, Sphere } from './rows.ts';

const row = (key: string, account: string, kind: PartyKind, sphere: Sphere, municipality: string, name: string, ...identifiers: PartyRow['identifiers']): PartyRow => ({
  key,
  name,
  account,
  kind,
  sphere,
  municipality,
  identifiers,
});

/** Who sits at the tables. An account speaks for one to three of them; a person speaks for itself. */
export const parties: readonly PartyRow[] = [
  row('zielony-parapet', 'malgorzata', 'organization', 'social', 'Łódź', 'Fundacja „Zielony Parapet”', 'nip', 'regon', 'krs'),
  row('zlota-jesien', 'malgorzata', 'group', 'social', 'Łódź', 'Klub Seniora „Złota Jesień na Bałutach”'),
  row('malgorzata-zoltowska', 'malgorzata', 'person', 'social', 'Łódź', 'Małgorzata Żółtowska'),
  row('sasiedzkie-podworka', 'pawel', 'organization', 'social', 'Łódź', 'Stowarzyszenie „Sąsiedzkie Podwórka”', 'nip', 'regon', 'krs'),
  row('rowerowe-srodmiescie', 'pawel', 'group', 'social', 'Łódź', 'Grupa „Rowerowe Śródmieście”'),
  row('sp-399', 'ewa', 'organization', 'public', 'Łódź', 'Szkoła Podstawowa nr 399 w Łodzi', 'nip', 'regon'),
  row('kontur', 'ewa', 'group', 'public', 'Łódź', 'Koło Naukowe Architektury „Kontur”'),
  row('zytnia-skorka', 'bozena', 'organization', 'economic', 'Łódź', 'Piekarnia „Żytnia Skórka” Bożena Wąsik', 'nip', 'regon'),
  row('trojkat', 'krzysztof', 'organization', 'economic', 'Łódź', 'Pracownia Projektowa „Trójkąt” sp. z o.o.', 'nip', 'regon', 'krs'),
  row('krzysztof-cwikla', 'krzysztof', 'person', 'economic', 'Łódź', 'Krzysztof Ćwikła'),
  row('pod-kasztanem', 'danuta', 'organization', 'public', 'Łódź', 'Biblioteka Osiedlowa „Pod Kasztanem”', 'nip', 'regon'),
  row('przystan', 'danuta', 'organization', 'public', 'Łódź', 'Ośrodek Pomocy Sąsiedzkiej „Przystań”', 'regon'),
  row('igla-i-nitka', 'zofia', 'organization', 'economic', 'Łódź', 'Spółdzielnia Socjalna „Igła i Nitka”', 'nip', 'regon', 'krs'),
  row('druga-zmiana', 'zofia', 'organization', 'social', 'Pabianice', 'Fundacja „Druga Zmiana”', 'nip', 'regon', 'krs'),

  row('skrzydla', 'lukasz', 'organization', 'social', 'Pabianice', 'Stowarzyszenie Rodziców „Skrzydła”', 'nip', 'regon', 'krs'),
  row('opiekunowie', 'lukasz', 'group', 'social', 'Pabianice', 'Grupa Wsparcia „Opiekunowie Opiekunom”'),
  row('tkalnia', 'iwona', 'organization', 'public', 'Konstantynów Łódzki', 'Dom Kultury „Tkalnia nad Nerem”', 'nip', 'regon'),
  row('pod-lipami', 'iwona', 'organization', 'public', 'Pabianice', 'Zespół Szkół Ogrodniczych „Pod Lipami”', 'nip', 'regon'),
  row('heblik', 'grzegorz', 'organization', 'economic', 'Pabianice', 'Zakład Stolarski „Heblik” Grzegorz Świątek', 'nip', 'regon'),
  row('szpadel', 'grzegorz', 'organization', 'economic', 'Ksawerów', 'Hurtownia Ogrodnicza „Szpadel” s.c.', 'nip', 'regon'),
  row('nad-dobrzynka', 'agnieszka', 'organization', 'economic', 'Pabianice', 'Przychodnia „Nad Dobrzynką” sp. z o.o.', 'nip', 'regon', 'krs'),
  row('druzyna-los', 'agnieszka', 'group', 'public', 'Lutomiersk', 'Drużyna Ratownicza „Łoś”'),
  row('agnieszka-dabek', 'agnieszka', 'person', 'public', 'Pabianice', 'Agnieszka Dąbek'),
  row('janusz-sliwinski', 'janusz', 'person', 'social', 'Pabianice', 'Janusz Śliwiński'),

  row('jagody', 'stanislawa', 'organization', 'social', 'Inowłódz', 'Koło Gospodyń Wiejskich „Jagody” w Zażabiu', 'nip', 'regon'),
  row('chleb-i-sol', 'stanislawa', 'group', 'social', 'Inowłódz', 'Zespół Pomocy „Chleb i Sól”'),
  row('zagroda', 'stanislawa', 'organization', 'economic', 'Rzeczyca', 'Spółdzielnia Rolnicza „Zagroda”', 'nip', 'regon', 'krs'),
  row('osp-zazabie', 'tomasz', 'organization', 'social', 'Inowłódz', 'Ochotnicza Straż Pożarna w Zażabiu', 'nip', 'regon', 'krs'),
  row('wydra', 'tomasz', 'organization', 'economic', 'Tomaszów Mazowiecki', 'Kajaki „Wydra” Tomasz Żak', 'nip', 'regon'),
  row('mlyn', 'renata', 'organization', 'public', 'Rzeczyca', 'Ośrodek Kultury „Młyn nad Pilicą”', 'nip', 'regon'),
  row('sp-flisakow', 'renata', 'organization', 'public', 'Tomaszów Mazowiecki', 'Szkoła Podstawowa im. Flisaków Pilicznych', 'regon'),
  row('pod-zurawiem', 'halina', 'organization', 'economic', 'Inowłódz', 'Gospodarstwo Agroturystyczne „Pod Żurawiem”', 'nip', 'regon'),
  row('mlodzi', 'halina', 'group', 'social', 'Tomaszów Mazowiecki', 'Grupa „Młodzi znad Pilicy”'),
  row('halina-wojcik', 'halina', 'person', 'social', 'Inowłódz', 'Halina Wójcik'),
];
