import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

/** What dependency-cruiser cannot tell: a value of the contracts would bring zod into every browser that counts. */
it('takes nothing but types of the contracts', () => {
  const sources = globSync('**/*.ts', { cwd: import.meta.dirname, exclude: ['**/*.spec.ts'] }).map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'));
  const imports = sources.flatMap((text) => text.match(/^.*from '@klaster\/contracts'/gm) ?? []);
  expect(imports.length).toBeGreaterThan(5);
  expect(imports.filter((line) => !line.startsWith('import type '))).toEqual([]);
});
