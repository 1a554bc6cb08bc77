import { categoryList, type ResourceKind } from '@klaster/contracts';
import { isWeak, saying } from '@klaster/words';

/* What a text is about: which categories its words suggest. */

/** Stems that suggest a category when all of them are in a text. */
interface Clue {
  readonly stems: readonly string[];
  readonly categories: readonly string[];
}

const stemsOf = (text: string) => [...new Set(saying(text).map(({ stem }) => stem))];

function gatherClues(kind: ResourceKind): readonly Clue[] {
  const clues = new Map<string, { stems: readonly string[]; categories: string[] }>();
  for (const { code, name, words } of categoryList.filter((category) => category.kind === kind)) {
    for (const told of new Set([name.pl, ...words.split(',')].map((phrase) => stemsOf(phrase).toSorted()).map((stems) => stems.join(' ')))) {
      const clue = clues.get(told) ?? { stems: told.split(' '), categories: [] };
      clue.categories.push(code);
      clues.set(told, clue);
    }
  }
  // A weak word alone is no clue.
  return [...clues.values()].filter(({ stems }) => stems.some((stem) => stem !== '' && !isWeak(stem)));
}

const cluesOf: Readonly<Record<ResourceKind, readonly Clue[]>> = {
  human: gatherClues('human'),
  financial: gatherClues('financial'),
  informational: gatherClues('informational'),
  material: gatherClues('material'),
};

/** A clue to several categories says so much less of each. */
const enough = 1 / 2;
const most = 3;

/** The federation's categories of a kind that a text's words suggest, the likeliest first. */
export function suggest(stems: ReadonlySet<string>, kind: ResourceKind): string[] {
  const likely = new Map<string, number>();
  for (const { stems: told, categories } of cluesOf[kind]) {
    if (!told.every((stem) => stems.has(stem))) continue;
    for (const code of categories) likely.set(code, (likely.get(code) ?? 0) + told.length / categories.length);
  }
  return [...likely].filter(([, weight]) => weight >= enough).toSorted(([, one], [, other]) => other - one).slice(0, most).map(([code]) => code);
}
