import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serviceNames } from '@klaster/contracts';
import { untilSettled } from '@klaster/testing';
import pg from 'pg';
import { withRole } from '../../tools/environment.ts';
import type { Platform } from '../../tools/platform.ts';
import type { Secrets } from '../../tools/secrets.ts';
import { type PlatformOptions, startPlatform } from '../../tools/start-platform.ts';
import type { Json } from './http.ts';
import { granted, Person } from './person.ts';
import { makeHome } from './postgres-for-tests.ts';
import { signIn } from '../../tools/demo/sign-in.ts';

export { granted, Person } from './person.ts';
export type { Answer, Json } from './http.ts';

export interface WorldOptions {
  /** What the platform is to be started with, beside the defaults of tests. A world with wishes has a platform of its own. */
  readonly platform?: Partial<PlatformOptions>;
}

/** Where a platform is and what opens it. */
interface Access {
  readonly gatewayUrl: string;
  readonly issuerUrl: string;
  /** The database as superuser. */
  readonly adminDatabaseUrl: string;
  readonly home: string;
}

/** What a cluster is called when only its id matters. */
type InCluster = { readonly id: string } | string;
const idOf = (cluster: InCluster) => (typeof cluster === 'string' ? cluster : cluster.id);

const testEnvironment = { CHECK_REPLIES: 'true', RATE_LIMIT_PER_MINUTE: '100000000' };
const password = 'bardzo tajne hasło 42';

/** People, clusters and what they do together, on a whole platform: for stories told through the public door. */
export class World {
  readonly operator: Person;
  /** Undefined where the platform was lent. */
  readonly platform: Platform | undefined;
  private readonly access: Access;
  private readonly clients: pg.Client[] = [];
  private readonly end: () => Promise<void>;

  constructor(access: Access, operator: Person, platform: Platform | undefined, end: () => Promise<void>) {
    this.access = access;
    this.operator = operator;
    this.platform = platform;
    this.end = end;
  }

  get gatewayUrl(): string {
    return this.access.gatewayUrl;
  }

  get issuerUrl(): string {
    return this.access.issuerUrl;
  }

  /** A person with an account of their own and a personal access token. */
  person(name: string): Promise<Person> {
    return signUp(this.access, name);
  }

  /** Somebody who is not signed in; or who says to be somebody, with whatever token. */
  nobody(token?: string): Person {
    return new Person({ name: 'nobody', gatewayUrl: this.gatewayUrl, token });
  }

  /** A cluster. Its name is made unlike all others: names are unique in the federation. */
  async cluster(name: string, fields: object = {}): Promise<Json> {
    return granted(await this.operator.post('/v1/clusters', { name: `${name} ${distinct()}`, purpose: 'Działamy razem', municipality: 'Łódź', ...fields }));
  }

  /** The person registers a party, declares its readiness and accepts the charter: answers the id of the member. */
  async join(person: Person, cluster: InCluster, partyName: string, fields: object = {}): Promise<string> {
    const party = granted(await person.post('/v1/parties', { kind: 'organization', sphere: 'social', name: partyName, municipality: 'Łódź', ...fields }));
    const members = `/v1/clusters/${idOf(cluster)}/members`;
    const member = granted(await person.post(members, { partyId: party.id }));
    granted(await person.post(`${members}/${member.id}/admission`, { acceptsCharter: true }));
    return member.id as string;
  }

  /** An initiative that runs: the first of the partners brings it, all sign the agreement. They are members already. */
  async initiative({ cluster, title, partners, agreement = 'Działamy razem.' }: { cluster: InCluster; title: string; partners: readonly Person[]; agreement?: string }): Promise<Json> {
    const [first, ...others] = partners;
    if (!first) throw new Error('an initiative needs somebody who brings it');
    const initiatives = `/v1/clusters/${idOf(cluster)}/initiatives`;
    const { id } = granted(await first.post(initiatives, { title, summary: `${title}: robimy to wspólnie`, novelty: 'Razem, nie obok siebie' }));
    const one = `${initiatives}/${id}`;
    granted(await first.post(`${one}/forming`));
    for (const partner of others) granted(await partner.post(`${one}/partners`));
    const { number, sha256 } = granted(await first.post(`${one}/agreement/versions`, { text: agreement }));
    for (const partner of partners) granted(await partner.post(`${one}/agreement/versions/${number}/signatures`, { sha256 }));
    return granted(await first.post(`${one}/start`));
  }

