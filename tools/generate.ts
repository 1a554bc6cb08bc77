import { join } from 'node:path';
import { build, root } from './build.ts';
import { Failure } from './failure.ts';
import { reportFailure } from './foreground.ts';
import { readEvent, readOperation, usage } from './generate/arguments.ts';
import { Changes } from './generate/changes.ts';
import { writeEvent } from './generate/write-event.ts';
import { writeOperation } from './generate/write-operation.ts';
import { runProgram } from './run-program.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Writes what somebody would otherwise copy from a neighbour; says what it wrote and what is left to think about. */
function generate(change: (changes: Changes) => string[]): void {
  const changes = new Changes(root);
  const next = change(changes);
  for (const { path, isNew } of changes.write()) say(`${isNew ? 'wrote  ' : 'changed'}  ${path}`);
  say('\nNext:');
  for (const [index, step] of next.entries()) say(`${index + 1}. ${step}`);
}

/** The files that are made from the contracts are made from what was built. */
async function makeFiles(args: readonly string[]): Promise<void> {
  await build();
  const { code, output } = await runProgram(process.execPath, [join(root, 'tools', 'generated.ts'), ...args], { folder: root });
  process.stdout.write(output);
  process.exitCode = code;
}

const [kind = '', ...args] = process.argv.slice(2);
try {
  if (kind === 'operation') generate((changes) => writeOperation(changes, readOperation(args)));
  else if (kind === 'event') generate((changes) => writeEvent(changes, readEvent(args)));
  else if (kind === 'files') await makeFiles(args);
  else throw new Failure(usage);
} catch (error) {
  reportFailure(error, root);
}
