import { readConfig } from '@klaster/service-kit';
import { z } from 'zod';
import { clientsFromJson, type OidcClient } from './sign-in/clients.js';

const address = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));

/** What identity learns from its environment beside what every service does (see the kit's ServiceConfig). */
const IdentityConfig = z.object({
  /** Where browsers and OpenID Connect clients are served. */
  HTTP_PORT: z.coerce.number().int().min(1).max(65_535),
  /** The address by which they reach it: every link and every token states this one, whatever a proxy says. */
  OIDC_ISSUER: address.refine((text) => new URL(text).pathname === '/', 'an address without a path'),
  /** The address of the gateway; its API is what access tokens are made for. */
  PUBLIC_URL: address,
  /** With it the first operator signs up, once. Without it nobody becomes one by signing up. */
  OPERATOR_CODE: z.string().min(16).max(100).optional(),
  /** Clients besides the built-in one, as JSON: `[{ "clientId", "name", "redirectUris": [], … }]`, see OidcClient. */
  KLASTER_OIDC_CLIENTS: z.string().default('[]').transform(clientsFromJson),
  LOG_LEVEL: z.string().default('info'),
});

/** Identity's own settings. */
export class IdentitySettings {
  constructor(
    readonly httpPort: number,
    readonly issuer: string,
    readonly publicUrl: string,
    readonly operatorCode: string | undefined,
    readonly clients: readonly OidcClient[],
    readonly logLevel: string,
  ) {}

  /** The audience of access tokens: the platform's API. */
  get resource(): string {
    return `${this.publicUrl}/v1`;
  }

  /** Reads them from the environment, or ends the process with one line for each fault. */
  static read(): IdentitySettings {
    const config = readConfig(IdentityConfig);
    return new IdentitySettings(config.HTTP_PORT, config.OIDC_ISSUER, config.PUBLIC_URL, config.OPERATOR_CODE, config.KLASTER_OIDC_CLIENTS, config.LOG_LEVEL);
  }
}
