import { createServer, type Server } from 'node:http';
import type { Metrics } from './metrics.js';

export interface HealthOptions {
  readonly port: number;
  readonly metrics: Metrics;
  /** Resolves where the process can do its work just now; rejects with the reason where it cannot. */
  readonly ready: () => Promise<void>;
}

/** Serves /healthz (the process lives), /readyz (it can work) and /metrics for operators. */
export async function serveHealth({ port, metrics, ready }: HealthOptions): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = (status: number, text: string, type = 'text/plain; charset=utf-8') => response.writeHead(status, { 'content-type': type }).end(text);
    if (request.url === '/healthz') answer(200, 'ok\n');
    else if (request.url === '/readyz') ready().then(() => answer(200, 'ok\n'), (error: unknown) => answer(503, `${String(error)}\n`));
    else if (request.url === '/metrics') metrics.registry.metrics().then((text) => answer(200, text, metrics.registry.contentType), (error: unknown) => answer(500, String(error)));
    else answer(404, 'not found\n');
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, resolve));
  return server;
}
