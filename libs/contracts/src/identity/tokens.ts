import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { Id, Instant, line, page, pageRequest, Version } from '../core/values.js';

/** What a token may be used for: a token never allows more than its account. */
export const tokenScopes = ['read', 'write'] as const;

export const Token = z
  .strictObject({
    id: Id,
    version: Version,
    name: z.string(),
    scopes: z.array(z.enum(tokenScopes)),
    createdAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'Token', description: 'A personal access token, without its secret' });
export type Token = z.output<typeof Token>;

export const NewToken = Token.extend({
  token: z.string().meta({ description: 'The secret, shown this once' }),
}).meta({ id: 'NewToken', description: 'A personal access token with its secret' });

export const createToken = operation({
  name: 'identity.tokens.create',
  summary: 'Makes a personal access token; its secret is shown once',
  access: { who: 'account' },
  http: { method: 'POST', path: '/v1/me/tokens', location: '/v1/me/tokens/{id}' },
  request: z.strictObject({
    name: line(80),
    scopes: z.array(z.enum(tokenScopes)).min(1).max(2).default(['read', 'write']),
    expiresInDays: z.int().min(1).max(366).default(90),
  }),
  reply: NewToken,
  confidential: true,
});

export const listTokens = operation({
  name: 'identity.tokens.list',
  summary: 'The personal access tokens of the signed-in account',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/me/tokens' },
  request: z.strictObject({ ...pageRequest }),
  reply: page(Token),
});

export const readToken = operation({
  name: 'identity.tokens.get',
  summary: 'One personal access token of the signed-in account',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/me/tokens/{tokenId}' },
  request: z.strictObject({ tokenId: Id }),
  reply: Token,
});

export const revokeToken = operation({
  name: 'identity.tokens.revoke',
  summary: 'Revokes a personal access token at once',
  access: { who: 'account' },
  http: { method: 'DELETE', path: '/v1/me/tokens/{tokenId}' },
  request: z.strictObject({ tokenId: Id }),
  reply: z.strictObject({}),
});

/** Asked by the gateway, which remembers the answer for some seconds. */
export const verifyToken = operation({
  name: 'identity.tokens.verify',
  summary: 'Whose token is this, by the SHA-256 of its secret?',
  access: { who: 'platform' },
  request: z.strictObject({ secretSha256: z.string().length(64) }),
  reply: z.strictObject({
    actor: z
      .strictObject({ accountId: Id, operator: z.boolean(), scopes: z.array(z.enum(tokenScopes)), expiresAt: Instant })
      .nullable(),
  }),
});

export const TokenCreated = event({
  name: 'identity.token.created',
  version: 1,
  summary: 'An account made a personal access token',
  data: z.strictObject({ tokenId: Id, accountId: Id, expiresAt: Instant }),
});

export const TokenRevoked = event({
  name: 'identity.token.revoked',
  version: 1,
  summary: 'An account revoked a personal access token',
  data: z.strictObject({ tokenId: Id, accountId: Id }),
});
