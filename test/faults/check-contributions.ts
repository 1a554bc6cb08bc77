import type pg from 'pg';
import type { Findings } from './findings.ts';
import { markOf, type Written } from './writers.ts';

interface Kept {
  readonly id: string;
  /** Null for what was given before the writers began. */
  readonly mark: string | null;
  readonly state: string;
  readonly version: number;
  readonly value: string;
}

interface Told {
  readonly subject: string;
  readonly type: string;
}

const groupBy = <Item>(items: readonly Item[], key: (item: Item) => string) => Map.groupBy(items, key);
const recordedType = 'resources.contribution.recorded.v3';
const confirmedType = 'resources.contribution.confirmed.v2';

/** Compares what the writers know with the service's table, its journal, the report's entries and the register. */
export async function checkContributions(admin: pg.Client, written: readonly Written[], findings: Findings): Promise<void> {
  const clusters = [[...new Set(written.map(({ clusterId }) => clusterId))]];
  const rows = async <Row extends object>(sql: string) => (await admin.query<Row>(sql, clusters)).rows;
  const kept = await rows<Kept>(`SELECT id, description AS mark, state, version, quantity ->> 'value' AS value FROM resources.contribution WHERE cluster_id = ANY ($1)`);
  const journal = await rows<Told>('SELECT subject, type FROM resources.journal WHERE cluster_id = ANY ($1)');
  const register = await rows<Told>(`SELECT subject, type FROM reporting.register_entry WHERE cluster_id = ANY ($1) AND source = '/resources'`);
  const report = await rows<{ id: string; confirmed: boolean }>(
    'SELECT contribution_id AS id, confirmed_at IS NOT NULL AS confirmed FROM reporting.contribution_entry WHERE cluster_id = ANY ($1)',
  );
  checkTable(written, kept, findings);
  const ids = new Map(kept.map((row) => [row.id, row]));
  const expected = (type: string) => [...ids.values()].filter((row) => type === recordedType || row.state === 'confirmed').map(({ id }) => id);
  for (const [where, told] of [['the journal', journal], ['the register', register]] as const) {
    for (const type of [recordedType, confirmedType]) {
      const subjects = told.filter((entry) => entry.type === type).map(({ subject }) => subject);
      findings.compared(`${type} in ${where}, once for each contribution in the table`, expected(type).length, differences(expected(type), subjects));
    }
  }
  findings.compared("entries of the report, once for each contribution in the table", kept.length, differences(expected(recordedType), report.map(({ id }) => id)));
  const confirmed = report.filter((entry) => entry.confirmed).map(({ id }) => id);
  findings.compared('confirmations in the report', confirmed.length, differences(expected(confirmedType), confirmed));
}

/** Acknowledged: once, as it was answered. Unknown: once or not at all. Failed, or never sent: not at all. */
function checkTable(written: readonly Written[], kept: readonly Kept[], findings: Findings): void {
  const byMark = groupBy(kept, ({ mark }) => mark ?? '');
  const rowsOf = ({ number }: Written) => byMark.get(markOf(number)) ?? [];
  const acknowledged = written.filter(({ record }) => record === 'acknowledged');
  const wrong = acknowledged.flatMap((one) => {
    const found = rowsOf(one);
    const [row] = found;
    if (found.length !== 1) return [`contribution ${one.number} (${one.id}) stands ${found.length} times in the table`];
    return row?.id === one.id && row?.value === one.value ? [] : [`contribution ${one.number} was answered as ${one.id} with ${one.value} and kept as ${row?.id} with ${row?.value}`];
  });
  findings.compared('acknowledged contributions, once in the table and as answered', acknowledged.length, wrong);
  const unknown = written.filter(({ record }) => record === 'unknown');
  findings.compared(
    `unknown contributions, at most once (${unknown.filter((one) => rowsOf(one).length === 1).length} are there)`,
    unknown.length,
    unknown.filter((one) => rowsOf(one).length > 1).map((one) => `contribution ${one.number} stands ${rowsOf(one).length} times in the table`),
  );
  const others = new Set(written.filter(({ record }) => record !== 'failed').map(({ number }) => markOf(number)));
  findings.compared('rows of the table that somebody asked for', kept.length, kept.filter(({ mark }) => mark !== null && !others.has(mark)).map(({ id, mark }) => `${id} “${mark}”`));
  checkConfirmations(written, rowsOf, findings);
}

function checkConfirmations(written: readonly Written[], rowsOf: (one: Written) => readonly Kept[], findings: Findings): void {
  const stateOf = (one: Written) => rowsOf(one)[0];
  const acknowledged = written.filter(({ confirm }) => confirm === 'acknowledged');
  findings.compared(
    'acknowledged confirmations, kept',
    acknowledged.length,
    acknowledged.filter((one) => stateOf(one)?.state !== 'confirmed' || stateOf(one)?.version !== 2).map((one) => `contribution ${one.number} is ${stateOf(one)?.state} in version ${stateOf(one)?.version}`),
  );
  const never = written.filter((one) => one.confirm === 'none' && rowsOf(one).length > 0);
  findings.compared(
    'contributions that nobody confirmed',
    never.length,
    never.filter((one) => stateOf(one)?.state !== 'recorded' || stateOf(one)?.version !== 1).map((one) => `contribution ${one.number} is ${stateOf(one)?.state} in version ${stateOf(one)?.version}`),
  );
}

/** What is missing, what is there too often and what should not be there. */
function differences(expected: readonly string[], found: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const id of found) counts.set(id, (counts.get(id) ?? 0) + 1);
  const wanted = new Set(expected);
  return [
    ...expected.filter((id) => counts.get(id) !== 1).map((id) => `${id} is there ${counts.get(id) ?? 0} times`),
    ...[...counts.keys()].filter((id) => !wanted.has(id)).map((id) => `${id} is there and should not be`),
  ];
}
