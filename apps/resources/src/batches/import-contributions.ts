import { type Category, importContributions as contract, isRefusal, type LineFault, type RequestOf } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Call, Handles } from '@klaster/service-kit';
import { federationCategories } from '../categories/categories.js';
import { BatchRecording } from './batch-recording.js';
import { isId, KnownNames, type Nameable } from './known-names.js';
import { inColumns, readLine } from './read-line.js';
import { readSheet, type Sheet } from './sheet.js';

const namesOfOthers = `
SELECT 'member' AS kind, id::text, party_name AS name FROM directory_member WHERE cluster_id = $1 AND state IN ('admitted', 'leaving') AND party_name IS NOT NULL
 UNION ALL SELECT 'initiative', id::text, title FROM directory_initiative WHERE cluster_id = $1 AND title IS NOT NULL`;

interface Other {
  readonly kind: 'member' | 'initiative';
  readonly id: string;
  readonly name: string;
}

@Handles(contract)
export class ImportContributions {
  constructor(private readonly batches: BatchRecording) {}

  async handle({ clusterId, csv, dryRun, allOrNothing, ...defaults }: RequestOf<typeof contract>, call: Call) {
    const sheet = readSheet(csv);
    if (isRefusal(sheet)) return sheet;
    const known = new KnownNames(await this.nameable(call.work, clusterId, sheet));
    const read = sheet.rows.map((row) => readLine(row, sheet.names, known, defaults));
    const batch = { lines: read.flatMap((line) => ('said' in line ? [line] : [])), unread: read.flatMap((line) => ('said' in line ? [] : line)) };
    const outcome = await this.batches.record(call, clusterId, batch, { dryRun, allOrNothing });
    return isRefusal(outcome) ? outcome : { ...outcome, faults: outcome.faults.map((fault): LineFault => (batch.unread.includes(fault) ? fault : inColumns(sheet.names, fault))) };
  }

  /** What the file may call by name, asked in one flight; members and initiatives only where it does. */
  private async nameable(work: Work, clusterId: string, { rows }: Sheet): Promise<Nameable> {
    const written = [...new Set(rows.flatMap(({ cells: { giver, receiver } }) => [giver, receiver].filter((text) => text !== undefined)))];
    const ids = written.filter(isId);
    const [own, others, initiatives] = await Promise.all([
      work.query<Pick<Category, 'code' | 'name'>>('SELECT code, name FROM category WHERE cluster_id = $1 ORDER BY code', [clusterId]),
      written.length > ids.length ? work.query<Other>(namesOfOthers, [clusterId]) : [],
      ids.length > 0 ? work.query<{ id: string }>('SELECT id::text FROM directory_initiative WHERE id = ANY($1::uuid[])', [ids]) : [],
    ]);
    return {
      categories: [...federationCategories, ...own],
      members: others.filter(({ kind }) => kind === 'member'),
      initiatives: others.filter(({ kind }) => kind === 'initiative'),
      initiativeIds: new Set(initiatives.map(({ id }) => id)),
    };
  }
}
