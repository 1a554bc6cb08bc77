import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../run-program.ts';
import type { Outcome, Step } from './step.ts';

/** What is read of Jest's own summary. */
export interface JestSummary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  /** Files that could not even be loaded: none of their tests is counted. */
  readonly numRuntimeErrorTestSuites: number;
}

/**
 * Counts of a run. A run that failed without a failed test (no summary, a leak, no tests at all) counts as one that
 * failed, or it would pass unseen.
 */
export function countTests(summary: JestSummary | undefined, code: number): { passed: number; failed: number } {
  const passed = summary?.numPassedTests ?? 0;
  const failed = (summary?.numFailedTests ?? 0) + (summary?.numRuntimeErrorTestSuites ?? 0);
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

interface JestStepOptions {
  readonly root: string;
  /** Done before the tests run; answers with variables for them. */
  readonly prepare?: () => Promise<Readonly<Record<string, string>>>;
  readonly flags?: readonly string[];
}

/** The tests of one level. */
export function jestStep(name: string, { root, prepare, flags = [] }: JestStepOptions): Step {
  return {
    name,
    isNarrowable: true,
    run: async (pattern): Promise<Outcome> => {
      const variables = await prepare?.();
      const folder = mkdtempSync(join(tmpdir(), 'klaster-test-'));
      const summaryFile = join(folder, 'summary.json');
      const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', join(root, 'node_modules', 'jest', 'bin', 'jest.js')];
      // Where nothing was narrowed, a level without tests is a mistake.
      const narrowing = pattern.length > 0 ? ['--passWithNoTests', ...pattern] : [];
      try {
        const { code, output } = await runProgram(process.execPath, [...jest, '--selectProjects', name, '--json', `--outputFile=${summaryFile}`, ...flags, ...narrowing], {
          folder: root,
          environment: { ...process.env, ...variables },
        });
        const summary = existsSync(summaryFile) ? (JSON.parse(readFileSync(summaryFile, 'utf8')) as JestSummary) : undefined;
        return { ...countTests(summary, code), output };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
