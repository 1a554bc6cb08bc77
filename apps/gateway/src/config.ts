import { CommonConfig } from '@klaster/service-kit/process';
import { z } from 'zod';

/** Left empty is left out: so compose files pass on what is not set. */
const text = z.string().optional().transform((value) => value || undefined);

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
  /** Where files are kept: a folder that all replicas of the gateway share … */
  FILES_FOLDER: text,
  /** … or a bucket of an S3-compatible store, where one is named. */
  S3_BUCKET: text,
  S3_ENDPOINT: text.pipe(z.url().optional()),
  S3_REGION: text.transform((region) => region ?? 'us-east-1'),
  S3_PATH_STYLE: z.stringbool().default(true),
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  /** Files that are taken in at a time; three times as many are served. */
  UPLOADS: z.coerce.number().int().min(1).max(1_000).default(8),
  /** Milliseconds within which all of a file must have come, or gone. */
  FILE_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(600_000).default(100_000),
})
  .refine((config) => config.FILES_FOLDER ?? config.S3_BUCKET, { path: ['FILES_FOLDER'], message: 'name a folder for files, or an S3_BUCKET' })
  .refine((config) => !config.S3_ACCESS_KEY_ID === !config.S3_SECRET_ACCESS_KEY, { path: ['S3_SECRET_ACCESS_KEY'], message: 'belongs to S3_ACCESS_KEY_ID: both or neither' });
export type GatewayConfig = z.output<typeof GatewayConfig>;
