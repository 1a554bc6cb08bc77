/** What a step of `npm test` found. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** What its programs wrote; shown when something failed. */
  readonly output: string;
}

/** One step of `npm test`: a check that passes or fails as a whole, or a set of tests. */
export interface Step {
  readonly name: string;
  /** Runs it; `pattern` narrows a set of tests to files whose path contains one of its parts. */
  run(pattern: readonly string[]): Promise<Outcome>;
  /** Whether it is a set of tests, which a pattern can narrow. */
  readonly isNarrowable: boolean;
}

export interface Finding extends Outcome {
  readonly name: string;
  readonly tookMs: number;
}

const aliases: Readonly<Record<string, string>> = { e2e: 'end-to-end', int: 'integration' };

/** The steps that are named, all when none is, and what else was given: the pattern, which only sets of tests understand. */
export function chooseSteps(steps: readonly Step[], args: readonly string[]): { chosen: readonly Step[]; pattern: readonly string[] } {
  const names = new Set(steps.map(({ name }) => name));
  const nameOf = (argument: string) => aliases[argument] ?? argument;
  const named = new Set(args.map(nameOf).filter((argument) => names.has(argument)));
  const pattern = args.filter((argument) => !names.has(nameOf(argument)));
  const chosen = steps.filter(({ name, isNarrowable }) => (named.size > 0 ? named.has(name) : pattern.length === 0 || isNarrowable));
  return { chosen, pattern };
}

/** All findings in one table, for the end of the run. */
export function formatTable(findings: readonly Finding[]): string {
  const rows = findings.map(({ name, passed, failed, tookMs }) => [failed > 0 ? '✗' : '✓', name, `${passed} passed`, `${failed} failed`, `${(tookMs / 1000).toFixed(1)} s`]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')).join('\n');
}

/** The sum of all findings, as the last line of the run says it. */
export function sum(findings: readonly Finding[]): { passed: number; failed: number } {
  return {
    passed: findings.reduce((total, { passed }) => total + passed, 0),
    failed: findings.reduce((total, { failed }) => total + failed, 0),
  };
}
