import { Database } from '@klaster/persistence';
import { Clock, createLog, type Log } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { type Client, type Context, errors, type FoundAccount, Provider } from 'oidc-provider';
import { Accounts } from '../accounts/accounts.js';
import { IdentitySettings } from '../settings.js';
import { commandLineClient, mayComeFrom, metadataOf } from './clients.js';
import { faultPage, signedOutPage, signOutPage } from './pages/answers.js';
import { languageOf } from './pages/language.js';
import type { Page } from './pages/page.js';
import { ProviderKeys } from './provider-keys.js';
import { ProviderRecords } from './provider-records.js';

const minutes = 60;
const hours = 60 * minutes;
const days = 24 * hours;
const signingAlgorithm = 'ES256';

/** Makes the OpenID Connect provider as this platform wants it. */
@Injectable()
export class ProviderFactory {
  private readonly log: Log;

  constructor(
    private readonly settings: IdentitySettings,
    private readonly records: ProviderRecords,
    private readonly keys: ProviderKeys,
    private readonly accounts: Accounts,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.log = createLog('identity', settings.logLevel);
  }

  async make(): Promise<Provider> {
    const keys = await this.keys.read();
    const provider = new Provider(this.settings.issuer, {
      ...this.protocol(),
      ...lifetimes,
      adapter: (kind: string) => this.records.adapterFor(kind),
      clients: [commandLineClient, ...this.settings.clients].map(metadataOf),
      jwks: { keys: keys.signing },
      cookies: {
        names: { session: 'klaster_session', interaction: 'klaster_interaction', resume: 'klaster_resume' },
        keys: keys.cookies,
      },
      features: this.features(),
      findAccount: (_: Context, sub: string) => this.findAccount(sub),
      // The library has found the account before it makes a token of it.
      extraTokenClaims: ({ oidc }: Context) => (oidc.entities.Account?.operator ? { operator: true } : undefined),
      renderError: (context: Context, { error }: { readonly error: string }) => show(context, faultPage(languageFor(context), 'failed', context.status, error)),
    });
    // The HTTP server states host and protocol of the issuer in the headers that are believed then.
    provider.proxy = true;
    provider.on('server_error', (_, error) => this.log.error({ err: error }, 'a fault of ours while signing in'));
    return provider;
  }

  /** Authorization code with PKCE for everybody, refresh tokens that are used once, one signature algorithm. */
  private protocol() {
    return {
      scopes: ['openid', 'offline_access'],
      responseTypes: ['code'],
      clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
      clientDefaults: { id_token_signed_response_alg: signingAlgorithm },
      enabledJWA: { idTokenSigningAlgValues: [signingAlgorithm] },
      pkce: { required: () => true },
      allowOmittingSingleRegisteredRedirectUri: false,
      issueRefreshToken: (_: Context, client: Client) => client.grantTypeAllowed('refresh_token'),
      rotateRefreshToken: true,
      clientBasedCORS: (_: Context, origin: string, client: Client) => mayComeFrom(client, origin),
      discovery: { ui_locales_supported: ['pl', 'en'] },
    };
  }

  private features() {
    const { resource } = this.settings;
    return {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // An access token is for the platform's API alone; who somebody is, is asked there (GET /v1/me).
      userinfo: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_: Context, client: Client, token: { readonly clientId: string }) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context: Context, form: string) => show(context, signOutPage(languageFor(context), form, context.oidc.params?.['post_logout_redirect_uri'] as string | undefined)),
        postLogoutSuccessSource: (context: Context) => show(context, signedOutPage(languageFor(context))),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_: Context, asked: string) => {
          if (asked !== resource) throw new errors.InvalidTarget();
          return { scope: 'read write', audience: resource, accessTokenTTL: 10 * minutes, accessTokenFormat: 'jwt', jwt: { sign: { alg: signingAlgorithm } } };
        },
      },
    };
  }

  private async findAccount(sub: string): Promise<FoundAccount | undefined> {
    const origin = { service: 'identity', accountId: sub, requestId: 'sign-in', now: this.clock.now() };
    const account = await this.database.within(origin, (work) => this.accounts.find(work, sub));
    return account && { accountId: account.id, operator: account.operator, claims: () => Promise.resolve({ sub: account.id }) };
  }
}

const lifetimes = {
  ttl: {
    AccessToken: 10 * minutes,
    AuthorizationCode: 1 * minutes,
    IdToken: 1 * hours,
    Interaction: 1 * hours,
    Session: 12 * hours,
    Grant: 30 * days,
    // A chain of refresh tokens ends when its first one would have: then the person signs in again.
    RefreshToken: ({ oidc }: Context) => oidc.entities.RotatedRefreshToken?.remainingTTL ?? 30 * days,
  },
};

const languageFor = (context: Context) => languageOf(context.headers['accept-language']);

const show = (context: Context, page: Page) => {
  context.set(page.headers);
  context.type = 'html';
  context.body = page.body;
};
