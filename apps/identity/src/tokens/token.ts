import { accept, type Decision, type Instant, NotFound, refuse, TokenCreated, TokenRevoked, type tokenScopes } from '@klaster/contracts';

export type TokenScope = (typeof tokenScopes)[number];

/** A personal access token as it is kept: its secret's hash, never the secret. */
export interface AccessToken {
  readonly id: string;
  readonly version: number;
  readonly accountId: string;
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly secretSha256: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

/** What a token may stand for when it is shown: found by its secret's hash, with its account. */
export interface TokenInUse {
  readonly accountId: string;
  readonly operator: boolean;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresInDays: number;
}

const dayMs = 24 * 60 * 60 * 1000;

export function createToken(ids: { readonly tokenId: string; readonly accountId: string }, { name, scopes, expiresInDays }: NewToken, secretSha256: string, now: Instant) {
  const { tokenId, accountId } = ids;
  const expiresAt = new Date(Date.parse(now) + expiresInDays * dayMs).toISOString();
  const token: AccessToken = { id: tokenId, version: 0, accountId, name, scopes: [...new Set(scopes)], secretSha256, createdAt: now, expiresAt, revokedAt: null };
  return accept(token, [TokenCreated.of({ tokenId, accountId, expiresAt })]);
}

/** A revoked token is as one that never was. */
export function revokeToken(token: AccessToken, now: Instant): Decision<AccessToken, 'not-found'> {
  if (token.revokedAt !== null) return refuse(NotFound);
  return accept({ ...token, revokedAt: now }, [TokenRevoked.of({ tokenId: token.id, accountId: token.accountId })]);
}

/** For whom a token speaks now; null where for nobody (any more). Instants sort as texts. */
export function actorOf(token: TokenInUse | undefined, now: Instant) {
  if (!token || token.revokedAt !== null || token.expiresAt <= now) return null;
  const { accountId, operator, scopes, expiresAt } = token;
  return { accountId, operator, scopes: [...scopes], expiresAt };
}
