import { expect, test } from '@jest/globals';
import { demandChecksum } from './github-release.ts';
import { isRecent } from './nats-binary.ts';

test.each([
  ['2.9.25', false],
  ['2.10.0', true],
  ['2.15.1', true],
  ['3.0.0', true],
  ['1.99.0', false],
])('nats-server %s is recent enough: %s', (version, recent) => {
  expect(isRecent(version)).toBe(recent);
});

test('what differs from its checksum is refused', () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(() => demandChecksum('file', Buffer.from('abc'), abc)).not.toThrow();
  expect(() => demandChecksum('file', Buffer.from('abd'), abc)).toThrow('checksum of file');
});
