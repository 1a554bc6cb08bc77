import { createHash } from 'node:crypto';
import { isRefusal, Overloaded, refuse, type Refusal, Unauthenticated, verifyToken } from '@klaster/contracts';
import type { Actor, OperationClient } from '@klaster/messaging';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { ExpiringCache } from './expiring-cache.js';

/** What of an access token is used. */
const Claims = z.object({ sub: z.uuid(), exp: z.number(), scope: z.string().default(''), operator: z.boolean().default(false) });

export interface AuthenticatorOptions {
  readonly issuer: string;
  readonly jwksUrl: string;
  /** What the access token must be for: the address of this API. */
  readonly audience: string;
  readonly client: OperationClient;
}

/** A revoked personal access token may still be taken for so long. */
const rememberTokenMs = 5_000;
const rememberJwtMs = 30_000;
const personalToken = /^klp_[A-Za-z0-9_-]{20,200}$/;

/** Finds out who calls, from an access token or a personal access token. */
export class Authenticator {
  private readonly keys: ReturnType<typeof createRemoteJWKSet>;
  private readonly known = new ExpiringCache<Actor>(20_000);

  constructor(private readonly options: AuthenticatorOptions) {
    this.keys = createRemoteJWKSet(new URL(options.jwksUrl), { cooldownDuration: 5_000, timeoutDuration: 3_000 });
  }

  /** The actor; undefined for a request without a token; a refusal for a token that is not good. */
  async identify(authorization: string | undefined, requestId: string): Promise<Actor | undefined | Refusal> {
    if (authorization === undefined) return undefined;
    const token = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(authorization)?.[1];
    if (!token) return refuse(Unauthenticated);
    return this.known.get(token) ?? (personalToken.test(token) ? this.verifyPersonal(token, requestId) : this.verifyJwt(token));
  }

  private async verifyPersonal(token: string, requestId: string): Promise<Actor | Refusal> {
    const secretSha256 = createHash('sha256').update(token).digest('hex');
    const answer = await this.options.client.call(verifyToken, { secretSha256 }, { requestId });
    if (isRefusal(answer)) return answer;
    if (!answer.actor) return refuse(Unauthenticated);
    const { accountId, operator, scopes, expiresAt } = answer.actor;
    const actor: Actor = { accountId, operator, scopes };
    this.known.set(token, actor, Math.min(Date.parse(expiresAt), Date.now() + rememberTokenMs));
    return actor;
  }

  private async verifyJwt(token: string): Promise<Actor | Refusal> {
    try {
      const { issuer, audience } = this.options;
      const { payload } = await jwtVerify(token, this.keys, { issuer, audience, algorithms: ['ES256', 'EdDSA', 'RS256', 'PS256'], requiredClaims: ['exp', 'sub'] });
      const { sub, exp, scope, operator } = Claims.parse(payload);
      const words = scope.split(' ');
      const actor: Actor = { accountId: sub, operator, scopes: (['read', 'write'] as const).filter((known) => words.includes(known)) };
      this.known.set(token, actor, Math.min(exp * 1000, Date.now() + rememberJwtMs));
      return actor;
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || error instanceof TypeError) return refuse(Overloaded);
      return refuse(Unauthenticated);
    }
  }
}
