import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';

/** The same columns and the same index as the platform's own tables, and nothing else of them. */
const schema = `
DROP SCHEMA IF EXISTS baseline CASCADE;
CREATE SCHEMA baseline;
CREATE TABLE baseline.contribution (
  id uuid PRIMARY KEY, version int NOT NULL, cluster_id uuid NOT NULL, kind text NOT NULL, category text NOT NULL, quantity jsonb, amount jsonb,
  giver uuid NOT NULL, receiver jsonb NOT NULL, given_on date NOT NULL, given_until date, description text, evidence jsonb NOT NULL, state text NOT NULL,
  recorded_by uuid NOT NULL, recorded_at timestamptz NOT NULL, confirmed_by uuid, confirmed_at timestamptz, reversal_of uuid, corrects uuid, reversed_by uuid
);
CREATE INDEX ON baseline.contribution (cluster_id, id);
CREATE TABLE baseline.event (
  event_id uuid PRIMARY KEY, cluster_id uuid NOT NULL, shard smallint NOT NULL, subject uuid NOT NULL, subject_version int NOT NULL, type text NOT NULL,
  envelope text NOT NULL, UNIQUE (subject, subject_version)
);`;

/** The baseline's server, a process of its own on the platform's PostgreSQL, in a schema of its own. */
export interface Baseline {
  readonly port: number;
  readonly pid: number;
  stop(): void;
}

export async function startBaseline(databaseUrl: string): Promise<Baseline> {
  const admin = new pg.Client({ connectionString: databaseUrl });
  await admin.connect();
  await admin.query(schema);
  await admin.end();
  const child = fork(join(import.meta.dirname, 'server.ts'), {
    env: { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const port = await whenListening(child);
  return { port, pid: child.pid ?? 0, stop: () => void (child.connected && child.disconnect()) };
}

const whenListening = (child: ChildProcess) =>
  new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the baseline ended with ${code}`)));
    child.once('message', (port) => resolve(port as number));
  });
