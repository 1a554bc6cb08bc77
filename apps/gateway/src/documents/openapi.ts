import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { openApiSchemas } from './json-schemas.js';

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Stable; its last segment names the problem' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened and what to do about it' },
    instance: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string', description: 'JSON pointer to the field' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

/** The OpenAPI 3.1 document of the public API, made by @nestjs/swagger from the controllers that the contracts made. */
export function openApiDocument(application: INestApplication, publicUrl: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Klaster')
    .setDescription('The public API of a federation of social clusters.')
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addServer(publicUrl)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An OpenID Connect access token or a personal access token (klp_…)' })
    .build();
  const document = SwaggerModule.createDocument(application, config, { autoTagControllers: false });
  document.components = { ...document.components, schemas: { ...openApiSchemas.components, Problem: problemSchema } as NonNullable<OpenAPIObject['components']>['schemas'] & object };
  return document;
}
