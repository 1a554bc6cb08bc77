import { randomBytes } from 'node:crypto';
import { Database, type Work } from '@klaster/persistence';
import { Clock } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** What all replicas sign with; newest first: it signs, the others still verify. */
export interface KeysInUse {
  readonly signing: readonly JWK[];
  readonly cookies: readonly string[];
}

type Purpose = 'signing' | 'cookies';

/**
 * The keys behind tokens and cookies, made at the very first start. Replicas that start at the same moment each make
 * some and offer them; the primary key of the table takes the first, and all read what was taken.
 */
@Injectable()
export class ProviderKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async read(): Promise<KeysInUse> {
    const known = await this.within(readKeys);
    if (known.signing.length > 0 && known.cookies.length > 0) return known;
    const [signing, cookies] = [JSON.stringify(await newSigningKey()), randomBytes(32).toString('base64url')];
    await this.within(async (work) => {
      await this.offer(work, 'signing', signing);
      await this.offer(work, 'cookies', cookies);
    });
    // In a transaction of its own: what another replica has committed meanwhile must be seen.
    return this.within(readKeys);
  }

  private async offer(work: Work, purpose: Purpose, secret: string): Promise<void> {
    await work.query('INSERT INTO provider_key (purpose, generation, secret, created_at) VALUES ($1, 1, $2, $3) ON CONFLICT DO NOTHING', [purpose, secret, this.clock.now()]);
  }

  private within<Result>(act: (work: Work) => Promise<Result>): Promise<Result> {
    return this.database.within({ service: 'identity', requestId: 'provider-keys', now: this.clock.now() }, act);
  }
}

async function readKeys(work: Work): Promise<KeysInUse> {
  const rows = await work.query<{ purpose: Purpose; secret: string }>('SELECT purpose, secret FROM provider_key ORDER BY generation DESC');
  const of = (purpose: Purpose) => rows.filter((row) => row.purpose === purpose).map((row) => row.secret);
  return { signing: of('signing').map((secret) => JSON.parse(secret) as JWK), cookies: of('cookies') };
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' };
}
