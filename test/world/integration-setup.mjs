/** Jest's globalSetup of the level "integration": one PostgreSQL for all files; each makes a database of its own in it. */
import { startPostgres } from './postgres-for-tests.ts';
import { running } from './running.mjs';

export default async function setUp() {
  if (process.env.KLASTER_TEST_DATABASE) return;
  const postgres = await startPostgres();
  process.env.KLASTER_TEST_DATABASE = postgres.url;
  running.end = () => postgres.stop();
}
