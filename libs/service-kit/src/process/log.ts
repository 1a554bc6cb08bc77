import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger } from 'pino';

export type Log = Logger;

/** JSON lines, on standard output where no other destination is given. Secrets and personal data are never logged; these fields are cut out should they slip in. */
export const createLog = (service: string, level: string, destination: DestinationStream = pino.destination()): Log =>
  pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['password', 'token', 'email', '*.password', '*.token', '*.email', 'headers.authorization'],
    },
    destination,
  );

/** Nest's own messages through the same log; its chatter about wiring only when debugging. */
export const nestLogger = (log: Log): LoggerService => ({
  log: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  error: (message: unknown, ...rest: unknown[]) => log.error({ rest }, String(message)),
  warn: (message: unknown, context?: unknown) => log.warn({ context }, String(message)),
  debug: (message: unknown, context?: unknown) => log.debug({ context }, String(message)),
  verbose: (message: unknown, context?: unknown) => log.trace({ context }, String(message)),
});
