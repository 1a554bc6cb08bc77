import { expect, test } from '@jest/globals';
import { natsConfig } from './nats-config.ts';

const users = [
  { user: 'gateway', permissions: { publish: ['membership.>'], subscribe: ['_INBOX.gateway.>'] } },
  { user: 'membership', permissions: { publish: [], subscribe: ['membership.>'] } },
];

test('every user may do what is listed and nothing else', () => {
  const config = JSON.parse(natsConfig({ port: 14_222, storeFolder: '/data/with "quotes"', users, passwords: { gateway: 'a', membership: 'b' } })) as unknown;
  expect(config).toEqual({
    server_name: 'klaster',
    listen: '127.0.0.1:14222',
    max_payload: 4_194_304,
    jetstream: { store_dir: '/data/with "quotes"' },
    authorization: {
      timeout: 5,
      users: [
        { user: 'gateway', password: 'a', permissions: { publish: { allow: ['membership.>'] }, subscribe: { allow: ['_INBOX.gateway.>'] } } },
        { user: 'membership', password: 'b', permissions: { publish: { deny: ['>'] }, subscribe: { allow: ['membership.>'] } } },
      ],
    },
  });
});

test('a user without a password is refused: nats-server would let everybody in as him', () => {
  expect(() => natsConfig({ port: 1, storeFolder: '/data', users, passwords: { gateway: 'a' } })).toThrow('membership has no password');
});
