/** Jest's globalTeardown: ends what its globalSetup started. */
import { running } from './running.mjs';

export default async function tearDown() {
  await running.end?.();
}
