import {
  admitMember, closeVoting, commentMatter, declareInterest, declareReadiness, declineMember, deliberateMatter, departMember, excludeMember, type Matter, makeStatement, openVoting, proposeCharter,
  putMatter, readCharterVersion, readMatter, reviseMatter, suspendMember, takeRole, withdrawMatter,
} from '@klaster/contracts';
import type { Ground, Table } from './ground.ts';
import { loadAssemblies } from './load-assemblies.ts';
import { castVotes } from './load-ballots.ts';
import type { Initiatives } from './load-initiatives.ts';
import type { ExclusionRow, LaterRow, MatterRow } from './tables/rows.ts';

/** What each table decides, side by side; at each in its order, because later matters stand on earlier ones. */
export async function loadTables(ground: Ground, tables: readonly Table[], initiatives: Initiatives): Promise<void> {
  await Promise.all(tables.map((table) => loadTable(ground, table, initiatives)));
}

async function loadTable(ground: Ground, table: Table, initiatives: Initiatives): Promise<void> {
  const { firstRoles, matters, later, exclusion } = table.plan.table;
  for (const role of ['animator', 'secretary'] as const) {
    const party = firstRoles[role];
    await table.clientOf(party).call(takeRole, { clusterId: table.id, role }, table.as(party, `role/${role}`));
  }
  const known = new Map(await ground.eachOf(`matters of ${table.plan.name}`, matters, async (row) => [row.key, await loadMatter(ground, table, row, initiatives)] as const, 1));
  await ground.eachOf('later members', later, (row) => join(ground, table, row), 1);
  if (exclusion) await loadExclusion(ground, table, exclusion);
  await loadAssemblies(ground, table, known);
}

/** Some leave and some rest: last, because whoever rests does nothing. */
export async function loadDepartures(tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const { leaving, resting } = table.plan.table;
    if (leaving) await table.clientOf(leaving).call(departMember, { clusterId: table.id, memberId: table.memberId(leaving) }, table.as(leaving, 'departure'));
    if (resting) {
      const { party, reason } = resting;
      await table.clientOf(party).call(suspendMember, { clusterId: table.id, memberId: table.memberId(party), reason }, table.as(party, 'suspension'));
    }
  }
}

/** Far enough that nothing opens or closes by itself while the demo is loaded; the same however often it is loaded. */
export const planned = (ground: Ground) => ({ votingOpensAt: ground.after({ days: 10 }), votingClosesAt: ground.after({ days: 24 }) });

async function loadMatter(ground: Ground, table: Table, row: MatterRow, initiatives: Initiatives): Promise<string> {
  const { by, key, state, reason = '' } = row;
  const client = table.clientOf(by);
  const as = (step: string) => table.as(by, `matter/${key}/${step}`);
  const matter = await put(table, row, initiatives);
  if (state === 'draft') return matter.id;
  const one = { clusterId: table.id, matterId: matter.id };
  await client.call(deliberateMatter, { ...one, ...planned(ground) }, as('deliberation'));
  await discuss(table, row, one);
  if (state === 'withdrawn') await client.call(withdrawMatter, { ...one, reason }, as('withdrawal'));
  if (state === 'voting' || state === 'decided') await decide(ground, table, row, matter, state === 'decided');
  return matter.id;
}

async function put(table: Table, row: MatterRow, initiatives: Initiatives): Promise<Matter> {
  const { by, key, title, text, kind, method, majority, secret = false, places = 1, candidates } = row;
  const about = await aboutOf(table, row, initiatives);
  const options = row.options && Object.entries(row.options).map(([option, said]) => ({ key: option, text: said }));
  const standing = candidates?.map((party) => table.memberId(party));
  const said = { kind, title, text, method, majority, secret, places, about, options, candidates: standing };
  return table.clientOf(by).call(putMatter, { clusterId: table.id, ...said }, table.as(by, `matter/${key}/put`));
}

async function discuss(table: Table, { by, key, comments = [], interests = [], amendment }: MatterRow, one: { readonly clusterId: string; readonly matterId: string }): Promise<void> {
  for (const [index, [party, text]] of comments.entries()) await table.clientOf(party).call(commentMatter, { ...one, text }, table.as(party, `matter/${key}/comment/${index}`));
  for (const [party, text] of interests) await table.clientOf(party).call(declareInterest, { ...one, text }, table.as(party, `matter/${key}/interest/${party}`));
  if (amendment) await table.clientOf(by).call(reviseMatter, { ...one, text: amendment.text }, table.as(by, `matter/${key}/revision`));
}

