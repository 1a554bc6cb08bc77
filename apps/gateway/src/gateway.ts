import 'reflect-metadata';
import type { RequestListener } from 'node:http';
import type { FileStore } from '@klaster/file-store';
import { connectToBus, OperationClient } from '@klaster/messaging';
import { type Log, Metrics, nestLogger, serveHealth } from '@klaster/service-kit/process';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig } from './config.js';
import { asyncApiDocument } from './documents/asyncapi.js';
import { openApiDocument } from './documents/openapi.js';
import { serveProblemPages } from './documents/problem-pages.js';
import { Downloads } from './files/downloads.js';
import { takeFiles } from './files/file-body.js';
import { openStore } from './files/open-store.js';
import { Uploads } from './files/uploads.js';
import { answerBrokenRequest } from './http/broken-requests.js';
import { operationControllers } from './http/controllers.js';
import { takeJson } from './http/json-body.js';
import { EndpointTools } from './http/operation-endpoint.js';
import { ProblemFilter } from './http/problem-filter.js';
import { problemBase, refusalOf, sendProblem } from './http/problems.js';
import { OverloadGuard } from './limits/overload-guard.js';
import { RateLimit } from './limits/rate-limit.js';
import { refuseSlowBodies } from './limits/slow-bodies.js';
import { Authenticator } from './sign-in/authenticator.js';

@Module({})
class GatewayModule {}

/** Everything that a page or a script of another origin could make of our answers is switched off. */
const securityHeaders: readonly (readonly [string, string])[] = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['strict-transport-security', 'max-age=31536000; includeSubDomains'],
  ['cross-origin-resource-policy', 'same-origin'],
];

/** Builds the public door without opening it: also for writing its OpenAPI document. */
export async function createGateway(config: Pick<GatewayConfig, 'PUBLIC_URL' | 'CONCURRENCY'>, tools: EndpointTools, log: Log): Promise<NestFastifyApplication> {
  const typeBase = problemBase(config.PUBLIC_URL);
  const guard = new OverloadGuard(config.CONCURRENCY, typeBase);
  const adapter = new FastifyAdapter({
    bodyLimit: 1024 * 1024,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200, querystringParser: (text: string) => Object.fromEntries(new URLSearchParams(text)) },
    clientErrorHandler: answerBrokenRequest(typeBase),
    serverFactory: (handle: RequestListener) => guard.createServer(handle),
    frameworkErrors: (error: unknown, request: unknown, reply: unknown) => sendProblem(request as FastifyRequest, reply as FastifyReply, refusalOf(error), typeBase),
  });
  const module: DynamicModule = { module: GatewayModule, controllers: operationControllers(), providers: [{ provide: EndpointTools, useValue: tools }] };
  const application = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: nestLogger(log), bodyParser: false, abortOnError: false });
  const fastify: FastifyInstance = adapter.getInstance();
  takeJson(fastify);
  takeFiles(fastify);
  refuseSlowBodies(fastify, typeBase);
  fastify.addHook('onRequest', (_request, reply, done) => {
    for (const [name, value] of securityHeaders) reply.header(name, value);
    done();
  });
  application.useGlobalFilters(new ProblemFilter(typeBase, log));
  serveProblemPages(fastify, typeBase);
  return application;
}

/** Opens the public door. */
export async function startGateway(config: GatewayConfig, log: Log): Promise<{ stop(): Promise<void> }> {
  const bus = await connectToBus({ url: config.NATS_URL, user: config.NATS_USER, password: config.NATS_PASSWORD });
  const client = new OperationClient(bus, 'gateway', config.CALL_KEYS);
  const authenticator = new Authenticator({
    issuer: config.OIDC_ISSUER,
    jwksUrl: config.OIDC_JWKS_URL ?? `${config.OIDC_ISSUER.replace(/\/$/, '')}/jwks`,
    audience: `${config.PUBLIC_URL}/v1`,
    client,
  });
  const store = await openStore(config);
  const { UPLOADS: most, FILE_TIMEOUT_MS: patienceMs } = config;
  const files = { uploads: new Uploads({ store, client, log, most, patienceMs }), downloads: new Downloads({ store, log, most: 3 * most, patienceMs }) };
  const tools = new EndpointTools(authenticator, client, new RateLimit(config.RATE_LIMIT_PER_MINUTE), problemBase(config.PUBLIC_URL), config.REQUEST_TIMEOUT_MS, files);
  const application = await createGateway(config, tools, log);
  serveDocuments(application, config.PUBLIC_URL);
  const ready = async () => void (await Promise.all([bus.flush(), store.ready()]));
  serveReadiness(application, ready);
  await application.listen(config.HTTP_PORT, '0.0.0.0');
  const health = config.HEALTH_PORT ? await serveHealth({ port: config.HEALTH_PORT, metrics: new Metrics(), ready }) : undefined;
  void tidy(store, log);
  return {
    async stop() {
      health?.close();
      await application.close();
      await bus.drain();
    },
  };
}

function serveDocuments(application: NestFastifyApplication, publicUrl: string): void {
  const openApi = openApiDocument(application, publicUrl);
  const openApiText = JSON.stringify(openApi);
  // Asked for so seldom that it is made then.
  let asyncApiText: string | undefined;
  serveJson(application, '/openapi.json', () => openApiText);
  serveJson(application, '/asyncapi.json', () => (asyncApiText ??= JSON.stringify(asyncApiDocument())));
  SwaggerModule.setup('docs', application, openApi, { customSiteTitle: 'Klaster API' });
}

function serveJson(application: NestFastifyApplication, path: string, text: () => string): void {
  application.getHttpAdapter().getInstance().get(path, (_request, reply) => void reply.header('content-type', 'application/json; charset=utf-8').send(text()));
}

/** A file that a crash left between two states comes to its place, or goes. Nobody waits for it. */
async function tidy(store: FileStore, log: Log): Promise<void> {
  try {
    const found = await store.tidy();
    if (found > 0) log.info({ found }, 'files that an earlier process left unfinished are tidied up');
  } catch (error) {
    log.warn({ err: error }, 'files could not be tidied up; the next start tries again');
  }
}

function serveReadiness(application: NestFastifyApplication, ready: () => Promise<void>): void {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.get('/healthz', (_request, reply) => void reply.send('ok\n'));
  fastify.get('/readyz', (_request, reply) => ready().then(
    () => reply.send('ok\n'),
    // Why is for operators to know: see HEALTH_PORT.
    () => reply.code(503).send('not ready\n'),
  ));
}
