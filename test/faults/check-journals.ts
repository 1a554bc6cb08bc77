import { createHash } from 'node:crypto';
import { follows } from '@klaster/messaging';
import type pg from 'pg';
import type { Findings } from './findings.ts';

interface Place {
  readonly shard: number;
  readonly position: string;
  readonly chain: string;
  readonly subject: string;
  readonly version: number;
  readonly envelope: string;
}

const services = Object.keys(follows);

/** Every journal: complete, gapless, in order, and its chain the one that all who follow it have seen. */
export async function checkJournals(admin: pg.Client, findings: Findings): Promise<void> {
  const chains = new Map<string, string>();
  for (const service of services) await checkJournal(admin, service, chains, findings);
  for (const service of services) await checkCursors(admin, service, chains, findings);
}

async function checkJournal(admin: pg.Client, service: string, chains: Map<string, string>, findings: Findings): Promise<void> {
  const { rows } = await admin.query<Place>(
    `SELECT s.shard, s.position, encode(s.chain, 'hex') AS chain, j.subject, j.subject_version AS version, j.envelope
       FROM ${service}.sequence s JOIN ${service}.journal j ON j.id = s.entry ORDER BY s.shard, s.position`,
  );
  const wrong: string[] = [];
  const heads = new Map<number, { position: number; chain: string }>();
  const versions = new Map<string, number>();
  for (const row of rows) {
    const before = heads.get(row.shard) ?? { position: 0, chain: '' };
    const position = Number(row.position);
    const chain = createHash('sha256').update(Buffer.from(before.chain, 'hex')).update(row.envelope).digest('hex');
    if (position !== before.position + 1) wrong.push(`shard ${row.shard}: position ${position} behind ${before.position}`);
    if (chain !== row.chain) wrong.push(`shard ${row.shard}: the chain at ${position} is not that of its entries`);
    const expected = (versions.get(row.subject) ?? 0) + 1;
    if (row.version !== expected) wrong.push(`${row.subject}: version ${row.version} where ${expected} should be`);
    versions.set(row.subject, row.version);
    heads.set(row.shard, { position, chain: row.chain });
    chains.set(`${service}/${row.shard}/${position}`, row.chain);
  }
  findings.compared(`journal of ${service}: gapless, chained, each subject in order`, rows.length, wrong);
  const { rows: leftOver } = await admin.query<{ what: string }>(
    `SELECT 'entry ' || id || ' has no place' AS what FROM ${service}.journal j WHERE NOT EXISTS (SELECT 1 FROM ${service}.sequence s WHERE s.entry = j.id)
     UNION ALL SELECT 'a pending mark for entry ' || entry FROM ${service}.pending
     UNION ALL SELECT 'parked: ' || source || ' ' || type || ' ' || event_id || ': ' || reason FROM ${service}.parked_event`,
  );
  const { rows: shards } = await admin.query<{ shard: number; position: string; chain: string }>(`SELECT shard, position, encode(chain, 'hex') AS chain FROM ${service}.shard_head`);
  const wrongHeads = shards.filter(({ shard, position, chain }) => (heads.get(shard)?.position ?? 0) !== Number(position) || (heads.get(shard)?.chain ?? '') !== chain);
  findings.compared(`heads of ${service}, and nothing left without a place or parked`, shards.length, [...wrongHeads.map(({ shard }) => `shard ${shard}: its head is not its last entry`), ...leftOver.map(({ what }) => what)]);
}

/** A cursor stands at the head of what it follows, and saw the same chain. */
async function checkCursors(admin: pg.Client, service: string, chains: ReadonlyMap<string, string>, findings: Findings): Promise<void> {
  const sources = follows[service] ?? [];
  if (sources.length === 0) return;
  const { rows } = await admin.query<{ source: string; shard: number; position: string; chain: string }>(`SELECT source, shard, position, encode(chain, 'hex') AS chain FROM ${service}.cursor`);
  const at = (source: string, shard: number, position: number) => chains.get(`${source}/${shard}/${position}`);
  const wrong = rows.flatMap(({ source, shard, position, chain }) => {
    if (at(source, shard, Number(position)) !== chain) return [`${source}/${shard} at ${position}: another chain`];
    return at(source, shard, Number(position) + 1) === undefined ? [] : [`${source}/${shard}: not at the head`];
  });
  const followed = new Set(rows.map(({ source, shard }) => `${source}/${shard}`));
  const begun = [...chains.keys()].filter((key) => sources.includes(key.split('/', 1)[0]!) && key.endsWith('/1')).map((key) => key.slice(0, -2));
  const missing = begun.filter((shard) => !followed.has(shard)).map((shard) => `${shard} is not followed`);
  findings.compared(`cursors of ${service}: at the heads, with the same chains`, rows.length, [...wrong, ...missing]);
}
