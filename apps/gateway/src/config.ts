import { CommonConfig } from '@klaster/service-kit/process';
import { z } from 'zod';

/** What the gateway learns from its environment. */
export const GatewayConfig = CommonConfig.extend({
  HTTP_PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  /** Metrics and health for operators, beside the public port. */
  HEALTH_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** The address under which clients reach the gateway. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/$/, '')),
  /** The OpenID Connect issuer whose access tokens are taken. */
  OIDC_ISSUER: z.url(),
  /** Where the issuer's keys are; left out: /jwks under the issuer. */
  OIDC_JWKS_URL: z.url().optional(),
  /** Requests in work at most; more are told at once to come back. */
  CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(48),
  /** Requests a minute for each account, or for each address that is not signed in. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(1200),
  /** Milliseconds until a request is given up. */
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).max(29_000).default(10_000),
});
export type GatewayConfig = z.output<typeof GatewayConfig>;
