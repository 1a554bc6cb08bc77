import { z } from 'zod';

/** Everything that a process learns from its environment; read here and nowhere else. */
const hexKey = z.string().regex(/^[0-9a-f]{64}$/, '32 bytes as hex');
const port = z.coerce.number().int().min(1).max(65_535);

const common = {
  NATS_URL: z.string().min(1),
  NATS_USER: z.string().min(1),
  NATS_PASSWORD: z.string().min(1),
  /** Pair keys of the services that this process calls: `membership:hex,resources:hex`. */
  CALL_KEYS: z
    .string()
    .default('')
    .transform((text) => Object.fromEntries(text.split(',').filter(Boolean).map((pair) => pair.split(':', 2) as [string, string]))),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  KLASTER_REPLICA: z.string().default('1'),
  /** Where traces go (OTLP over HTTP); none are made without it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.string().optional(),
};

export const CommonConfig = z.object(common);
export type CommonConfig = z.output<typeof CommonConfig>;

export const ServiceConfig = z.object({
  ...common,
  DATABASE_URL: z.string().min(1),
  DATABASE_COURIER_URL: z.string().min(1),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(16),
  CALL_KEY: hexKey,
  HEALTH_PORT: port,
  /** Requests in work at most; more are told to come back. */
  CONCURRENCY: z.coerce.number().int().min(1).max(10_000).default(128),
  /** Replies are checked against their contracts: on wherever time is not short. */
  CHECK_REPLIES: z.stringbool().default(false),
});
export type ServiceConfig = z.output<typeof ServiceConfig>;

export const MigrationConfig = z.object({
  DATABASE_ADMIN_URL: z.string().min(1),
  DATABASE_PASSWORD: z.string().min(1),
  DATABASE_COURIER_PASSWORD: z.string().min(1),
});

/** Reads a configuration from the environment, or ends the process with one line for each fault. */
export function readConfig<Schema extends z.ZodType>(schema: Schema, environment: NodeJS.ProcessEnv = process.env): z.output<Schema> {
  const read = schema.safeParse(environment);
  if (read.success) return read.data;
  for (const { path, message } of read.error.issues) process.stderr.write(`configuration: ${path.join('.')}: ${message}\n`);
  process.exit(78);
}
