import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { resourceKinds } from '@klaster/contracts';
import { isWeak, saying } from '@klaster/words';
import { suggest } from './topic.js';

type Pair = readonly [one: string, other: string];

/** The sections of the file of pairs: `## held out: go together`. */
const sections = new Map(
  readFileSync(new URL('fixtures/pairs.txt', import.meta.url), 'utf8').split('\n## ').slice(1).map((section) => {
    const [title, ...lines] = section.trim().split('\n');
    return [title!, lines.map((line) => line.split(' | ') as unknown as Pair)];
  }),
);
const pairsOf = (title: string): readonly Pair[] => sections.get(title) ?? [];

const read = (text: string) => {
  const stems = new Set(saying(text).map(({ stem }) => stem));
  return { telling: [...stems].filter((stem) => !isWeak(stem)), topics: resourceKinds.flatMap((kind) => suggest(stems, kind)) };
};
const share = (ones: readonly string[], others: readonly string[]) => ones.some((one) => others.includes(one));

/** As for a match, but with nothing known of two listings except their titles. */
const goTogether = ([one, other]: Pair): boolean => {
  const [ours, theirs] = [read(one), read(other)];
  return share(ours.telling, theirs.telling) || share(ours.topics, theirs.topics);
};

describe('what texts are about', () => {
  /** A margin below what was measured: a change that costs more than a pair or two is seen. */
  const measured: readonly (readonly [set: string, recall: number, precision: number])[] = [['development', 0.95, 0.78], ['held out', 0.85, 0.8]];

  it.each(measured)('finds the %s pairs that go together, and few that do not', (set, least, purest) => {
    const [together, apart] = [pairsOf(`${set}: go together`), pairsOf(`${set}: do not`)];
    expect(together.length).toBeGreaterThanOrEqual(50);
    expect(apart.length).toBeGreaterThanOrEqual(100);
    const found = together.filter(goTogether).length;
    const mistaken = apart.filter(goTogether).length;
    const [recall, precision] = [found / together.length, found / (found + mistaken)];
    process.stdout.write(`${set}: ${found} of ${together.length} found, recall ${recall.toFixed(2)}; ${mistaken} of ${apart.length} mistaken, precision ${precision.toFixed(2)}\n`);
    expect(recall).toBeGreaterThanOrEqual(least);
    expect(precision).toBeGreaterThanOrEqual(purest);
  });

  it('suggests the category by a word or by several together, in whichever form', () => {
    const topics = (text: string) => read(text).topics;
    expect(topics('Szukamy busów')).toContain('minibus');
    expect(topics('przewozem osób')).toContain('minibus');
    expect(topics('osoby')).toEqual([]);
    expect(topics('jezyka migowego')).toContain('sign-language-interpreting');
  });
});
