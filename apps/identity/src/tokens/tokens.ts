import type { Token as TokenView } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { AccessToken, TokenInUse } from './token.js';

export const tokenSchema = new EntitySchema<AccessToken>({
  name: 'access_token',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    accountId: { type: 'uuid' },
    name: { type: 'text' },
    scopes: { type: 'text', array: true },
    secretSha256: { type: 'text', name: 'secret_sha256' },
    createdAt: { type: 'timestamptz' },
    expiresAt: { type: 'timestamptz' },
    revokedAt: { type: 'timestamptz', nullable: true },
  },
});

/** Row security shows an account its own tokens and no others. */
@Injectable()
export class Tokens extends Collection<AccessToken> {
  constructor(database: Database) {
    super(database, tokenSchema);
  }

  /** The token with this secret, before anybody is signed in: by a function that answers this one row alone. */
  async findBySecret(work: Work, sha256: string): Promise<TokenInUse | undefined> {
    const [row] = await work.query<TokenInUse>(
      'SELECT account_id AS "accountId", operator, scopes, expires_at AS "expiresAt", revoked_at AS "revokedAt" FROM token_by_secret($1)',
      [sha256],
    );
    return row;
  }
}

/** A token as its owner sees it. */
export const showToken = ({ id, version, name, scopes, createdAt, expiresAt }: AccessToken): TokenView => ({
  id, version, name, scopes: [...scopes], createdAt, expiresAt,
});
