import { Malformed, refuse } from '@klaster/contracts';
import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from './problems.js';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Takes JSON in valid UTF-8 and nothing else; what cannot be read is refused with the place where it went wrong. */
export function takeJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : JSON.parse(utf8.decode(body as Buffer)));
    } catch (error) {
      const message = error instanceof SyntaxError ? 'not JSON' : 'not UTF-8';
      done(new RefusedRequest({ ...refuse(Malformed), errors: [{ pointer: '', code: 'invalid_json', message }] }));
    }
  });
}
