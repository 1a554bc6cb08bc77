import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busUsers } from '@klaster/messaging';
import { eventually } from './eventually.js';
import { findFreePort } from './free-port.js';

/** Every user's password: the bus of a test guards nothing but itself. */
export const busPassword = 'test';

/** Runs the server for as long as somebody holds the other end of standard input: a killed test runner leaves none behind. */
const untilAbandoned = '"$1" --config "$2" & read -r _; kill -9 $!; wait';

/** A nats-server of one test file: with the users and permissions of the real one, and nobody else's messages. */
export class TestBus {
  /** A user that may do everything, as an operator of the bus can. */
  static readonly operator = 'operator';

  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<TestBus> {
    const port = await findFreePort();
    const folder = mkdtempSync(join(tmpdir(), 'klaster-bus-'));
    const mighty = { user: TestBus.operator, permissions: { publish: ['>'], subscribe: ['>'] } };
    const users = [...busUsers(), mighty].map(({ user, permissions }) => ({
      user,
      password: busPassword,
      permissions: { publish: { allow: permissions.publish }, subscribe: { allow: permissions.subscribe } },
    }));
    const config = join(folder, 'nats-server.conf');
    // Messages are as long as on the real one. A bus of its own has room for few things: a test that sends much would rather see that fail.
    writeFileSync(config, JSON.stringify({ listen: `127.0.0.1:${port}`, max_payload: 4 * 1024 * 1024, jetstream: { store_dir: join(folder, 'store') }, authorization: { users } }));
    const server = spawn('/bin/sh', ['-c', untilAbandoned, 'sh', process.env['NATS_SERVER'] ?? 'nats-server', config], { stdio: ['pipe', 'ignore', 'ignore'] });
    let fault = '';
    server.once('error', (error) => {
      fault = `${error.message}: set NATS_SERVER to the path of a nats-server`;
    });
    await eventually(async () => ((await accepts(port)) ? true : undefined), () => `nats-server takes no connections ${fault}`);
    return new TestBus(`nats://127.0.0.1:${port}`, server, folder);
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.stdin?.end();
    await ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
  });
