import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, None, randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { CookieJar } from './cookie-jar.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface SignInOptions {
  readonly issuerUrl: string;
  /** What the access token is for: the address of the API. */
  readonly resource: string;
  readonly credentials: Credentials;
  readonly signal?: AbortSignal | undefined;
}

/** Signing in ended on a page instead of with the client. */
export class SignInFailed extends Error {
  override readonly name = 'SignInFailed';
  /** HTTP status of that page: 401 for a wrong password, 429 and 503 where it is to be tried later. */
  readonly status: number;

  constructor(status: number, path: string, words: string) {
    super(`signing in ended with ${status} at ${path}: ${words}`);
    this.status = status;
  }
}

const clientId = 'klaster-cli';
// Nobody listens there, and nobody needs to: the code is read from the redirect.
const redirectUri = 'http://127.0.0.1:9/callback';
const mostPages = 12;

/**
 * Signs in as a browser would, filling in the forms that the issuer shows: OpenID Connect's code flow with PKCE.
 * Answers the access token.
 */
export async function signIn({ issuerUrl, resource, credentials, signal }: SignInOptions): Promise<string> {
  const insecure = new URL(issuerUrl).protocol === 'http:' ? [allowInsecureRequests] : [];
  const config = await discovery(new URL(issuerUrl), clientId, undefined, None(), { execute: insecure });
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const address = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid read write',
    resource,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const returned = await fillForms(address, credentials, signal);
  const tokens = await authorizationCodeGrant(config, returned, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }, { resource });
  return tokens.access_token;
}

/** Follows redirects and sends forms until the issuer leads back to the client; answers that address. */
async function fillForms(start: URL, credentials: Credentials, signal: AbortSignal | undefined): Promise<URL> {
  const jar = new CookieJar();
  let address = start;
  let form: Form | undefined;
  let passwordSent = false;
  for (let page = 0; page < mostPages; page += 1) {
    const { status, location, html } = await visit(address, form, jar, signal);
    passwordSent ||= form?.asksPassword ?? false;
    form = location === null ? readForm(html, credentials) : undefined;
    // The same question again: the answer was not liked.
    const rejected = status >= 400 || (passwordSent && form?.asksPassword);
    const next = location ?? form?.action;
    if (rejected || next === undefined) throw new SignInFailed(status, address.pathname, wordsOf(html));
    address = new URL(next, address);
    if (address.href.startsWith(redirectUri)) return address;
  }
  throw new Error('signing in leads in circles');
}

/** One page: opened, or answered with a form. */
async function visit(address: URL, form: Form | undefined, jar: CookieJar, signal: AbortSignal | undefined) {
  const headers = { cookie: jar.header, accept: 'text/html' };
  const sent = form ? { method: 'POST', headers: { ...headers, origin: address.origin }, body: form.fields } : { method: 'GET', headers };
  const response = await fetch(address, { ...sent, redirect: 'manual', signal: signal ?? null });
  jar.keep(response);
  return { status: response.status, location: response.headers.get('location'), html: await response.text() };
}

interface Form {
  readonly action: string;
  readonly fields: URLSearchParams;
  readonly asksPassword: boolean;
}

/** The first form of a page, filled in. */
export function readForm(html: string, { email, password }: Credentials): Form | undefined {
  const [, attributes = '', content = ''] = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(html) ?? [];
  const action = attributeOf(attributes, 'action');
  if (action === undefined) return undefined;
  const typed = new Map([['email', email], ['password', password]]);
  const fields = new URLSearchParams();
  for (const [, input = ''] of content.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attributeOf(input, 'name');
    if (name) fields.set(name, typed.get(name) ?? attributeOf(input, 'value') ?? '');
  }
  return { action, fields, asksPassword: fields.has('password') };
}

const attributeOf = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value === undefined ? undefined : unescape(value);
};
const entities: Readonly<Record<string, string>> = { quot: '"', '#39': "'", lt: '<', gt: '>', amp: '&' };
const unescape = (text: string) => text.replace(/&(quot|#39|lt|gt|amp);/g, (_, name: string) => entities[name] ?? '');

/** What a person would read on the page, shortened. */
const wordsOf = (html: string) =>
  html.replace(/<(style|script|title)\b[\s\S]*?<\/\1>/gi, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 300);
