import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { PidFiles } from './pid-files.ts';
import { identifyProcess } from './process-identity.ts';
import type { ProcessPlan } from './supervised-process.ts';
import { type Stage, Supervisor } from './supervisor.ts';

/** Says when it is up and when it is asked to end; `stubborn` stays all the same. */
const program = `
  const { appendFileSync, writeFileSync } = require('node:fs');
  const [name, folder, stubborn] = process.argv.slice(1);
  setInterval(() => undefined, 1000);
  process.on('SIGTERM', () => {
    appendFileSync(folder + '/ended', name + ' ');
    if (!stubborn) process.exit(0);
  });
  writeFileSync(folder + '/' + name + '.up', String(process.pid));
`;

let folder = '';
let pidFiles: PidFiles;
let supervisor: Supervisor;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'klaster-supervisor-'));
  pidFiles = new PidFiles(join(folder, 'pids'));
  supervisor = new Supervisor(pidFiles);
});
afterEach(async () => {
  await supervisor.stop(500);
  rmSync(folder, { recursive: true });
});

const upFile = (name: string) => join(folder, `${name}.up`);
const planOf = (name: string, code = program, more: readonly string[] = []): ProcessPlan => ({
  name,
  command: process.execPath,
  args: ['-e', code, name, folder, ...more],
  environment: {},
  folder,
  logFile: join(folder, `${name}.log`),
  isReady: () => Promise.resolve(existsSync(upFile(name)) && readFileSync(upFile(name), 'utf8') === String(supervisor.processes.get(name)?.pid)),
  stopSignal: 'SIGTERM',
  orphanSignal: 'SIGKILL',
});
const start = (name: string, stage: Stage = 'service', more: readonly string[] = []) => supervisor.run(planOf(name, program, more), stage, 10_000);

describe('a supervised process', () => {
  test('that is killed is started again', async () => {
    const process = await start('a');
    const { pid } = process;
    expect(supervisor.signal('a', 'SIGKILL')).toBe(true);
    while (process.restarts === 0) await pause(10);
    await supervisor.whenReady('a', 10_000);
    expect(process.pid).not.toBe(pid);
    expect(process.lastExit).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('that is taken down stays down until it is brought up', async () => {
    const process = await start('a');
    await supervisor.takeDown('a', 'SIGKILL');
    await pause(250);
    expect(process).toMatchObject({ state: 'down', pid: undefined, restarts: 0 });
    await supervisor.bringUp('a', 10_000);
    expect(process.state).toBe('ready');
  });

  test('that cannot start is given up with its last words', async () => {
    const hopeless = planOf('a', 'console.error("Error: no such thing"); process.exit(1)');
    await expect(supervisor.run(hopeless, 'service', 10_000)).rejects.toThrow('a cannot start: Error: no such thing');
  });
});

describe('stopping', () => {
  test('goes stage by stage', async () => {
    await Promise.all([start('d', 'database'), start('b', 'bus'), start('s'), start('g', 'gateway')]);
    await supervisor.stop(10_000);
    expect(readFileSync(join(folder, 'ended'), 'utf8')).toBe('g s b d ');
  });

  test('kills what does not end, and still asks the others', async () => {
    await Promise.all([start('d', 'database'), start('s', 'service', ['stubborn'])]);
    const startedAt = Date.now();
    await supervisor.stop(1_000);
    expect(Date.now() - startedAt).toBeLessThan(2_000);
    expect(readFileSync(join(folder, 'ended'), 'utf8')).toBe('s d ');
    expect(supervisor.processes.get('s')?.lastExit?.signal).toBe('SIGKILL');
  });

  test('ends a process that was halted', async () => {
    await start('s');
    supervisor.signal('s', 'SIGSTOP');
    await supervisor.stop(10_000);
    expect(supervisor.processes.get('s')?.lastExit).toEqual({ code: 0, signal: null });
  });
});

describe('pid files', () => {
  const strangers: ChildProcess[] = [];
  const startStranger = () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { detached: true, stdio: 'ignore' });
    strangers.push(child);
    return child.pid ?? 0;
  };
  afterEach(() => strangers.splice(0).forEach((child) => child.kill('SIGKILL')));

  test('lead to what a killed supervisor left running', async () => {
    const pid = startStranger();
    pidFiles.record('left', pid, 'SIGTERM');
    expect(await pidFiles.clearOrphans()).toEqual(['left']);
    expect(identifyProcess(pid)).toBeUndefined();
    expect(await pidFiles.clearOrphans()).toEqual([]);
  });

  test('never lead to another process with the same id', async () => {
    const pid = startStranger();
    writeFileSync(join(folder, 'pids', 'left.pid'), JSON.stringify({ pid, identity: 'another boot:1', stopSignal: 'SIGKILL' }));
    expect(await pidFiles.clearOrphans()).toEqual([]);
    expect(identifyProcess(pid)).toBeDefined();
  });

  test('let one supervisor in, and the next when it is gone', () => {
    const pid = startStranger();
    const file = join(folder, 'pids', 'supervisor.pid');
    writeFileSync(file, JSON.stringify({ pid, identity: identifyProcess(pid), stopSignal: 'SIGTERM' }));
    expect(() => pidFiles.claim()).toThrow(`already runs here as process ${pid}`);
    writeFileSync(file, JSON.stringify({ pid, identity: 'another boot:1', stopSignal: 'SIGTERM' }));
    pidFiles.claim();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    pidFiles.release();
    expect(existsSync(file)).toBe(false);
  });
});
