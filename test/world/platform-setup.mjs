/** Jest's globalSetup of the level "end-to-end": one platform, built and whole, for all files. */
import { lendPlatform } from './lent-platform.ts';
import { running } from './running.mjs';

export default async function setUp() {
  if (process.env.KLASTER_TEST_GATEWAY) return;
  running.end = await lendPlatform();
}
