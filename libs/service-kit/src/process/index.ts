/** What any process of the platform needs, with or without a database. */
export { bareFault } from './bare-fault.js';
export { CommonConfig, readConfig } from './config.js';
export { serveHealth } from './health.js';
export { inputErrors } from './input-errors.js';
export { createLog, type Log, nestLogger } from './log.js';
export { Metrics } from './metrics.js';
export { untilStopped } from './shutdown.js';
export { startTracing } from './tracing.js';
