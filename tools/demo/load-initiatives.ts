import { type AgreementTerms, bringIdea, formInitiative, joinInitiative, proposeAgreement, type RequestInputOf, signAgreement, startInitiative } from '@klaster/contracts';
import { agreementText } from './agreement-text.ts';
import { partyOf } from './federation.ts';
import type { Ground, Table } from './ground.ts';
import { hasRun, type InitiativeRow } from './rows.ts';

/** Ids of initiatives by `cluster/initiative`. */
export type Initiatives = ReadonlyMap<string, string>;

/** Each initiative is brought by its first partner and comes as far as its row says. */
export async function loadInitiatives(ground: Ground, tables: readonly Table[]): Promise<Initiatives> {
  const rows = tables.flatMap((table) => table.plan.initiatives.map((row) => ({ table, row })));
  const loaded = await ground.eachOf('initiatives', rows, async ({ table, row }) => [`${table.plan.key}/${row.key}`, await loadInitiative(ground, table, row)] as const);
  return new Map(loaded);
}

async function loadInitiative(ground: Ground, table: Table, row: InitiativeRow): Promise<string> {
  const { key, title, summary, novelty, state, partners, tasks } = row;
  const [first, ...others] = partners;
  const as = (party: string, step: string) => table.as(party, `initiative/${key}/${step}`);
  const clusterId = table.id;
  const { id: initiativeId } = await table.clientOf(first).call(bringIdea, { clusterId, title, summary, novelty }, as(first, 'idea'));
  if (state === 'idea') return initiativeId;
  const one = { clusterId, initiativeId };
  await table.clientOf(first).call(formInitiative, one, as(first, 'forming'));
  for (const party of others) await table.clientOf(party).call(joinInitiative, one, as(party, `partner/${party}`));
  if (tasks) await agree(ground, table, row, initiativeId);
  if (hasRun(state)) await table.clientOf(first).call(startInitiative, one, as(first, 'start'));
  return initiativeId;
}

/** The first partner proposes the agreement; those sign who have made up their mind. */
async function agree(ground: Ground, table: Table, row: InitiativeRow, initiativeId: string): Promise<void> {
  const { key, partners, unsigned = [] } = row;
  const [first] = partners;
  const one = { clusterId: table.id, initiativeId };
  const text = agreementText(row, partners.map((party) => partyOf(party).name));
  const { number, sha256 } = await table.clientOf(first).call(proposeAgreement, { ...one, text, terms: termsOf(table, row, ground.file.record.countedFrom) }, table.as(first, `initiative/${key}/agreement`));
  for (const party of partners.filter((partner) => !unsigned.includes(partner))) {
    await table.clientOf(party).call(signAgreement, { ...one, number, sha256 }, table.as(party, `initiative/${key}/signature/${party}`));
  }
}

/** What the text says in a form that programs can read, and what each expects to gain. */
function termsOf(table: Table, { summary, partners, tasks = [], life = {} }: InitiativeRow, from: string): RequestInputOf<typeof proposeAgreement>['terms'] {
  const { riskWeights, benefits = [] } = life;
  const equal = { method: 'equal' } as const;
  const risks: AgreementTerms['keys']['risks'] = riskWeights ? { method: 'custom', weights: partners.map((party) => ({ partner: table.memberId(party), weight: riskWeights[party] ?? 0 })) } : equal;
  return {
    purpose: summary,
    from,
    partners: partners.map((party, place) => ({ memberId: table.memberId(party), tasks: [tasks[place]!] })),
    keys: { costs: equal, risks, benefits: equal },
    expectedBenefits: benefits.filter(({ unexpected }) => !unexpected).map(({ of, kind, what }) => ({ memberId: of === undefined ? null : table.memberId(of), kind, description: what })),
  };
}
