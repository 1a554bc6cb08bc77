import { readFileSync } from 'node:fs';
import { createContext, SourceTextModule, SyntheticModule } from 'node:vm';
import { expect, it } from '@jest/globals';
import * as shares from './index.js';

const readme = readFileSync(`${import.meta.dirname}/../README.md`, 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language} settlement\\n([\\s\\S]*?)\`\`\``).exec(readme)![1]!;

it('the program of the README prints what the README says', async () => {
  const printed: string[] = [];
  const context = createContext({ console: { log: (line: string) => printed.push(line) } });
  const program = new SourceTextModule(block('js'), { context });
  await program.link(() => new SyntheticModule(Object.keys(shares), function () { for (const [name, value] of Object.entries(shares)) this.setExport(name, value); }, { context }));
  await program.evaluate();
  expect(printed.join('\n')).toBe(block('text').trim());
});
