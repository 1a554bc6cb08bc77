import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createContext, SourceTextModule, SyntheticModule } from 'node:vm';
import { expect, it } from '@jest/globals';
import type { Choice, Counts, CountingRules } from '@klaster/contracts';
import { count } from './count.js';

const rules: CountingRules = { method: 'ranked', majority: 'simple', quorum: { numerator: 1, denominator: 2 }, options: ['ewa', 'jan', 'ola'], places: 1, fewestBallots: 3 };
const choices: Choice[] = [{ ranking: [['ola'], ['ewa']] }, { ranking: [['ola', 'jan']] }, { abstain: true }, { ranking: [['ewa'], ['ola']] }];
const matter = 'https://klaster.example/v1/clusters/1/matters/2';

/** Runs the README's program against a platform that tells these counts, in pages of two ballots; answers what it prints. */
async function recount(counts: Counts): Promise<string[]> {
  const [, program] = /```js recount\n([\s\S]*?)```/.exec(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8'))!;
  const answers: Record<string, unknown> = {
    [`${matter}/result`]: { rules, counts },
    [`${matter}/ballots?limit=200`]: { items: choices.slice(0, 2).map((choice) => ({ choice })), nextCursor: 'more' },
    [`${matter}/ballots?limit=200&cursor=more`]: { items: choices.slice(2).map((choice) => ({ choice })), nextCursor: null },
  };
  const printed: string[] = [];
  const context = createContext({
    console: { log: (line: string) => printed.push(line) },
    fetch: (url: string, { headers }: { headers: Record<string, string> }) => ({ status: headers['Authorization'] === 'Bearer klp_1' && url in answers ? 200 : 404, json: () => answers[url] }),
    process: { argv: ['node', 'recount.mjs', matter, 'klp_1'] },
  });
  const provide = (name: string, value: unknown) => new SyntheticModule([name], function () { this.setExport(name, value); }, { context });
  const module = new SourceTextModule(program!, { context });
  await module.link((name) => (name === '@klaster/voting' ? provide('count', count) : provide('default', assert)));
  await module.evaluate();
  return printed;
}

it('the program of the README counts again, and notices what is wrong', async () => {
  const counts = count(rules, 5, choices);
  expect(await recount(counts)).toEqual(['4 ballots counted again: adopted, places-filled']);
  await expect(recount({ ...counts, winners: ['jan'] })).rejects.toThrow(assert.AssertionError);
});
