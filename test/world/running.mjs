/**
 * What a globalSetup started and its globalTeardown ends: both are modules of one process.
 * @type {{ end?: () => Promise<unknown> }}
 */
export const running = {};
