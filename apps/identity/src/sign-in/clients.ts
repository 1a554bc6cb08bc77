import { z } from 'zod';
import type { ClientMetadata } from 'oidc-provider';

/**
 * An application that may ask people to sign in, as the operator configures it. With a secret it is a server that
 * keeps it; without one it is a program or a web page that can keep none.
 */
const OidcClient = z.strictObject({
  clientId: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,63}$/),
  /** What people read when they are asked for their consent. */
  name: z.string().min(1).max(80),
  redirectUris: z.array(z.url()).min(1).max(20),
  postLogoutRedirectUris: z.array(z.url()).max(20).default([]),
  /** `native` for programs on a person's own machine: loopback addresses on any port, consent asked every time. */
  kind: z.enum(['web', 'native']).default('web'),
  clientSecret: z.string().min(32).max(200).optional(),
});
export type OidcClient = z.output<typeof OidcClient>;

/** The command line and scripts: they listen on a port of this machine that happens to be free. */
export const commandLineClient: OidcClient = {
  clientId: 'klaster-cli',
  name: 'Klaster CLI',
  redirectUris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
  postLogoutRedirectUris: ['http://127.0.0.1/', 'http://[::1]/'],
  kind: 'native',
};

/** Reads KLASTER_OIDC_CLIENTS; a fault is named as any other fault of the configuration. */
export function clientsFromJson(text: string, context: z.RefinementCtx): OidcClient[] {
  const read = z.array(OidcClient).safeParse(parseJson(text));
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', message: `${path.join('.')}: ${message}` });
  return z.NEVER;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** A client as the provider's library knows it: authorization code with PKCE and refresh tokens, nothing else. */
export const metadataOf = (client: OidcClient): ClientMetadata => ({
  client_id: client.clientId,
  client_name: client.name,
  application_type: client.kind,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  token_endpoint_auth_method: client.clientSecret === undefined ? 'none' : 'client_secret_basic',
  ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
});

/**
 * A page in a browser may speak to the token endpoint from where its redirects go, if it is a page without a server.
 * `null` is the origin of sandboxed pages and of addresses without a host: anybody's.
 */
export const mayComeFrom = (client: { readonly redirectUris?: readonly string[] | undefined; readonly clientSecret?: string | undefined }, origin: string): boolean =>
  origin !== 'null' && client.clientSecret === undefined && (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin);
