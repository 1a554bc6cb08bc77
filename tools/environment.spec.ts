import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { type Addresses, inheritedEnvironment, migrationEnvironment, processEnvironment, withRole } from './environment.ts';
import { completeSecrets, pairKey } from './secrets.ts';

const addresses: Addresses = {
  database: 'postgres://127.0.0.1:15432/klaster',
  nats: 'nats://127.0.0.1:14222',
  busHasOwnUsers: true,
  publicUrl: 'http://127.0.0.1:8080',
  issuerUrl: 'http://127.0.0.1:8081',
  files: { FILES_FOLDER: '/srv/files', S3_SECRET_ACCESS_KEY: 'sesam' },
};
let count = 0;
const secrets = completeSecrets({}, () => createHash('sha256').update(String((count += 1))).digest('hex'));

describe('the environment of a process', () => {
  test('a service: its roles, its user, its key, the keys it calls others with', () => {
    const environment = processEnvironment({ process: 'resources', replica: 2, healthPort: 9103, httpPort: undefined }, addresses, secrets, 'info');
    expect(environment).toMatchObject({
      KLASTER_REPLICA: '2',
      DATABASE_URL: `postgres://resources:${secrets.roles['resources']}@127.0.0.1:15432/klaster`,
      DATABASE_COURIER_URL: `postgres://resources_courier:${secrets.roles['resources_courier']}@127.0.0.1:15432/klaster`,
      NATS_USER: 'resources',
      NATS_PASSWORD: secrets.bus['resources'],
      CALL_KEY: secrets.callKeys['resources'],
      HEALTH_PORT: '9103',
      LOG_LEVEL: 'info',
    });
    expect(environment['CALL_KEYS']?.split(',')).toContain(`membership:${pairKey(secrets.callKeys['membership'] ?? '', 'resources')}`);
    expect(environment).not.toHaveProperty('HTTP_PORT');
    expect(environment).not.toHaveProperty('OPERATOR_CODE');
  });

  test('the gateway: no database, no key of its own', () => {
    const environment = processEnvironment({ process: 'gateway', replica: 1, healthPort: 9101, httpPort: 8080 }, addresses, secrets, 'info');
    expect(Object.keys(environment).filter((name) => !name.startsWith('MALLOC_')).sort()).toEqual(['CALL_KEYS', 'FILES_FOLDER', 'HEALTH_PORT', 'HTTP_PORT', 'KLASTER_REPLICA', 'LOG_LEVEL', 'NATS_PASSWORD', 'NATS_URL', 'NATS_USER', 'OIDC_ISSUER', 'PUBLIC_URL', 'S3_SECRET_ACCESS_KEY']);
  });

  test('no process learns another’s own key or password', () => {
    const text = JSON.stringify(processEnvironment({ process: 'membership', replica: 1, healthPort: 1, httpPort: undefined }, addresses, secrets, 'info'));
    const foreign = [secrets.superuser, secrets.operatorCode, secrets.callKeys['resources'], secrets.roles['resources'], secrets.bus['gateway'], 'sesam'];
    for (const secret of foreign) expect(text).not.toContain(secret);
  });

  test('identity alone is told the operator’s code', () => {
    expect(processEnvironment({ process: 'identity', replica: 1, healthPort: 9102, httpPort: 8081 }, addresses, secrets, 'info')).toMatchObject({ HEALTH_PORT: '9102', HTTP_PORT: '8081', OPERATOR_CODE: secrets.operatorCode });
  });

  test('a bus that was given has its user in its address', () => {
    const environment = processEnvironment({ process: 'gateway', replica: 1, healthPort: 1, httpPort: 2 }, { ...addresses, busHasOwnUsers: false }, secrets, 'info');
    expect(environment).not.toHaveProperty('NATS_USER');
  });
});

test('a migration acts as superuser and knows the passwords it sets', () => {
  expect(migrationEnvironment('reporting', 'postgres://postgres:x@h/klaster', secrets, 'warn')).toEqual({
    DATABASE_ADMIN_URL: 'postgres://postgres:x@h/klaster',
    DATABASE_PASSWORD: secrets.roles['reporting'],
    DATABASE_COURIER_PASSWORD: secrets.roles['reporting_courier'],
    LOG_LEVEL: 'warn',
  });
});

test('a password may hold anything', () => {
  expect(new URL(withRole('postgres://h:1/klaster?sslmode=require', 'role', 'a/b:c@d ?')).password).toBe('a%2Fb%3Ac%40d%20%3F');
});

test('nothing of the terminal passes on', () => {
  expect(inheritedEnvironment({ PATH: '/bin', NODE_OPTIONS: '--inspect', npm_config_x: '1', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://o', HOME: undefined })).toEqual({ PATH: '/bin', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://o' });
});
