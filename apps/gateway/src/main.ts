import { createLog, readConfig, startTracing, untilStopped } from '@klaster/service-kit/process';
import { GatewayConfig } from './config.js';

const config = readConfig(GatewayConfig);
const tracing = await startTracing('gateway', config.OTEL_EXPORTER_OTLP_ENDPOINT);
const log = createLog('gateway', config.LOG_LEVEL);
const { startGateway } = await import('./gateway.js');
const gateway = await startGateway(config, log);
log.info({ port: config.HTTP_PORT }, 'ready');
await untilStopped(log, async () => {
  await gateway.stop();
  await tracing?.shutdown();
});
