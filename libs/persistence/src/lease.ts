import type { Work } from './work.js';

/** The right to do something alone for a while; `epoch` tells one holder's time from the next's. */
export interface Lease {
  readonly epoch: number;
}

/**
 * Takes or prolongs the lease `name` for `holder`. Answers undefined where somebody else holds it.
 * Times are the database's, so that replicas need not agree on a clock.
 */
export async function takeLease(work: Work, name: string, holder: string, seconds: number): Promise<Lease | undefined> {
  const [row] = await work.query<Lease>(
    `INSERT INTO lease AS l (name, holder, epoch, until) VALUES ($1, $2, 1, clock_timestamp() + make_interval(secs => $3))
     ON CONFLICT (name) DO UPDATE
        SET epoch = l.epoch + (l.holder <> excluded.holder)::int, holder = excluded.holder, until = excluded.until
      WHERE l.holder = excluded.holder OR l.until < clock_timestamp()
     RETURNING epoch`,
    [name, holder, seconds],
  );
  return row;
}

/** Gives the lease back, so that the next holder need not wait. */
export async function releaseLease(work: Work, name: string, holder: string): Promise<void> {
  await work.query('UPDATE lease SET until = clock_timestamp() WHERE name = $1 AND holder = $2', [name, holder]);
}
