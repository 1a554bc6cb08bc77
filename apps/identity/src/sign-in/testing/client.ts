import { createHash, randomBytes } from 'node:crypto';
import { commandLineClient } from '../clients.js';
import type { Browser, Seen } from './browser.js';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token: string;
  readonly expires_in: number;
  readonly error?: string;
}

/** The command line's side of signing in: authorization code with PKCE. */
export class TestClient {
  readonly redirectUri = 'http://127.0.0.1:45454/callback';
  private readonly verifier = randomBytes(32).toString('base64url');

  /** @param endpoint where the token endpoint is: any replica */
  constructor(private readonly endpoint: string) {}

  address(parameters: Record<string, string | undefined> = {}): string {
    const all: Record<string, string | undefined> = {
      client_id: commandLineClient.clientId,
      response_type: 'code',
      scope: 'openid offline_access read write',
      prompt: 'consent',
      state: 'where I was',
      redirect_uri: this.redirectUri,
      code_challenge: createHash('sha256').update(this.verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return `/auth?${new URLSearchParams(given).toString()}`;
  }

  /** Signs a person in and allows everything; answers where the browser ends up. */
  async signIn(browser: Browser, email: string, password: string, parameters: Record<string, string> = {}): Promise<Seen> {
    const { at } = await browser.open(this.address(parameters));
    const consent = await browser.send(`${at.pathname}/sign-in`, { email, password });
    return consent.title === 'Allow access?' ? browser.send(`${consent.at.pathname}/consent`, {}) : consent;
  }

  exchange(seen: Seen): Promise<Tokens> {
    return this.ask({ grant_type: 'authorization_code', code: seen.at.searchParams.get('code') ?? '', redirect_uri: this.redirectUri, code_verifier: this.verifier });
  }

  refresh(token: string): Promise<Tokens> {
    return this.ask({ grant_type: 'refresh_token', refresh_token: token });
  }

  private async ask(form: Record<string, string>): Promise<Tokens> {
    const answer = await fetch(`${this.endpoint}/token`, { method: 'POST', body: new URLSearchParams({ client_id: commandLineClient.clientId, ...form }) });
    return (await answer.json()) as Tokens;
  }
}
