import pg from 'pg';
import { Failure } from './failure.ts';

const undefinedDatabase = '3D000';

/** The database every service has its schema in. */
export const databaseName = 'klaster';

/** PostgreSQL's own order of words would depend on how the server was set up: Polish order is part of the database. */
const createDatabase = (name: string) =>
  `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'pl-PL' LOCALE 'C.UTF-8'`;

/**
 * Makes sure that the database of this address exists; an address without one, or with the server's own, stands for
 * `klaster`. Answers with the address of the database and the server's version.
 */
export async function ensureDatabase(adminUrl: string): Promise<{ url: string; version: string }> {
  const url = new URL(adminUrl);
  const named = decodeURIComponent(url.pathname.slice(1));
  const name = named === '' || named === 'postgres' ? databaseName : named;
  url.pathname = `/${encodeURIComponent(name)}`;
  const version = (await askVersion(url.href)) ?? (await create(url, name));
  return { url: url.href, version };
}

/** The server's version, or undefined when it has no such database. */
async function askVersion(url: string): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
    return rows[0]?.server_version.split(' ')[0];
  } catch (error) {
    if ((error as { code?: string }).code === undefinedDatabase) return undefined;
    throw new Failure(`PostgreSQL at ${new URL(url).host} cannot be used: ${(error as Error).message || 'no connection'}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function create(url: URL, name: string): Promise<string> {
  const server = new URL(url);
  server.pathname = '/postgres';
  const client = new pg.Client({ connectionString: server.href, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.query(createDatabase(name));
  } catch (error) {
    throw new Failure(`The database ${name} at ${url.host} could not be created: ${(error as Error).message}.`);
  } finally {
    await client.end().catch(() => undefined);
  }
  const version = await askVersion(url.href);
  if (!version) throw new Failure(`The database ${name} at ${url.host} could not be created.`);
  return version;
}
