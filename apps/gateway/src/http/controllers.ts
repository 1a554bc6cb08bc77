import { allOperations, type Method, type Operation } from '@klaster/contracts';
import { Controller, Delete, Get, Inject, Patch, Post, Put, Req, Res, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { document } from '../documents/operation-documents.js';
import { fileRoute } from '../files/file-body.js';
import { EndpointTools, OperationEndpoint } from './operation-endpoint.js';

const routes: Readonly<Record<Method, (path: string) => MethodDecorator>> = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete };

/** Nest's controllers, one for each operation that has a route: made from the contracts, so that nothing is written twice. */
export const operationControllers = (): Type[] =>
  [...allOperations.values()].flatMap((operation) => (operation.http ? [controllerOf(operation, operation.http.method, operation.http.path)] : []));

function controllerOf(operation: Operation, method: Method, path: string): Type {
  class OperationController {
    private readonly endpoint: OperationEndpoint;

    constructor(@Inject(EndpointTools) tools: EndpointTools) {
      this.endpoint = new OperationEndpoint(operation, tools);
    }

    serve(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
      return this.endpoint.serve(request, reply);
    }
  }
  Object.defineProperty(OperationController, 'name', { value: operation.name });
  Controller()(OperationController);
  const target = OperationController.prototype as object;
  const descriptor = Object.getOwnPropertyDescriptor(target, 'serve')!;
  routes[method](path.replace(/\{(\w+)\}/g, ':$1'))(target, 'serve', descriptor);
  if (operation.http?.upload) RouteConfig(fileRoute)(target, 'serve', descriptor);
  document(operation, target, 'serve', descriptor);
  return OperationController;
}
