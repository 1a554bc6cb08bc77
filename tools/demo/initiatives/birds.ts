/** An initiative of two clusters: partners of both sit at their own tables, and each table has accepted it. */
export const birds = {
  key: 'ptasi-szlak',
  home: 'wspolna-lodz',
  guest: 'razem-nad-nerem',
  title: 'Ptasi szlak dwóch rzek',
  summary: 'Od Łódki do Dobrzynki wieszamy budki, liczymy ptaki i oprowadzamy rodziny tą samą ścieżką.',
  novelty: 'Jeden dziennik obserwacji prowadzą dwa klastry, a wpis z jednego brzegu potwierdza drugi.',
  text: 'Wspólnie wytyczamy ptasi szlak, wieszamy i czyścimy budki oraz prowadzimy dziennik obserwacji. Koszty dzielimy po równo.',
  partners: [
    { cluster: 'wspolna-lodz', party: 'zielony-parapet', task: 'sadzi krzewy i rysuje szlak' },
    { cluster: 'wspolna-lodz', party: 'kontur', task: 'projektuje i buduje budki' },
    { cluster: 'razem-nad-nerem', party: 'janusz-sliwinski', task: 'prowadzi dziennik obserwacji' },
    { cluster: 'razem-nad-nerem', party: 'skrzydla', task: 'oprowadza rodziny' },
  ],
  votes: {
    'wspolna-lodz': { 'zielony-parapet': 'yes', kontur: 'yes', 'zlota-jesien': 'yes', 'sp-399': 'yes', 'sasiedzkie-podworka': 'yes', 'pod-kasztanem': 'yes', przystan: 'yes', trojkat: 'abstain' },
    'razem-nad-nerem': { 'janusz-sliwinski': 'yes', skrzydla: 'yes', 'pod-lipami': 'yes', tkalnia: 'yes', 'druga-zmiana': 'yes', opiekunowie: 'no', 'nad-dobrzynka': 'yes' },
  },
  given: [
    { cluster: 'wspolna-lodz', party: 'kontur', category: 'carpentry', measure: '22 h', what: 'Trzydzieści budek lęgowych', confirmedBy: 'skrzydla' },
    { cluster: 'razem-nad-nerem', party: 'janusz-sliwinski', category: 'volunteering', measure: '14 h', what: 'Pierwsze liczenie ptaków na obu brzegach', confirmedBy: 'zielony-parapet' },
  ],
  cost: { cluster: 'razem-nad-nerem', party: 'skrzydla', amount: '368.40 PLN', what: 'Deski i wkręty na budki' },
} as const;
