import { describe, expect, test } from '@jest/globals';
import { readReplicas, readSettings } from './settings.ts';

describe('settings', () => {
  test('nothing set: everything embedded, the demo, one of each', () => {
    expect(readSettings('/srv/klaster', {}, [])).toEqual({
      home: '/srv/klaster/.klaster',
      empty: false,
      replicas: {},
      chosenPorts: {},
      databaseUrl: undefined,
      natsUrl: undefined,
      nodeFlags: ['--max-semi-space-size=8'],
      logLevel: 'info',
      publicUrl: undefined,
      issuerUrl: undefined,
      fileStore: {},
    });
  });

  test('the environment and the command line decide', () => {
    const environment = { KLASTER_HOME: '/data', KLASTER_PORTS: 'identity=9000, nats=9001', PORT: '9002', NATS_URL: 'nats://bus:4222/', KLASTER_NODE_FLAGS: '', S3_BUCKET: 'files', S3_REGION: '', AWS_PROFILE: 'x' };
    expect(readSettings('/srv', environment, ['--empty', '--replicas=resources=2,reporting=3'])).toMatchObject({
      home: '/data',
      empty: true,
      replicas: { resources: 2, reporting: 3 },
      chosenPorts: { identity: 9000, nats: 9001, gateway: 9002 },
      natsUrl: 'nats://bus:4222',
      nodeFlags: [],
      fileStore: { S3_BUCKET: 'files' },
    });
  });

  test.each([
    [{ KLASTER_PORTS: 'gateway=eighty' }, [], /name=2/],
    [{ KLASTER_PORTS: 'portal=80' }, [], /“portal”/],
    [{ PORT: '70000' }, [], /70000/],
    [{ DATABASE_URL: 'mysql://x' }, [], /DATABASE_URL.*postgres:\/\//],
    [{}, ['--demo'], /--demo is not known/],
  ])('what cannot be understood is named: %j %j', (environment, args, message) => {
    expect(() => readSettings('/srv', environment, args)).toThrow(message);
  });

  test.each([
    ['portal=2', /no process/],
    ['resources=0', /1 to 32/],
    ['gateway=2', /runs once/],
  ])('replicas that cannot be: %s', (text, message) => {
    expect(() => readReplicas(text)).toThrow(message);
  });
});
