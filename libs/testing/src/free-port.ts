import { createServer } from 'node:net';

/** Below the range from which the kernel gives ports to outgoing connections, which could be on one just when it is needed. */
const [from, to] = [20_000, 32_000];

/** A port that nobody listens on. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = from + Math.floor(Math.random() * (to - from));
    if (await isFree(port)) return port;
  }
  throw new Error(`no port between ${from} and ${to} is free`);
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
