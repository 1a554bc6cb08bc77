import { setTimeout as pause } from 'node:timers/promises';
import { createAccount, createToken, readMe } from '@klaster/contracts';
import { Failure } from '../failure.ts';
import { ApiClient, Refused } from './api-client.ts';
import type { DemoAccount } from './demo-record.ts';
import { federation } from './federation.ts';
import type { Ground } from './ground.ts';
import { operator } from './people.ts';
import { signIn, SignInFailed } from './sign-in.ts';

/** Passwords are hashed slowly, on purpose: more at once would only wait. */
const atOnce = 4;
const tokenDays = 366;
const mostSignIns = 5;

/** Everybody signs up, signs in and makes a token. Answers by key of the person who then calls the API. */
export async function loadAccounts(ground: Ground): Promise<ReadonlyMap<string, ApiClient>> {
  const everybody = [operator, ...federation.people];
  const open = async (person: (typeof everybody)[number]) => {
    const account = ground.file.accountOf(person);
    const client = await openAccount(ground, account, person === operator ? ground.site.operatorCode : undefined);
    return [person.key, client] as const;
  };
  return new Map(await ground.eachOf('accounts', everybody, open, atOnce));
}

async function openAccount(ground: Ground, account: DemoAccount, operatorCode: string | undefined): Promise<ApiClient> {
  const clientWith = (token?: string) => new ApiClient({ gatewayUrl: ground.site.gatewayUrl, signal: ground.signal, ...(token ? { token } : {}) });
  const known = account.token;
  if (known && (await isTaken(clientWith(known)))) return clientWith(known);
  await signUp(clientWith(), account, operatorCode);
  const accessToken = await signInPatiently(ground, account);
  // One that is known but not taken any more is replaced: a new request, so without the key of the first.
  const options = known ? {} : { key: 'demo/token' };
  const { token } = await clientWith(accessToken).call(createToken, { name: 'demo', expiresInDays: tokenDays }, options);
  account.token = token;
  ground.file.save();
  return clientWith(token);
}

async function isTaken(client: ApiClient): Promise<boolean> {
  try {
    await client.call(readMe, {});
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 401) return false;
    throw error;
  }
}

/** Without a key: an address signs up once, and a password is nothing to keep in a record of answers. */
async function signUp(nobody: ApiClient, { email, password, name }: DemoAccount, operatorCode: string | undefined): Promise<void> {
  try {
    await nobody.call(createAccount, { email, password, name, locale: 'pl', ...(operatorCode ? { operatorCode } : {}) });
  } catch (error) {
    // It was there already, from a loading that was cut short: signing in will tell whether it is ours.
    if (error instanceof Refused && ['email-taken', 'operator-code-invalid'].includes(error.problem)) return;
    throw error;
  }
}

async function signInPatiently({ site, signal }: Ground, { email, password }: DemoAccount): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await signIn({ issuerUrl: site.issuerUrl, resource: `${site.gatewayUrl}/v1`, credentials: { email, password }, signal });
    } catch (error) {
      if (!(error instanceof SignInFailed)) throw error;
      if (error.status === 401) throw new Failure(`The database has an account ${email} with a password that ${site.home}/demo.json does not know: start with an empty database, or with --empty.`);
      if (![429, 503].includes(error.status) || tries === mostSignIns) throw error;
      await pause(tries * 1000, undefined, { signal });
    }
  }
}
