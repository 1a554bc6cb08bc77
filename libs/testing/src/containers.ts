import type { StartedTestContainer } from 'testcontainers';

/** A PostgreSQL in a container, where Docker is there and KLASTER_TEST_BACKEND=testcontainers asks for it. */
export async function startPostgresContainer(): Promise<{ readonly url: string; stop(): Promise<unknown> }> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const container: StartedTestContainer = await new GenericContainer('postgres:18')
    .withEnvironment({ POSTGRES_PASSWORD: 'test', POSTGRES_INITDB_ARGS: '--encoding=UTF8 --locale=C.UTF-8' })
    .withCommand(['postgres', '-c', 'log_error_verbosity=terse'])
    .withExposedPorts(5432)
    .withWaitStrategy(Wait.forLogMessage(/ready to accept connections/, 2))
    .start();
  return { url: `postgres://postgres:test@${container.getHost()}:${container.getMappedPort(5432)}/postgres`, stop: () => container.stop() };
}