  /** Comes back when everything told so far is applied everywhere. */
  async settle(patienceMs?: number): Promise<void> {
    await untilSettled(await this.sql('postgres'), serviceNames, patienceMs);
  }

  /** The database as a role: a service, `<service>_courier`, or `postgres`, whom no rule holds. Closed with the world. */
  async sql(role: string): Promise<pg.Client> {
    const known = this.clients.find((client) => client.user === role);
    if (known) return known;
    const { adminDatabaseUrl, home } = this.access;
    const client = new pg.Client({ connectionString: role === 'postgres' ? adminDatabaseUrl : withRole(adminDatabaseUrl, role, passwordOf(home, role)) });
    client.on('error', () => undefined);
    await client.connect();
    this.clients.push(client);
    return client;
  }

  /** Ends what belongs to this world; a lent platform goes on. */
  async stop(): Promise<void> {
    await Promise.all(this.clients.splice(0).map((client) => client.end().catch(() => undefined)));
    await this.end();
  }
}

/** A world on the platform that the environment names (KLASTER_TEST_GATEWAY …), or on one of its own. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { KLASTER_TEST_GATEWAY: gatewayUrl, KLASTER_TEST_ISSUER: issuerUrl = '', KLASTER_TEST_PLATFORM_DATABASE: adminDatabaseUrl = '', KLASTER_TEST_HOME: home = '', KLASTER_TEST_OPERATOR: operator = '' } = process.env;
  if (options.platform || !gatewayUrl) return startOwnWorld(options);
  return new World({ gatewayUrl, issuerUrl, adminDatabaseUrl, home }, new Person({ gatewayUrl, ...(JSON.parse(operator) as { name: string; accountId: string; token: string }) }), undefined, async () => undefined);
}

async function startOwnWorld({ platform: wishes = {} }: WorldOptions): Promise<World> {
  const home = wishes.home ?? makeHome();
  const platform = await startPlatform({ throwAway: true, ...wishes, home, environment: { ...testEnvironment, ...wishes.environment } });
  const end = async () => {
    await platform.stop();
    if (!wishes.home) rmSync(home, { recursive: true, force: true });
  };
  try {
    const access = { gatewayUrl: platform.gatewayUrl, issuerUrl: platform.issuerUrl, adminDatabaseUrl: platform.adminDatabaseUrl, home };
    return new World(access, await signUp(access, 'Oliwia Operator', platform.operatorCode), platform, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Short, and unlike all others. */
const distinct = () => randomBytes(5).toString('hex');

const slug = (name: string) => name.normalize('NFD').replace(/[^a-z]+/gi, '.').toLowerCase();

/** Signs up, signs in by OpenID Connect, makes a personal access token. */
async function signUp(access: Access, name: string, operatorCode?: string): Promise<Person> {
  const { gatewayUrl, issuerUrl } = access;
  const email = `${slug(name)}.${distinct()}@example.org`;
  const nobody = new Person({ name, gatewayUrl });
  const account = granted(await nobody.post('/v1/accounts', { email, password, name, ...(operatorCode ? { operatorCode } : {}) }));
  const signedIn = new Person({ name, gatewayUrl, accountId: account.id, token: await signIn({ issuerUrl, resource: `${gatewayUrl}/v1`, credentials: { email, password } }) });
  const { token } = granted<{ token: string }>(await signedIn.post('/v1/me/tokens', { name: 'tests' }));
  return new Person({ name, gatewayUrl, accountId: account.id, token });
}

function passwordOf(home: string, role: string): string {
  const { roles } = JSON.parse(readFileSync(join(home, 'secrets.json'), 'utf8')) as Secrets;
  const found = roles[role];
  if (!found) throw new Error(`there is no database role ${role}`);
  return found;
}

/** The hash by which a document or an agreement is named. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
