import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@klaster/testing';
import { fastify as createFastify } from 'fastify';
import { fileRoute, takeFiles } from '../files/file-body.js';
import { takeJson } from '../http/json-body.js';
import { refuseSlowBodies } from './slow-bodies.js';

const fastify = createFastify();

beforeAll(async () => {
  takeJson(fastify);
  takeFiles(fastify);
  refuseSlowBodies(fastify, 'http://127.0.0.1/problems', 100);
  fastify.post('/json', (request, reply) => void reply.send(request.body));
  fastify.post('/file', { config: fileRoute }, (_request, reply) => void setTimeout(() => reply.send('still here'), 300));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => fastify.close());

/** Sends less than it has announced, and hears what comes of it. */
async function hear(path: string, expected: string): Promise<string> {
  const socket = connect(Number(new URL(fastify.listeningOrigin).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => void (heard += text));
  socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{"a":`);
  await eventually(async () => (heard.includes(expected) ? true : undefined), () => `heard ${heard}`);
  socket.destroy();
  return heard;
}

it('a body that does not come in time is given up, and so is its connection', async () => {
  expect(await hear('/json', 'request-too-slow')).toMatch(/^HTTP\/1\.1 408 [^]*connection: close/i);
});

it('a file has a time of its own', async () => {
  expect(await hear('/file', 'still here')).toMatch(/^HTTP\/1\.1 200 /);
});

it('what comes in time is taken, and the connection serves on', async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    const answer = await fetch(`${fastify.listeningOrigin}/json`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"turn":${turn}}` });
    expect([answer.status, await answer.json()]).toEqual([200, { turn }]);
  }
});
