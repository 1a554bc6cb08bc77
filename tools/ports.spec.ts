import { createServer, type AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { demandFreePorts, planFixedPorts, planFreePorts } from './ports.ts';

test('fixed ports are the same at every start and leave nobody out', () => {
  const plan = planFixedPorts({ resources: 2 }, { gateway: 9000 });
  expect(plan).toEqual({
    postgres: 15_432,
    nats: 14_222,
    http: { gateway: 9000, identity: 8081 },
    health: { gateway: 9101, identity: 9102, membership: 9103, resources: 9104, 'resources-2': 9105, initiatives: 9106, reporting: 9107 },
  });
});

test('free ports differ and lie below those the kernel gives to outgoing connections', async () => {
  const plan = await planFreePorts({ resources: 3 });
  const ports = [plan.postgres, plan.nats, ...Object.values(plan.http), ...Object.values(plan.health)];
  expect(new Set(ports).size).toBe(12);
  expect(ports.every((port) => port >= 20_000 && port < 32_768)).toBe(true);
  await expect(demandFreePorts(plan, { postgres: true, nats: true })).resolves.toBeUndefined();
});

test('a port in use is named with the setting that changes it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const plan = planFixedPorts({}, { gateway: port });
    await expect(demandFreePorts({ ...plan, health: {} }, { postgres: false, nats: false })).rejects.toThrow(`Port ${port} (gateway) is in use`);
  } finally {
    server.close();
  }
});

test('one port for two is refused before anybody listens', async () => {
  const plan = { postgres: 1, nats: 2, http: { gateway: 20_001, identity: 20_002 }, health: { membership: 20_001 } };
  await expect(demandFreePorts(plan, { postgres: false, nats: false })).rejects.toThrow('meant for both gateway and health of membership');
});
