/** Does the same so often at once; answers in the order of the turns. */
export const atOnce = <Answer>(count: number, act: (turn: number) => Promise<Answer>): Promise<Answer[]> => Promise.all(Array.from({ length: count }, (_, turn) => act(turn)));

/** How often which refusal was answered, and how often what was asked for: as `granted`. */
export const outcomes = (answers: readonly unknown[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(answers, (answer) => (answer as { refused?: string }).refused ?? 'granted')].map(([outcome, group]) => [outcome, group.length]));
