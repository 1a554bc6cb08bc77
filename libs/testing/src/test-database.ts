import { randomBytes } from 'node:crypto';
import { migrate, type MigrateOptions } from '@klaster/persistence';
import pg from 'pg';

/** Roles belong to the server, so that the databases of all test files share them and their password. */
const rolePassword = 'test';

const addressOf = (server: string, database: string, role?: string): string => {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role, rolePassword];
  return url.href;
};

/** A fresh database on the server that is shared by all test files (KLASTER_TEST_DATABASE: its address as superuser). */
export class TestDatabase {
  private readonly clients: pg.Client[] = [];

  private constructor(
    private readonly server: string,
    private readonly name: string,
    readonly admin: pg.Pool,
  ) {}

  static async create(): Promise<TestDatabase> {
    const server = process.env['KLASTER_TEST_DATABASE'];
    if (!server) throw new Error('KLASTER_TEST_DATABASE is not set: integration tests are run by npm test, which starts a server');
    const name = `test_${randomBytes(6).toString('hex')}`;
    await asSuperuser(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'pl-PL' LOCALE 'C.UTF-8'`));
    const admin = new pg.Pool({ connectionString: addressOf(server, name), max: 4 });
    admin.on('error', () => undefined);
    return new TestDatabase(server, name, admin);
  }

  /** Makes a service's roles and schema. Files that run at the same moment make the same roles: one after the other. */
  async migrate(service: string, migrations: MigrateOptions['migrations']): Promise<void> {
    await asSuperuser(this.server, async (client) => {
      await client.query(`SELECT pg_advisory_lock(hashtext('klaster.test.roles'))`);
      await migrate({ service, adminUrl: addressOf(this.server, this.name), password: rolePassword, courierPassword: rolePassword, migrations });
    });
  }

  /** The address of this database as a role: a service, or `<service>_courier`. */
  url(role: string): string {
    return addressOf(this.server, this.name, role);
  }

  /** A connection as a role, for tests that look into the database with its eyes. Closed with the database. */
  async sql(role: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url(role) });
    client.on('error', () => undefined);
    await client.connect();
    this.clients.push(client);
    return client;
  }

  async drop(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end().catch(() => undefined)));
    await this.admin.end();
    await asSuperuser(this.server, (client) => client.query(`DROP DATABASE ${this.name} WITH (FORCE)`));
  }
}

async function asSuperuser<Result>(server: string, act: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: addressOf(server, 'postgres') });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
