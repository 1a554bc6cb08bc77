import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAccount } from '@klaster/contracts';
import { Testbed } from '@klaster/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { Browser } from './testing/browser.js';
import { TestClient } from './testing/client.js';
import { operatorCode, publicUrl, serveIdentity } from './testing/replicas.js';

const password = 'trzy zielone żółwie';
let testbed: Testbed;
let issuer: string;
let ports: number[];

beforeAll(async () => {
  testbed = await Testbed.start();
  ({ issuer, ports } = await serveIdentity(testbed, 2));
}, 60_000);

afterAll(() => testbed.stop());

const browser = () => new Browser(issuer, ports);
const client = () => new TestClient(`http://localhost:${ports[1]}`);
const claimsOf = async (token: string) => (await jwtVerify(token, createRemoteJWKSet(new URL(`http://localhost:${ports[1]}/jwks`)), { issuer, audience: `${publicUrl}/v1` })).payload;

async function signUp(name: string, code?: string) {
  const email = `${name}@example.org`;
  const { id } = await testbed.nobody().get(createAccount, { email, password, name, operatorCode: code });
  return { id, email };
}

async function signedIn(name: string) {
  const { email } = await signUp(name);
  const program = client();
  const seen = await program.signIn(browser(), email, password);
  return { program, seen };
}

describe('signing in over two replicas', () => {
  test('gives a client a token for the API that says who it is', async () => {
    const { id, email } = await signUp('anna');
    const program = client();
    const seen = await program.signIn(browser(), email, password);
    expect(seen.at.searchParams.get('state')).toBe('where I was');
    const tokens = await program.exchange(seen);
    expect(tokens.expires_in).toBe(600);
    const claims = await claimsOf(tokens.access_token);
    expect(claims).toMatchObject({ sub: id, scope: 'read write', client_id: 'klaster-cli' });
    expect(claims['operator']).toBeUndefined();
  });

  test('says of an operator that it is one, and only of what was asked', async () => {
    const { email } = await signUp('operator', operatorCode);
    const program = client();
    const { access_token: token } = await program.exchange(await program.signIn(browser(), email, password, { scope: 'openid read' }));
    expect(await claimsOf(token)).toMatchObject({ operator: true, scope: 'read' });
  });

  test('a code is good once, for one of those who show it at the same moment; shown again it ends what came of it', async () => {
    const { program, seen } = await signedIn('once');
    const race = await Promise.all(Array.from({ length: 6 }, () => program.exchange(seen)));
    expect(race.filter((answer) => answer.error === undefined)).toHaveLength(1);
    expect((await program.exchange(seen)).error).toBe('invalid_grant');
    const [taken] = race.filter((answer) => answer.error === undefined);
    expect((await program.refresh(taken?.refresh_token ?? '')).error).toBe('invalid_grant');
  });

  test('a refresh token is good once; an old one ends the chain', async () => {
    const { program, seen } = await signedIn('chain');
    const first = await program.exchange(seen);
    const second = await program.refresh(first.refresh_token);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const third = await program.refresh(second.refresh_token);
    expect(third.error).toBeUndefined();
    expect((await program.refresh(first.refresh_token)).error).toBe('invalid_grant');
    expect((await program.refresh(third.refresh_token)).error).toBe('invalid_grant');
  });

  test('is kept without anything that opens it', async () => {
    const { program, seen } = await signedIn('kept');
    const { refresh_token: token } = await program.exchange(seen);
    expect(await testbed.rows('SELECT FROM identity.provider_record r WHERE r::text LIKE $1', [`%${token}%`])).toEqual([]);
    expect(await testbed.rows('SELECT purpose, generation FROM identity.provider_key ORDER BY purpose')).toEqual([{ purpose: 'cookies', generation: 1 }, { purpose: 'signing', generation: 1 }]);
  });

  test('can be called off', async () => {
    const { email } = await signUp('doubt');
    const person = browser();
    const { at } = await person.open(client().address());
    const consent = await person.send(`${at.pathname}/sign-in`, { email, password });
    expect((await person.send(`${consent.at.pathname}/refusal`, {})).at.searchParams.get('error')).toBe('access_denied');
  });
});

describe('what is refused', () => {
  test('a client without PKCE, and an address that it has not registered', async () => {
    expect((await browser().open(client().address({ code_challenge: undefined, code_challenge_method: undefined }))).at.searchParams.get('error')).toBe('invalid_request');
    const evil = await browser().open(client().address({ redirect_uri: 'https://evil.example/callback' }));
    expect(evil).toMatchObject({ status: 400, title: 'This did not work' });
    expect(evil.text).toContain('invalid_redirect_uri');
  });

  test('a form from another site, and one without its sign-in', async () => {
    const person = browser();
    const { at } = await person.open(client().address());
    expect((await person.send(`${at.pathname}/sign-in`, {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await browser().send(`${at.pathname}/sign-in`, {})).toMatchObject({ status: 400, title: 'This sign-in has expired' });
  });

  test('many wrong passwords, alike for an address with an account and one without', async () => {
    const { email } = await signUp('guessed');
    const guess = async (address: string) => {
      const person = browser();
      const { at } = await person.open(client().address());
      const signIn = async (secret: string) => (await person.send(`${at.pathname}/sign-in`, { email: address, password: secret })).status;
      const burst = await Promise.all(Array.from({ length: 9 }, () => signIn('a wrong one')));
      // Each further one makes the wait longer, until it is longer than this test can take.
      for (let further = 0; further < 6; further += 1) {
        testbed.clock.turn({ minutes: 5 });
        await signIn('a wrong one');
      }
      const tooSoon = await signIn(password);
      testbed.clock.turn({ minutes: 5 });
      return [burst.sort((a, b) => a - b), tooSoon, await signIn(password)];
    };
    const burst = [401, 401, 401, 401, 401, 401, 429, 429, 429];
    expect(await guess(email)).toEqual([burst, 429, 200]);
    expect(await guess('nobody@example.org')).toEqual([burst, 429, 401]);
    testbed.clock.turn({ minutes: -70 });
  });

  test('characters that no database takes are no fault of ours', async () => {
    const person = browser();
    const { at, status } = await person.open(client().address({ state: 'a\u0000b', login_hint: '\u0000' }));
    expect(status).toBe(200);
    expect((await person.send(`${at.pathname}/sign-in`, { email: '\u0000@example.org', password: '\u0000' })).status).toBe(401);
  });
});

describe('signing up on a page', () => {
  test('says what is to be corrected, then makes the account that signs in', async () => {
    const wrong = await browser().send('/sign-up', { email: 'strona', name: '', password: 'krótkie' }, { 'accept-language': 'pl' });
    expect(wrong.status).toBe(400);
    expect(wrong.text.match(/aria-invalid/g)).toHaveLength(3);
    expect(wrong.text).not.toContain('krótkie');
    expect((await browser().send('/sign-up', { email: 'strona@example.org', name: 'Strona', password })).status).toBe(201);
    expect((await browser().send('/sign-up', { email: 'strona@example.org', name: 'Strona', password })).status).toBe(409);
    expect((await client().signIn(browser(), 'strona@example.org', password)).at.searchParams.has('code')).toBe(true);
  });

  test('goes on to the client where one waits', async () => {
    const person = browser();
    const { at } = await person.open(client().address());
    const consent = await person.send(`${at.pathname}/sign-up`, { email: 'new@example.org', name: 'New', password });
    expect(consent.title).toBe('Allow access?');
  });
});
