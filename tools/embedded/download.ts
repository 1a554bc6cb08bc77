import { runProgram } from '../run-program.ts';

const patienceMs = 120_000;

/** Runs a program; an Error with its last line when it fails. */
export async function demand(command: string, args: readonly string[], folder: string): Promise<void> {
  const { code, output } = await runProgram(command, args, { folder, environment: { ...process.env, LC_ALL: 'C.UTF-8' } });
  if (code === 127) throw new Error(`${command} is missing`);
  if (code !== 0) throw new Error(`${command}: ${output.trim().split('\n').at(-1) ?? 'failed'}`);
}

/** The body of an address, within a time that suits a slow line. */
export async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) }).catch((error: Error) => {
    throw new Error(`${new URL(url).host} cannot be reached (${error.message})`);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}
