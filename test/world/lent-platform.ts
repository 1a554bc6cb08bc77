import { startWorld } from './world.ts';

/** Starts one platform for all test files of a run and says in the environment where it is. Answers how to end it. */
export async function lendPlatform(): Promise<() => Promise<void>> {
  const world = await startWorld();
  const { platform, operator } = world;
  if (!platform) throw new Error('the platform is lent already');
  Object.assign(process.env, {
    KLASTER_TEST_GATEWAY: platform.gatewayUrl,
    KLASTER_TEST_ISSUER: platform.issuerUrl,
    KLASTER_TEST_PLATFORM_DATABASE: platform.adminDatabaseUrl,
    KLASTER_TEST_HOME: platform.home,
    KLASTER_TEST_OPERATOR: JSON.stringify({ name: operator.name, accountId: operator.accountId, token: operator.token }),
  });
  return () => world.stop();
}
