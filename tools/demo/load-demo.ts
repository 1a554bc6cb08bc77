import type { LoadOptions, Site } from './ground.ts';

/**
 * Loads the demo federation through the public API and writes demo.json beside the data. Everything is sent with keys
 * that stay the same, so that a loading cut short goes on where it was. Answers the lines to print: the accounts.
 */
export async function loadDemo(site: Site, options: LoadOptions = {}): Promise<string[]> {
  // Not at the top: this file is read before the first build, and the contracts are there only after it.
  const { loadFederation } = await import('./load-federation.ts');
  return loadFederation(site, options);
}
