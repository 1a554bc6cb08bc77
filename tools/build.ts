import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.ts';
import { Progress } from './progress.mjs';
import { runProgram } from './run-program.ts';

/** The folder of the whole checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

/** Builds what has changed since the last build; a Failure with the compiler's words when it does not compile. */
export async function build(): Promise<void> {
  const { code, output } = await runProgram(process.execPath, [compiler, '-b', '--pretty', String(process.stdout.isTTY ?? false)], { folder: root });
  if (code !== 0) throw new Failure(`The sources do not compile:\n${output}`.trimEnd());
}

if (import.meta.main) {
  const progress = new Progress();
  const startedAt = Date.now();
  try {
    progress.doing('Building');
    await build();
    progress.done('Built', Date.now() - startedAt);
    progress.rest();
  } catch (error) {
    progress.rest();
    process.stderr.write(`✗ ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
