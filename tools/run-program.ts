import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

export interface RunOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where all it wrote is kept. */
  readonly logFile?: string;
  /** Hears what the program writes as it writes it. */
  readonly onOutput?: (text: string) => void;
}

/** 127 as code: there is no such program. */
export interface RunResult {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end and keeps what it wrote, both streams as they came. It does not outlive us. */
export function runProgram(command: string, args: readonly string[], { folder, environment = process.env, logFile, onOutput }: RunOptions): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const abandon = () => child.kill();
    process.once('exit', abandon);
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer) => {
      chunks.push(chunk);
      onOutput?.(chunk.toString());
    };
    const finish = (code: number, more = '') => {
      const output = Buffer.concat(chunks).toString() + more;
      process.off('exit', abandon);
      if (logFile) writeFileSync(logFile, output);
      resolve({ code, output });
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => finish(code ?? 1));
  });
}
