import pg from 'pg';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { platformSchema } from './platform-schema.js';
import { timerSchema } from './timer-schema.js';

export interface MigrateOptions {
  /** The service: name of its schema and of its runtime role; `<service>_owner` and `<service>_courier` are made beside it. */
  readonly service: string;
  /** A role that may create roles and schemas. */
  readonly adminUrl: string;
  readonly password: string;
  readonly courierPassword: string;
  /** The service's own migrations, oldest first. */
  readonly migrations: readonly (new () => MigrationInterface)[];
}

/** Makes the journal and all else that every service has. Runs before a service's own migrations. */
class PlatformTables implements MigrationInterface {
  /** TypeORM orders by the 13 digits at the end of the name: this one comes first. */
  name = 'PlatformTables1000000000000';

  async up(runner: QueryRunner): Promise<void> {
    const schema = await currentSchema(runner);
    await runner.query(platformSchema(schema, `${schema}_courier`));
  }

  async down(): Promise<void> {
    throw new Error('the journal is never dropped');
  }
}

/** Makes the timers. Its digits put it before a service's own migrations too, and it comes to databases that have had those. */
class PlatformTimers implements MigrationInterface {
  name = 'PlatformTimers1000000000001';

  async up(runner: QueryRunner): Promise<void> {
    const schema = await currentSchema(runner);
    await runner.query(timerSchema(schema, `${schema}_courier`));
  }

  async down(): Promise<void> {
    throw new Error('what is to happen is never dropped');
  }
}

const currentSchema = async (runner: QueryRunner) => ((await runner.query('SELECT current_schema() AS name')) as { name: string }[])[0]!.name;

const quoteLiteral = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Roles and schema of a service. The runtime role owns nothing and cannot pass row security by. */
const provisionSql = ({ service, password, courierPassword }: MigrateOptions) => `
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${service}_owner') THEN CREATE ROLE ${service}_owner NOLOGIN NOBYPASSRLS; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${service}') THEN CREATE ROLE ${service}; END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${service}_courier') THEN CREATE ROLE ${service}_courier; END IF;
END $$;
ALTER ROLE ${service} LOGIN NOBYPASSRLS NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD ${quoteLiteral(password)};
ALTER ROLE ${service}_courier LOGIN NOBYPASSRLS NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD ${quoteLiteral(courierPassword)};
ALTER ROLE ${service} SET search_path = ${service};
ALTER ROLE ${service}_courier SET search_path = ${service};
-- Every text is one prepared statement for all values: planning it anew costs more than any better plan gains.
ALTER ROLE ${service} SET plan_cache_mode = force_generic_plan;
ALTER ROLE ${service}_courier SET plan_cache_mode = force_generic_plan;
ALTER ROLE ${service} SET jit = off;
GRANT ${service}_owner TO CURRENT_USER;
CREATE SCHEMA IF NOT EXISTS ${service} AUTHORIZATION ${service}_owner;
GRANT USAGE ON SCHEMA ${service} TO ${service}, ${service}_courier;
-- Trusted extensions: whoever may create schemas here may add them.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
`;

/**
 * Brings a service's schema up to date: roles, schema, the platform's tables, its own migrations.
 * Safe to run by several at once and again and again: an advisory lock lets one go first.
 */
export async function migrate(options: MigrateOptions): Promise<void> {
  const admin = new pg.Client({ connectionString: options.adminUrl });
  await admin.connect();
  try {
    await admin.query(`SELECT pg_advisory_lock(hashtext('klaster.migrate'))`);
    await admin.query(provisionSql(options));
    await runMigrationsAsOwner(options);
  } finally {
    // The lock goes with its session.
    await admin.end();
  }
}

const runMigrationsAsOwner = async ({ adminUrl, service, migrations }: MigrateOptions) => {
  const source = new DataSource({
    type: 'postgres',
    url: adminUrl,
    schema: service,
    migrations: [PlatformTables, PlatformTimers, ...migrations],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'all',
    installExtensions: false,
    poolSize: 1,
    extra: { options: `-c search_path=${service} -c role=${service}_owner` },
  });
  await source.initialize();
  try {
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
};
