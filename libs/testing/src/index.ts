export { Caller, type CallDetails } from './caller.js';
export { startPostgresContainer } from './containers.js';
export { eventually } from './eventually.js';
export { untilSettled } from './settled.js';
export { answering, type Answering, declare, standIn } from './stand-in.js';
export { TestBus } from './test-bus.js';
export { type Span, TestClock } from './test-clock.js';
export { TestDatabase } from './test-database.js';
export { callKeyOf, type ServeOptions, type Telling, Testbed } from './testbed.js';
