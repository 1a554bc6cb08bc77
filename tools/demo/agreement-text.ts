import type { InitiativeRow } from './rows.ts';

/** The text that the partners of an initiative sign. @param partners their names, in the order of the row */
export function agreementText({ title, summary, tasks = [] }: InitiativeRow, partners: readonly string[]): string {
  return [
    `POROZUMIENIE O PARTNERSTWIE: ${title}`,
    '',
    '§ 1. Cel',
    summary,
    '',
    '§ 2. Partnerzy',
    'Porozumienie zawierają dobrowolnie i na równych prawach:',
    ...partners.map((name, index) => `${index + 1}) ${name}${index + 1 < partners.length ? ',' : '.'}`),
    '',
    '§ 3. Zadania',
    ...tasks.map((task, index) => `${partners[index]}: ${task}.`),
    '',
    '§ 4. Zasoby, koszty i ryzyko',
    'Każdy partner wnosi to, co ma: pracę, środki, wiedzę albo rzeczy. Wkład potwierdza druga strona. Wspólne koszty i ryzyko dzielimy po równo, chyba że postanowimy inaczej.',
    '',
    '§ 5. Decyzje',
    'Każdy partner ma jeden głos. Szukamy zgody; gdy jej nie ma, decyduje zwykła większość.',
    '',
    '§ 6. Korzyści',
    'Sukces jest wspólny, a korzyści własne każdy partner zachowuje dla siebie.',
    '',
    '§ 7. Odejście',
    'Partner może odejść z miesięcznym wyprzedzeniem, po rozliczeniu tego, co obiecał.',
  ].join('\n');
}
