import { problem, refuse } from '@klaster/contracts';
import type { FastifyInstance } from 'fastify';
import { takesFile } from '../files/file-body.js';
import { sendProblem } from '../http/problems.js';

const RequestTooSlow = problem({
  slug: 'request-too-slow',
  status: 408,
  title: { en: 'The request did not come in time', pl: 'Żądanie nie dotarło na czas' },
  detail: { en: 'Nothing was done. Send it again.', pl: 'Nic nie wykonano. Wyślij je ponownie.' },
});

/** Gives up on bodies that do not come in time; files have a time of their own. */
export function refuseSlowBodies(fastify: FastifyInstance, typeBase: string, patienceMs = 30_000): void {
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    done(null, payload);
    if (request.method === 'GET' || request.method === 'DELETE' || takesFile(request)) return;
    const timer = setTimeout(() => {
      if (reply.sent) return;
      reply.header('connection', 'close');
      sendProblem(request, reply, refuse(RequestTooSlow), typeBase);
    }, patienceMs);
    const stop = () => clearTimeout(timer);
    payload.once('end', stop).once('close', stop);
  });
}
