import { allowInsecureRequests, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, None, randomPKCECodeVerifier, randomState } from 'openid-client';
import { CookieJar } from './cookie-jar.ts';

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

export interface SignInOptions {
  readonly issuerUrl: string;
  /** What the access token is for: the API. */
  readonly resource: string;
  readonly credentials: Credentials;
}

const clientId = 'klaster-cli';
const redirectUri = 'http://127.0.0.1:9/callback';
const mostPages = 12;

/** Signs in as a browser would: OpenID Connect's code flow with PKCE, filling in the forms that the issuer shows. */
export async function signIn({ issuerUrl, resource, credentials }: SignInOptions): Promise<string> {
  const config = await discovery(new URL(issuerUrl), clientId, undefined, None(), { execute: [allowInsecureRequests] });
  const verifier = randomPKCECodeVerifier();
  const state = randomState();
  const address = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid read write',
    resource,
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
  });
  const returned = await fillForms(address, credentials);
  const tokens = await authorizationCodeGrant(config, returned, { pkceCodeVerifier: verifier, expectedState: state }, { resource });
  return tokens.access_token;
}

/** Follows redirects and sends forms until the issuer leads back to the client. */
async function fillForms(start: URL, credentials: Credentials): Promise<URL> {
  const jar = new CookieJar();
  let address = start;
  let form: URLSearchParams | undefined;
  let asked = false;
  for (let page = 0; page < mostPages; page += 1) {
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: jar.header, accept: 'text/html', ...(form ? { origin: address.origin, referer: address.href } : {}) },
      body: form ?? null,
    });
    jar.keep(response);
    const location = response.headers.get('location');
    const shown = await response.text();
    if (location) {
      address = new URL(location, address);
      form = undefined;
      if (address.href.startsWith(redirectUri)) return address;
      continue;
    }
    const next = readForm(shown, credentials);
    if (response.status >= 400 || !next || (asked && next.asksPassword)) throw new Error(`signing in ended with ${response.status} at ${address.pathname}: ${wordsOf(shown)}`);
    asked ||= next.asksPassword;
    address = new URL(next.action, address);
    form = next.fields;
  }
  throw new Error('signing in leads in circles');
}

/** The first form of a page, filled in. */
function readForm(page: string, { email, password }: Credentials): { action: string; fields: URLSearchParams; asksPassword: boolean } | undefined {
  const [, attributes = '', content = ''] = /<form\b([^>]*)>([\s\S]*?)<\/form>/i.exec(page) ?? [];
  const action = attribute(attributes, 'action');
  if (action === undefined) return undefined;
  const fields = new URLSearchParams();
  for (const [, input = ''] of content.matchAll(/<input\b([^>]*)>/gi)) {
    const name = attribute(input, 'name');
    if (name) fields.set(name, { email, password }[name] ?? attribute(input, 'value') ?? '');
  }
  return { action, fields, asksPassword: fields.has('password') };
}

const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'i').exec(tag)?.[1];
  return value === undefined ? undefined : unescape(value);
};
const wordsOf = (page: string) => page.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 300);
