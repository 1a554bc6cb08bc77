import { createLog } from '@klaster/service-kit/process';
import { createGateway } from '../gateway.js';
import { EndpointTools } from '../http/operation-endpoint.js';
import { openApiDocument } from './openapi.js';

/** The OpenAPI document as text, made without opening the door or connecting to anything. */
export async function writeOpenApi(): Promise<string> {
  const publicUrl = 'http://127.0.0.1:8080';
  // Endpoints are described here and never called.
  const tools = Object.create(EndpointTools.prototype) as EndpointTools;
  const application = await createGateway({ PUBLIC_URL: publicUrl, CONCURRENCY: 1 }, tools, createLog('openapi', 'silent'));
  const document = openApiDocument(application, publicUrl);
  await application.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}
