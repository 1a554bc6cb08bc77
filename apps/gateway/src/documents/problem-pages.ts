import { allProblems, problemDocument, refuse, type Texts } from '@klaster/contracts';
import type { FastifyInstance } from 'fastify';
import { languageOf } from '../http/language.js';

/** The pages behind the `type` of every problem: what it means and what to do. */
export function serveProblemPages(fastify: FastifyInstance, typeBase: string): void {
  fastify.get('/problems', (request, reply) => {
    const language = languageOf(request.headers['accept-language']);
    void reply.send([...allProblems().keys()].map((slug) => pageOf(slug, language, typeBase)));
  });
  fastify.get<{ Params: { slug: string } }>('/problems/:slug', (request, reply) => {
    const { slug } = request.params;
    if (!allProblems().has(slug)) return reply.callNotFound();
    return reply.send(pageOf(slug, languageOf(request.headers['accept-language']), typeBase));
  });
}

const pageOf = (slug: string, language: keyof Texts, typeBase: string) => {
  const { type, title, status, detail } = problemDocument(refuse(allProblems().get(slug)!), language, typeBase, '');
  return { type, title, status, detail };
};
