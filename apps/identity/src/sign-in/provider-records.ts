import { hash } from 'node:crypto';
import { Database, type Work } from '@klaster/persistence';
import { Clock } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { type Adapter, errors, type StoredPayload } from 'oidc-provider';

const idHash = (id: string) => hash('sha256', id, 'buffer');

interface Row {
  readonly payload: string;
  readonly consumedAt: string | null;
}

const payloadOf = (row: Row | undefined, jti?: string): StoredPayload | undefined =>
  row && {
    ...(JSON.parse(row.payload) as StoredPayload),
    ...(jti === undefined ? {} : { jti }),
    ...(row.consumedAt === null ? {} : { consumed: Math.floor(Date.parse(row.consumedAt) / 1000) }),
  };

/** Keeps what the OpenID Connect provider must remember, in the database, so that any replica can go on with it. */
@Injectable()
export class ProviderRecords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** How records of one kind are kept: the library makes one for each of its models. */
  adapterFor(kind: string): Adapter {
    return {
      upsert: (id, payload, expiresInSeconds) => this.keep(kind, id, payload, expiresInSeconds),
      find: (id) => this.find(kind, id),
      findByUid: (uid) => this.findByUid(kind, uid),
      // Only the device flow has user codes, and it is off.
      findByUserCode: () => Promise.resolve(undefined),
      consume: (id) => this.consume(kind, id),
      destroy: (id) => this.within((work) => work.query('DELETE FROM provider_record WHERE kind = $1 AND id_sha256 = $2', [kind, idHash(id)])).then(() => undefined),
      revokeByGrantId: (grantId) => this.within((work) => work.query('DELETE FROM provider_record WHERE kind = $1 AND grant_id = $2', [kind, grantId])).then(() => undefined),
    };
  }

  /** Deletes what has expired; some at a time, so that no lock is held for long. Answers how many. */
  async purge(): Promise<number> {
    const rows = await this.within((work) =>
      work.query(
        `DELETE FROM provider_record WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM provider_record WHERE expires_at < $1::timestamptz - interval '1 hour' LIMIT 1000 FOR UPDATE SKIP LOCKED)) RETURNING 1`,
        [this.clock.now()],
      ),
    );
    return rows.length;
  }

  private async keep(kind: string, id: string, { jti: _, ...payload }: StoredPayload, expiresInSeconds = 0): Promise<void> {
    const expiresAt = new Date(Date.parse(this.clock.now()) + expiresInSeconds * 1000).toISOString();
    await this.within((work) =>
      work.query(
        `INSERT INTO provider_record (kind, id_sha256, payload, grant_id, uid, expires_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (kind, id_sha256) DO UPDATE
            SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid, expires_at = excluded.expires_at`,
        [kind, idHash(id), JSON.stringify(payload), payload.grantId ?? null, payload.uid ?? null, expiresAt],
      ),
    );
  }

  private async find(kind: string, id: string): Promise<StoredPayload | undefined> {
    // Clients are configured, not registered.
    if (kind === 'Client') return undefined;
    const [row] = await this.within((work) =>
      work.query<Row>('SELECT payload, consumed_at AS "consumedAt" FROM provider_record WHERE kind = $1 AND id_sha256 = $2', [kind, idHash(id)]),
    );
    return payloadOf(row, id);
  }

  private async findByUid(kind: string, uid: string): Promise<StoredPayload | undefined> {
    const [row] = await this.within((work) =>
      work.query<Row>('SELECT payload, consumed_at AS "consumedAt" FROM provider_record WHERE kind = $1 AND uid = $2', [kind, uid]),
    );
    return payloadOf(row);
  }

  /** Marks as used, once: of two who show the same code or refresh token at the same moment one gets nothing. */
  private async consume(kind: string, id: string): Promise<void> {
    const marked = await this.within((work) =>
      work.query('UPDATE provider_record SET consumed_at = $3 WHERE kind = $1 AND id_sha256 = $2 AND consumed_at IS NULL RETURNING 1', [kind, idHash(id), this.clock.now()]),
    );
    if (marked.length === 0) throw new errors.InvalidGrant('used at the same moment by somebody else');
  }

  private within<Result>(act: (work: Work) => Promise<Result>): Promise<Result> {
    return this.database.within({ service: 'identity', requestId: 'sign-in', now: this.clock.now() }, act);
  }
}
