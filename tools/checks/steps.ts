import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { compiler } from '../build.ts';
import { findNatsServer } from '../embedded/nats-binary.ts';
import { runProgram } from '../run-program.ts';
import { jestStep } from './jest-step.ts';
import type { Outcome, Step } from './step.ts';

type Command = readonly string[];

/** A check that passes or fails as a whole: every command is run on the project's Node and must end well. */
function check(name: string, root: string, commands: readonly Command[]): Step {
  return { name, isNarrowable: false, run: () => runAll(root, commands) };
}

async function runAll(root: string, commands: readonly Command[]): Promise<Outcome> {
  let output = '';
  let failed = 0;
  for (const command of commands) {
    const result = await runProgram(process.execPath, command, { folder: root });
    if (result.code === 0) continue;
    failed = 1;
    output += result.output;
  }
  return { passed: 1 - failed, failed, output };
}

/** The steps of `npm test`, in order: the quick ones first. */
export function listSteps(root: string): Step[] {
  const program = (...path: string[]) => join(root, 'node_modules', ...path);
  const cruiser = [program('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), '--config', '.dependency-cruiser.mjs', ...['apps', 'libs', 'tools', 'test'].filter((folder) => existsSync(join(root, folder)))];
  const generated = join(root, 'tools', 'generated.ts');
  const testProject = join(root, 'test', 'tsconfig.json');
  const typeChecks: Command[] = [
    [compiler, '-b'],
    [compiler, '-p', 'tools'],
    ...(existsSync(testProject) ? [[compiler, '-p', 'test', '--noEmit']] : []),
  ];
  return [
    // Builds: what comes behind reads the types of what is built.
    check('types', root, typeChecks),
    check('lint', root, [[program('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings', '--format', 'unix']]),
    check('boundaries', root, [cruiser]),
    ...(existsSync(generated) ? [check('generated', root, [[generated, '--check']])] : []),
    jestStep('unit', { root }),
    jestStep('integration', { root, prepare: serversForTests }),
    jestStep('end-to-end', { root, prepare: () => builtPlatform(root), flags: ['--runInBand'] }),
  ];
}

/** Tests take the nats-server that `npm start` would take. */
async function serversForTests(): Promise<Record<string, string>> {
  const { path } = await findNatsServer(process.env, () => undefined);
  return { NATS_SERVER: path };
}

async function builtPlatform(root: string): Promise<Record<string, string>> {
  const { code, output } = await runProgram(process.execPath, [compiler, '-b'], { folder: root });
  if (code !== 0) throw new Error(`the platform does not build:\n${output}`);
  return serversForTests();
}
