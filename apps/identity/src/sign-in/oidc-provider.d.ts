/** The part of the library oidc-provider that identity uses; the library itself comes without types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface StoredPayload {
    readonly [field: string]: unknown;
    readonly jti?: string;
    readonly grantId?: string;
    readonly uid?: string;
    /** Seconds since 1970, where it was consumed. */
    readonly consumed?: number;
  }

  export interface Adapter {
    upsert(id: string, payload: StoredPayload, expiresInSeconds?: number): Promise<void>;
    find(id: string): Promise<StoredPayload | undefined>;
    findByUid(uid: string): Promise<StoredPayload | undefined>;
    findByUserCode(userCode: string): Promise<StoredPayload | undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  export interface ClientMetadata {
    readonly [field: string]: unknown;
    readonly client_id: string;
  }

  export interface Client {
    readonly clientId: string;
    readonly clientName?: string;
    readonly clientSecret?: string;
    readonly redirectUris?: readonly string[];
    grantTypeAllowed(type: string): boolean;
  }

  export interface Interaction {
    readonly uid: string;
    readonly params: Readonly<Record<string, unknown>> & { readonly client_id: string; readonly redirect_uri?: string; readonly scope?: string };
    readonly prompt: {
      readonly name: string;
      readonly details: {
        readonly missingOIDCScope?: readonly string[];
        readonly missingResourceScopes?: Readonly<Record<string, readonly string[]>>;
      };
    };
    readonly session?: { readonly accountId: string };
    readonly grantId?: string;
  }

  export type InteractionResult =
    | { readonly login: { readonly accountId: string; readonly amr: readonly string[]; readonly remember: boolean } }
    | { readonly consent: { readonly grantId: string } }
    | { readonly error: string; readonly error_description: string };

  export interface Grant {
    addOIDCScope(scopes: string): void;
    addResourceScope(resource: string, scopes: string): void;
    save(): Promise<string>;
  }

  export interface RefreshToken {
    readonly remainingTTL: number;
  }

  /** Koa's context, as far as pages are made of it. */
  export interface Context {
    readonly headers: IncomingMessage['headers'];
    status: number;
    type: string;
    body: string;
    set(headers: Readonly<Record<string, string>>): void;
    readonly oidc: {
      readonly params?: Readonly<Record<string, unknown>>;
      readonly client?: Client;
      readonly entities: { readonly Account?: FoundAccount; readonly RotatedRefreshToken?: RefreshToken };
    };
  }

  export interface FoundAccount {
    readonly accountId: string;
    readonly operator: boolean;
    claims(): Promise<{ readonly sub: string }>;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    /** Whether the headers of a proxy are believed. */
    proxy: boolean;
    readonly Client: { find(id: string): Promise<Client | undefined> };
    readonly Grant: {
      new (fields: { readonly accountId: string; readonly clientId: string }): Grant;
      find(id: string): Promise<Grant | undefined>;
    };
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: InteractionResult, options?: { readonly mergeWithLastSubmission: boolean }): Promise<void>;
    on(event: 'server_error', listener: (context: Context, error: unknown) => void): this;
  }

  export const errors: {
    readonly InvalidGrant: new (detail: string) => Error;
    readonly InvalidTarget: new () => Error;
    readonly SessionNotFound: new (detail: string) => Error;
  };
}
