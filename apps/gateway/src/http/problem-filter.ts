import type { Log } from '@klaster/service-kit/process';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusalOf, sendProblem } from './problems.js';

/** Makes a problem answer of whatever the HTTP layer throws: unknown paths, unreadable bodies, faults of ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly typeBase: string,
    private readonly log: Log,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const refusal = refusalOf(error instanceof HttpException ? { statusCode: error.getStatus() } : error);
    if (refusal.refused === 'internal') this.log.error({ err: error, path: request.routeOptions?.url }, 'a fault of ours');
    sendProblem(request, http.getResponse<FastifyReply>(), refusal, this.typeBase);
  }
}
