import type { CharterRules, CharterText } from '@klaster/contracts';

/** The rules that a cluster begins with, where it does not say otherwise. */
export const foundingRules: CharterRules = {
  admission: 'open',
  objectionDays: 14,
  noticeDays: 30,
  hearingDays: 14,
  quorum: { numerator: 1, denominator: 2 },
  method: 'majority',
  majority: 'simple',
  deliberationHours: 72,
  votingHours: 72,
  delegationsPerHolder: 1,
  confirmationDays: 14,
  termMonths: 24,
  publishes: ['decisions', 'members'],
};

const text: CharterText = {
  pl: `# Karta klastra społecznego

Spotykamy się przy wspólnym stole dobrowolnie i na równych prawach. Każdy członek ma jedno miejsce i jeden głos, bez względu na to, co wnosi.

1. Wnosimy to, co mamy: pracę, środki, wiedzę i rzeczy. Każdy rodzaj wkładu ma tę samą godność.
2. Podejmujemy wspólne inicjatywy; dzielimy się ryzykiem, kosztami, odpowiedzialnością i sukcesem tak, jak ustalą partnerzy.
3. O tym, co nas łączy, postanawiamy przy stole: najpierw rozmawiamy, potem głosujemy.
4. Wszystko, co postanawiamy, dajemy i zyskujemy, jest jawne dla członków. Konflikt interesów zgłaszamy.
5. Kto chce odejść, odchodzi po okresie wypowiedzenia; otwarte sprawy rozliczamy wspólnie.

Reguły, których pilnuje platforma, stoją obok tego tekstu.
`,
  en: `# Charter of the social cluster

We meet at a common table, of our own free will and as equals. Each member has one seat and one vote, whatever it brings in.

1. We bring in what we have: work, money, knowledge and things. Each kind of contribution has the same dignity.
2. We take on initiatives together, and share risk, cost, responsibility and success as the partners agree.
3. What concerns all of us is decided at the table: first we talk, then we vote.
4. What we decide, give and gain is open to the members. Conflicts of interest are declared.
5. Whoever wants to leave does so after the notice period; what is open is settled together.

The rules that the platform keeps stand beside this text.
`,
};

/** Fields of which some are named. */
export type Given<Fields> = { readonly [Field in keyof Fields]?: Fields[Field] | undefined };

/** Rules as they become where only some are named. */
export function withRules(rules: CharterRules, changes: Given<CharterRules>): CharterRules {
  return { ...rules, ...(Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Partial<CharterRules>) };
}

/** The charter that a cluster is founded with. */
export function foundingCharter(given: { readonly text?: CharterText | undefined; readonly rules: Given<CharterRules> }): { readonly text: CharterText; readonly rules: CharterRules } {
  return { text: given.text ?? text, rules: withRules(foundingRules, given.rules) };
}
