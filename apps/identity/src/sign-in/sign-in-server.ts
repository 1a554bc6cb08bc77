import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Database, newId } from '@klaster/persistence';
import { createLog, type Log } from '@klaster/service-kit';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Provider } from 'oidc-provider';
import { IdentitySettings } from '../settings.js';
import { Interactions } from './interactions.js';
import { faultPage, signedUpPage } from './pages/answers.js';
import { signUpPage } from './pages/forms.js';
import { languageOf } from './pages/language.js';
import { commonHeaders, type Page } from './pages/page.js';
import { PasswordSignIn } from './password-sign-in.js';
import { ProviderFactory } from './provider.js';
import { ProviderRecords } from './provider-records.js';
import { SignUpPages } from './sign-up-pages.js';
import { BadRequest, isFromOwnPage, readForm, sendPage, stateIssuer } from './web-request.js';

const purgeEveryMs = 10 * 60 * 1000;
const finishWithinMs = 3_000;

/** For what the library answers itself: it adds the hashes of its own scripts (the form that posts itself). */
const libraryPolicy = `default-src 'none'; script-src; frame-ancestors 'none'; base-uri 'none'`;

/** What browsers and OpenID Connect clients see of identity. Nest starts it with the service and stops it before the database closes. */
@Injectable()
export class SignInServer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log: Log;
  private server: Server | undefined;
  private purging: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: IdentitySettings,
    private readonly database: Database,
    private readonly providers: ProviderFactory,
    private readonly records: ProviderRecords,
    private readonly passwords: PasswordSignIn,
    private readonly interactions: Interactions,
    private readonly signUps: SignUpPages,
  ) {
    this.log = createLog('identity', settings.logLevel);
  }

  async onApplicationBootstrap(): Promise<void> {
    const provider = await this.providers.make();
    const callback = provider.callback();
    const server = createServer((request, response) => {
      this.answer(provider, callback, request, response).catch((error: unknown) => this.fail(request, response, error));
    });
    server.requestTimeout = 15_000;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.settings.httpPort, resolve));
    this.server = server;
    this.purging = setInterval(() => void this.purge(), purgeEveryMs).unref();
  }

  /** Takes no more, lets what is under way finish, and cuts off what does not. */
  async onModuleDestroy(): Promise<void> {
    clearInterval(this.purging);
    const { server } = this;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const hurry = setTimeout(() => server.closeAllConnections(), finishWithinMs);
    await closed;
    clearTimeout(hurry);
  }

  private async answer(provider: Provider, callback: ReturnType<Provider['callback']>, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', this.settings.issuer);
    if (path === '/healthz') return void response.writeHead(200).end('ok\n');
    if (path === '/readyz') return this.sayReady(response);
    stateIssuer(request, this.settings.issuer);
    for (const [name, value] of Object.entries(commonHeaders(this.settings.issuer))) response.setHeader(name, value);
    const ours = path === '/sign-up' || path.startsWith('/interaction/');
    if (!ours) {
      response.setHeader('content-security-policy', libraryPolicy);
      return callback(request, response);
    }
    if (request.method !== 'GET' && request.method !== 'POST') throw new BadRequest(405, 'method_not_allowed');
    if (request.method === 'POST' && !isFromOwnPage(request, this.settings.issuer)) throw new BadRequest(403, 'from_another_site');
    const page = path === '/sign-up' ? await this.signUp(request, searchParams) : await this.interactions.serve(provider, request, response, path);
    if (page) sendPage(response, page);
  }

  /** Signing up without a client: the one-time link of the first start leads here. Nobody is signed in by it. */
  private async signUp(request: IncomingMessage, query: URLSearchParams): Promise<Page> {
    const language = languageOf(request.headers['accept-language']);
    const place = { language, action: '/sign-up' };
    if (request.method === 'GET') return signUpPage({ ...place, operatorCode: query.get('code') ?? undefined });
    const signedUp = await this.signUps.signUp(await readForm(request), place, `sign-up-${newId()}`);
    return 'account' in signedUp ? signedUpPage(language, this.settings.publicUrl) : signedUp.again;
  }

  private async sayReady(response: ServerResponse): Promise<void> {
    const fault = await this.database.ping().then(() => undefined, String);
    response.writeHead(fault === undefined ? 200 : 503).end(`${fault ?? 'ok'}\n`);
  }

  /** What went wrong as a page; what is ours alone is told to the log, never to the person. */
  private fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const language = languageOf(request.headers['accept-language']);
    if (response.headersSent) return void response.destroy();
    if (error instanceof BadRequest) return sendPage(response, faultPage(language, error.status === 404 ? 'notFound' : 'failed', error.status, error.reason));
    if (error instanceof Error && error.name === 'SessionNotFound') return sendPage(response, faultPage(language, 'expired', 400));
    this.log.error({ err: error }, 'a fault of ours while signing in');
    sendPage(response, faultPage(language, 'failed', 500));
  }

  private async purge(): Promise<void> {
    try {
      await this.records.purge();
      await this.passwords.purge();
    } catch (error) {
      this.log.warn({ err: error }, 'what has expired could not be deleted; it is tried again');
    }
  }
}
