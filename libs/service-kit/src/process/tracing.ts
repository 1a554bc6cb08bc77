import type { NodeSDK } from '@opentelemetry/sdk-node';

/**
 * Starts OpenTelemetry where an endpoint is configured. It costs a quarter of the throughput, so that nothing of it
 * is even loaded otherwise.
 */
export async function startTracing(service: string, endpoint: string | undefined): Promise<NodeSDK | undefined> {
  if (!endpoint) return undefined;
  const [{ NodeSDK }, { PgInstrumentation }, { HttpInstrumentation }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/instrumentation-pg'),
    import('@opentelemetry/instrumentation-http'),
  ]);
  const sdk = new NodeSDK({ serviceName: service, instrumentations: [new HttpInstrumentation(), new PgInstrumentation()] });
  sdk.start();
  return sdk;
}
