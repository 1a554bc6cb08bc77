import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import pg from 'pg';
import { Connections } from './connections.js';
import { BrokenConnection, failureOf } from './failures.js';

const message = (type: string, body: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
};
const authenticated = message('R', Buffer.alloc(4));
const ready = message('Z', Buffer.from('I'));
const ended = message('E', Buffer.from('SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0'));

test('a connection that is ended as soon as it is made, in the same breath, takes no process with it', async () => {
  const server = createServer((socket) => socket.once('data', () => socket.end(Buffer.concat([authenticated, ready, ended]))));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const pool = new pg.Pool({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'somebody', ssl: false });
  const connections = new Connections(pool, () => String);
  const client = await connections.take();
  const failure: unknown = await connections.fly(client, [{ text: 'SELECT 1', values: [] }]).catch((error: unknown) => error);
  connections.giveBack(client, failure);
  expect(failureOf(failure)).toBeInstanceOf(BrokenConnection);
  expect(pool.totalCount).toBe(0);
  await pool.end();
  server.close();
});
