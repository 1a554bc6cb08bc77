import type { ResourcePlan } from './rows.ts';

export const resourcesOfPilica: ResourcePlan = {
  categories: [{ by: 'wydra', code: 'kayaks', kind: 'material', pl: 'kajaki', en: 'kayaks', units: ['piece', 'day'], broader: 'sports-equipment' }],
  rateTable: {
    by: 'jagody', name: 'Program „Razem na wsi”', basis: 'Ogłoszenie o konkursie, punkt 7: stawki wolontariatu',
    rates: { volunteering: '32 PLN/h', cooking: '32 PLN/h', driving: '40 PLN/h', coordination: '45 PLN/h', minibus: '350 PLN/day' },
  },
  offers: [
    { key: 'bus-strazacki', by: 'osp-zazabie', category: 'minibus', title: 'Bus dziewięcioosobowy straży', description: 'W dni bez alarmów, z kierowcą ratownikiem.', forDays: 365, visibility: 'federation' },
    { key: 'kajaki', by: 'wydra', category: 'kayaks', title: 'Kajaki dwuosobowe na sprzątanie rzeki', measure: '14 piece', counted: true, forDays: 200, visibility: 'federation' },
    { key: 'kuchnia', by: 'jagody', category: 'kitchen', title: 'Kuchnia w remizie w czwartki', weekly: { on: 'TH', from: '15:00', hours: 5 }, forDays: 200 },
    { key: 'warzywa', by: 'zagroda', category: 'food', title: 'Warzywa drugiego gatunku', measure: '800 kg', forDays: 60, visibility: 'federation' },
    { key: 'gotowanie', by: 'chleb-i-sol', category: 'cooking', title: 'Gotowanie na wspólne prace', measure: '50 h', visibility: 'federation' },
    { key: 'scena', by: 'mlyn', category: 'sound-system', title: 'Nagłośnienie i scena na piknik', measure: '1 piece', counted: true, visibility: 'federation' },
    { key: 'noclegi', by: 'pod-zurawiem', category: 'lodging', title: 'Pokoje dla gości poza sezonem', forDays: 100 },
    { key: 'przepisy', by: 'jagody', category: 'methods', title: 'Zeszyt z przepisami na przetwory', licence: 'CC-BY-4.0', visibility: 'public' },
    { key: 'zdjecia', by: 'mlodzi', category: 'image-rights', title: 'Zdjęcia Pilicy z drona', licence: 'within-initiative' },
  ],
  needs: [
    { key: 'przewoz-seniorow', by: 'mlyn', category: 'minibus', title: 'Przewóz osób starszych na wernisaż', measure: '1 day', forDays: 60 },
    { key: 'sprzatanie', by: 'mlodzi', initiative: 'czysta-pilica', category: 'kayaks', title: 'Kajaki na wiosenne sprzątanie', measure: '10 piece', forDays: 120 },
    { key: 'sloiki', by: 'jagody', initiative: 'wspolna-spizarnia', category: 'food', title: 'Warzywa na przetwory', measure: '300 kg', forDays: 50 },
    { key: 'ksiegowa', by: 'jagody', category: 'accounting', title: 'Ktoś, kto zna się na rozliczaniu grantów', measure: '10 h', forDays: 60, visibility: 'federation' },
    { key: 'gaz', by: 'zagroda', initiative: 'wspolna-spizarnia', category: 'cash-for-materials', title: 'Środki na gaz i słoiki', measure: '900 PLN', forDays: 60 },
  ],
  pledges: [
    { key: 'wernisaz', giver: 'osp-zazabie', askedBy: 'mlyn', offer: 'bus-strazacki', need: 'przewoz-seniorow', measure: '1 day', weeks: { on: 'SA', from: '08:00', hours: 12, first: 3, count: 1 }, inDays: 45, answer: { by: 'osp-zazabie', accepts: true } },
    { key: 'kajaki', giver: 'wydra', offer: 'kajaki', need: 'sprzatanie', measure: '10 piece', atOnce: '10', weeks: { on: 'SU', from: '09:00', hours: 7, first: 6, count: 1 }, inDays: 70, answer: { by: 'mlodzi', accepts: true } },
    { key: 'warzywa', giver: 'zagroda', offer: 'warzywa', need: 'sloiki', measure: '250 kg', inDays: 40, answer: { by: 'jagody', accepts: true }, gives: ['120 kg', '85.5 kg'] },
    { key: 'gotowanie', giver: 'chleb-i-sol', offer: 'gotowanie', receiver: 'czysta-pilica', measure: '16 h', inDays: 60, answer: { by: 'osp-zazabie', accepts: true }, gives: ['7 h'] },
    { key: 'gaz', giver: 'mlyn', need: 'gaz', category: 'cash-for-materials', measure: '450 PLN', inDays: 30, answer: { by: 'jagody', accepts: true }, gives: ['450 PLN'] },
    { key: 'scena', giver: 'mlyn', askedBy: 'jagody', offer: 'scena', receiver: 'jagody', measure: '1 piece', atOnce: '1', weeks: { on: 'SU', from: '12:00', hours: 8, first: 8, count: 1 }, inDays: 80, answer: { by: 'mlyn', declines: 'Tego dnia scena stoi na dożynkach gminnych.' } },
  ],
  disputes: [],
  loans: [{ giver: 'osp-zazabie', taker: 'mlodzi', category: 'tools', measure: '8 piece', daysAgo: 25, backInDays: -3, description: 'Chwytaki i kosze do zbierania śmieci', returned: true }],
  payments: [{ initiative: 'wspolna-spizarnia', by: 'zagroda', payee: 'Skład opału w Inowłodzu', measure: '310 PLN', purpose: 'Butle z gazem', daysAgo: 2 }],
  timesheets: [
    {
      by: 'osp-zazabie', initiative: 'czysta-pilica', category: 'volunteering',
      lines: [[23, '8', 'Zabezpieczenie spływu'], [16, '3', 'Wywóz worków'], [9, '5,5', 'Naprawa pomostu'], [4, '3', 'Wywóz worków']],
    },
  ],
};
