export * from './answer.js';
export * from './bus.js';
export * from './call.js';
export * from './event-courier.js';
export { callHeader, type CallOptions, OperationClient } from './operation-client.js';
export * from './operation-server.js';
export * from './permissions.js';
export type { NatsConnection } from '@nats-io/transport-node';
