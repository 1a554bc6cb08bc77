#!/usr/bin/env node
/**
 * The door to every command: `node tools/run.mjs <command> [arguments]`.
 * It runs on the user's own Node, installs what the lockfile says and hands over to the project's Node, which reads
 * the TypeScript of the other tools as it is.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskObjection, freeForInstall, freeForStart, Installation, objection, tellingLines } from './installation.mjs';
import { Progress } from './progress.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scripts = {
  start: 'tools/start.ts',
  dev: 'tools/dev.ts',
  test: 'tools/test.ts',
  build: 'tools/build.ts',
  generate: 'tools/generate.ts',
  bench: 'test/load/bench.ts',
  faults: 'test/faults/faults.ts',
};

const [command = '', ...rest] = process.argv.slice(2);
const script = Object.hasOwn(scripts, command) ? scripts[/** @type {keyof typeof scripts} */ (command)] : undefined;
if (!script) refuse(`Usage: node tools/run.mjs ${Object.keys(scripts).join(' | ')} [arguments]`);
else await main(script);

/** @param {string} script */
async function main(script) {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report?.getReport() ?? {});
  const glibc = report.header?.glibcVersionRuntime !== undefined;
  const problem = objection({ version: process.version, platform: process.platform, arch: process.arch, glibc });
  if (problem) return refuse(problem);

  const installation = new Installation(root);
  if (!installation.isCurrent() && !(await install(installation))) return;
  const node = installation.node();
  if (!node) return refuse('The project’s own Node is missing from node_modules: run `npm ci --include=optional` and try again.');
  const full = diskObjection(root, freeForStart, 'Klaster');
  if (full) return refuse(full);
  if (!existsSync(join(root, script))) return refuse(`There is no \`${command}\` in this version (${script} is missing).`);
  process.exitCode = await handOver(node, [join(root, script), ...rest]);
}

/** @param {Installation} installation */
async function install(installation) {
  const full = diskObjection(root, freeForInstall, 'the installation');
  if (full) return refuse(full);
  const progress = new Progress();
  const startedAt = Date.now();
  progress.doing('Installing the packages of package-lock.json');
  installation.forget();
  const { code, lines } = await runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=warn']);
  progress.rest();
  if (code !== 0) {
    process.stderr.write(`${tellingLines(lines).join('\n')}\n`);
    return refuse(installAdvice(code, lines.join('\n')));
  }
  installation.remember();
  progress.done('Packages installed', Date.now() - startedAt);
  return true;
}

/** @param {number | 'missing'} code @param {string} output */
function installAdvice(code, output) {
  if (code === 'missing') return 'npm is missing: install it (Debian: `apt install npm`) and try again.';
  if (/ENOSPC/.test(output)) return 'The disk ran full during the installation: free some space and try again.';
  if (/are in sync/.test(output)) return 'package-lock.json does not fit the package.json files: the lockfile has to be made anew with `npm install`.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(output)) return 'The package registry could not be reached: check the network (npm config get registry) and try again.';
  return 'npm ci failed, its last lines are above.';
}

/**
 * @param {string[]} npmArguments
 * @returns {Promise<{ code: number | 'missing', lines: string[] }>}
 */
function runNpm(npmArguments) {
  return new Promise((resolve) => {
    const child = spawn('npm', npmArguments, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (/** @type {Buffer} */ chunk) => (output = (output + chunk.toString()).slice(-100_000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', () => resolve({ code: 'missing', lines: [] }));
    child.on('close', (code) => resolve({ code: code ?? 1, lines: output.split('\n').filter((line) => line.trim() !== '') }));
  });
}

/**
 * Signals go on to the command, its end is our end. A terminal sends Ctrl-C to both of us; the command takes two as one.
 * @param {string} node @param {string[]} nodeArguments
 * @returns {Promise<number>}
 */
function handOver(node, nodeArguments) {
  const child = spawn(node, nodeArguments, { cwd: root, stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      refuse(`${node} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

/** @param {string} line @returns {false} */
function refuse(line) {
  process.stderr.write(`✗ ${line}\n`);
  process.exitCode = 1;
  return false;
}
