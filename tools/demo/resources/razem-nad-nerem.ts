import type { ResourcePlan } from './rows.ts';

export const resourcesOfRazemNadNerem: ResourcePlan = {
  categories: [{ by: 'nad-dobrzynka', code: 'night-care', kind: 'human', pl: 'opieka nocna', en: 'night care', units: ['h', 'day'], broader: 'care' }],
  rateTable: {
    by: 'skrzydla', name: 'Dotacja na opiekę wytchnieniową', basis: 'Umowa z gminą Pabianice, załącznik 2: wycena wkładu osobowego',
    rates: { care: '45 PLN/h', 'night-care': '60 PLN/h', coordination: '50 PLN/h', driving: '40 PLN/h', tutoring: '50 PLN/h' },
  },
  offers: [
    { key: 'sala-widowiskowa', by: 'tkalnia', category: 'hall', title: 'Sala widowiskowa „Tkalni” w poniedziałki', description: 'Scena, światła, 120 miejsc, pętla indukcyjna.', weekly: { on: 'MO', from: '10:00', hours: 10 }, forDays: 250, visibility: 'federation' },
    { key: 'tlumacz-migowy', by: 'tkalnia', category: 'sign-language-interpreting', title: 'Tłumaczka języka migowego na wydarzenia', measure: '20 h', visibility: 'federation' },
    { key: 'auto-z-winda', by: 'nad-dobrzynka', category: 'minibus', title: 'Samochód z windą dla wózków', description: 'Osiem miejsc, kierowca na miejscu.', forDays: 300, visibility: 'federation' },
    { key: 'warsztat', by: 'heblik', category: 'workshop-space', title: 'Warsztat stolarski w środowe wieczory', weekly: { on: 'WE', from: '17:00', hours: 4 }, forDays: 180 },
    { key: 'drzewka', by: 'pod-lipami', category: 'plants', title: 'Podkładki jabłoni do szczepienia', measure: '90 piece', visibility: 'federation' },
    { key: 'poradnik-opiekuna', by: 'nad-dobrzynka', category: 'training-materials', title: 'Poradnik „Bezpieczny opiekun”', licence: 'CC-BY-SA-4.0', visibility: 'public' },
    { key: 'kompost', by: 'szpadel', category: 'building-materials', title: 'Paliki i siatki po sezonie', measure: '200 piece' },
    { key: 'lozko', by: 'opiekunowie', category: 'rehabilitation-equipment', title: 'Łóżko rehabilitacyjne do wypożyczenia', visibility: 'federation' },
    { key: 'prawo-pracy', by: 'druga-zmiana', category: 'legal-advice', title: 'Porady z prawa pracy', measure: '10 h', licence: 'within-cluster', state: 'paused' },
    { key: 'darowizna', by: 'szpadel', category: 'donation', title: 'Darowizna na aleję owocową', measure: '1000 PLN' },
  ],
  needs: [
    { key: 'kierowca', by: 'opiekunowie', initiative: 'wytchnienie', category: 'driving', title: 'Kierowcy na dowóz do rehabilitacji', measure: '40 h', forDays: 90, visibility: 'federation' },
    { key: 'lawki', by: 'janusz-sliwinski', initiative: 'aleja-owocowa', category: 'carpentry', title: 'Stolarz do ławek przy alei', measure: '30 h', forDays: 70 },
    { key: 'ksiegowosc', by: 'skrzydla', category: 'accounting', title: 'Pomoc przy rozliczeniu dotacji', measure: '8 h', forDays: 50, visibility: 'federation' },
    { key: 'dyzury-nocne', by: 'opiekunowie', initiative: 'wytchnienie', category: 'night-care', title: 'Dyżury nocne raz w miesiącu', measure: '3 day', forDays: 100 },
    { key: 'kontakty', by: 'druga-zmiana', category: 'sponsor-contacts', title: 'Kontakty do firm, które przyjmą praktykantów', measure: '5 piece', forDays: 80, visibility: 'federation' },
  ],
  pledges: [
    { key: 'dowoz', giver: 'janusz-sliwinski', need: 'kierowca', category: 'driving', measure: '15 h', inDays: 60, answer: { by: 'opiekunowie', accepts: true }, gives: ['4 h', '3.5 h'] },
    { key: 'lawki', giver: 'heblik', need: 'lawki', category: 'carpentry', measure: '24 h', inDays: 50, note: 'Dwie ławki, drewno z pracowni', answer: { by: 'pod-lipami', accepts: true } },
    { key: 'premiera', giver: 'tkalnia', askedBy: 'skrzydla', offer: 'sala-widowiskowa', receiver: 'skrzydla', measure: '4 h', weeks: { on: 'MO', from: '16:00', hours: 4, first: 4, count: 1 }, inDays: 45, answer: { by: 'tkalnia', accepts: true } },
    { key: 'paliki', giver: 'szpadel', offer: 'kompost', receiver: 'aleja-owocowa', measure: '120 piece', inDays: 40, answer: { by: 'janusz-sliwinski', accepts: true }, gives: ['120 piece'] },
    { key: 'wplata', giver: 'szpadel', offer: 'darowizna', receiver: 'aleja-owocowa', measure: '1000 PLN', inDays: 40, answer: { by: 'janusz-sliwinski', accepts: true }, gives: ['600 PLN'] },
    { key: 'warsztat', giver: 'heblik', askedBy: 'druga-zmiana', offer: 'warsztat', receiver: 'pracownia-drugiej-szansy', measure: '8 h', weeks: { on: 'WE', from: '17:00', hours: 4, first: 2, count: 2 }, inDays: 30 },
  ],
  disputes: [
    {
      giver: 'agnieszka-dabek', receiver: 'wytchnienie', category: 'care', measure: '14 h', daysAgo: 9, description: 'Dyżury w długi weekend', disputedBy: 'skrzydla', reason: 'W grafiku są dwa dyżury po sześć godzin.',
      remarks: [['agnieszka-dabek', 'Drugi dyżur trwał do ósmej rano.']],
    },
  ],
  loans: [{ giver: 'nad-dobrzynka', taker: 'skrzydla', category: 'rehabilitation-equipment', measure: '2 piece', daysAgo: 60, backInDays: 120, description: 'Wózki inwalidzkie dla podopiecznych' }],
  payments: [
    { initiative: 'aleja-owocowa', by: 'pod-lipami', payee: 'Grawernia „Znak”', measure: '420 PLN', purpose: 'Tabliczki do drzew', daysAgo: 30 },
    { initiative: 'wytchnienie', by: 'skrzydla', payee: 'Towarzystwo Ubezpieczeń „Parasol”', measure: '3200 PLN', purpose: 'Polisa zbiorowa wolontariuszy', daysAgo: 20 },
  ],
  timesheets: [
    {
      by: 'druga-zmiana', initiative: 'pracownia-drugiej-szansy', category: 'coordination',
      lines: [[26, '6', 'Rozmowy z uczestnikami'], [22, '4,5', 'Spotkanie z pracodawcami'], [15, '6', 'Plan zajęć'], [8, '3', 'Rozmowy z uczestnikami'], [2, '2,25', 'Podsumowanie miesiąca']],
    },
  ],
};
