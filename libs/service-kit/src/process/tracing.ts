import { allOperations, type Operation } from '@klaster/contracts';
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
  const http = new HttpInstrumentation({ ignoreIncomingRequestHook: leavingNoTrace(allOperations.values()) });
  const sdk = new NodeSDK({ serviceName: service, instrumentations: [http, new PgInstrumentation()] });
  sdk.start();
  return sdk;
}

/** Which requests are for operations that leave no trace: their spans would hold path, time and address. */
export function leavingNoTrace(operations: Iterable<Operation>): (request: { readonly method?: string; readonly url?: string }) => boolean {
  const ways = [...operations].flatMap(({ http, unrecorded }) => (http && unrecorded ? [new RegExp(`^${http.method} ${http.path.replace(/\{\w+\}/g, '[^/?]+')}(?:\\?|$)`)] : []));
  return ({ method, url }) => ways.some((way) => way.test(`${method} ${url}`));
}