/** From the opening of the vote on, as far as its row says. */
export async function decide(ground: Ground, table: Table, row: Pick<MatterRow, 'by' | 'key' | 'votes'>, matter: Matter, closes: boolean): Promise<void> {
  const client = table.clientOf(row.by);
  const one = { clusterId: table.id, matterId: matter.id };
  const as = (step: string) => table.as(row.by, `matter/${row.key}/${step}`);
  await client.call(openVoting, { ...one, votingClosesAt: ground.after({ days: 7 }) }, as('voting'));
  const opened = await client.call(readMatter, one, as('read'));
  if (opened.state === 'voting') await castVotes(ground, table, row, opened);
  if (closes) await client.call(closeVoting, one, as('closing'));
}

async function aboutOf(table: Table, row: MatterRow, initiatives: Initiatives) {
  const initiativeId = row.initiative && initiatives.get(`${table.plan.key}/${row.initiative}`);
  return {
    ...(row.role ? { role: row.role } : {}),
    ...(initiativeId ? { initiativeId } : {}),
    ...(row.concerns ? { memberId: table.memberId(row.concerns.party), effect: row.concerns.effect } : {}),
    ...(row.charter ? { charterNumber: await propose(table, row, row.charter) } : {}),
  };
}

/** A version with one article more, and the rules that it is about. */
async function propose(table: Table, { by, key }: MatterRow, { rules, article }: NonNullable<MatterRow['charter']>): Promise<number> {
  const client = table.clientOf(by);
  const { text: founding } = await client.call(readCharterVersion, { clusterId: table.id, number: 1 }, { actingFor: table.memberId(by) });
  const text = { pl: `${founding.pl.trimEnd()}\n${article.pl}\n`, en: `${(founding.en ?? '').trimEnd()}\n${article.en}\n` };
  return (await client.call(proposeCharter, { clusterId: table.id, text, rules }, table.as(by, `charter/${key}`))).number;
}

/** A party declares its readiness when the table admits by other rules already. */
async function join(ground: Ground, table: Table, { party, votes, objection }: LaterRow): Promise<void> {
  const clusterId = table.id;
  const client = table.clientOf(party);
  const keyOf = (step: string) => ({ key: `demo/${table.plan.key}/later/${party}/${step}` });
  const { id: memberId } = await client.call(declareReadiness, { clusterId, partyId: table.partyId(party) }, keyOf('declaration'));
  table.remember(party, memberId);
  const { matterId } = await client.call(admitMember, { clusterId, memberId, acceptsCharter: true }, keyOf('admission'));
  if (objection) await table.clientOf(objection.party).call(declineMember, { clusterId, memberId, reason: objection.reason }, table.as(objection.party, `later/${party}/objection`));
  if (!votes || !matterId) return;
  const animator = table.plan.table.firstRoles.animator;
  const matter = await table.clientOf(animator).call(readMatter, { clusterId, matterId }, table.as(animator, 'read'));
  await decide(ground, table, { by: animator, key: `admission/${party}`, votes }, matter, true);
}

/** A contested exclusion: the member is heard, and the table decides. */
async function loadExclusion(ground: Ground, table: Table, { party, by, reason, statement, votes }: ExclusionRow): Promise<void> {
  const key = `exclusion/${party}`;
  const { id: matterId } = await table.clientOf(by).call(excludeMember, { clusterId: table.id, memberId: table.memberId(party), reason }, table.as(by, key));
  const one = { clusterId: table.id, matterId };
  const matter = await table.clientOf(by).call(readMatter, one, table.as(by, 'read'));
  if (matter.state === 'draft') await table.clientOf(by).call(deliberateMatter, { ...one, ...planned(ground) }, table.as(by, `${key}/deliberation`));
  await table.clientOf(party).call(makeStatement, { ...one, text: statement }, table.as(party, `${key}/statement`));
  await decide(ground, table, { by, key, votes }, matter, true);
}
