/** Where a single request goes, and who sends it. */
export interface Aim {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a generator is to send: one kind of request, each with its own number in it. */
export interface Job {
  readonly host: string;
  readonly port: number;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** `{n}` in it becomes the number of the request. */
  readonly body: string | undefined;
  /** Where set, the first request takes the first of these in place of `path`, the second the second, and so on, over and over. */
  readonly each: readonly Aim[] | undefined;
  /** Where set, each request carries an Idempotency-Key of this and its number. */
  readonly keyPrefix: string | undefined;
  /**
   * `closed`: so many connections, each sends when it has its answer. `open`: requests come at their times whatever
   * becomes of the earlier ones, and are timed from when they were due.
   */
  readonly mode: 'closed' | 'open';
  readonly connections: number;
  /** Requests a second, for `open`. */
  readonly rate: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
}

/** Milliseconds, of answers with one status. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export interface Outcome {
  /** All requests with an answer that arrived, warm-up included: what the servers' work is divided by. */
  readonly sentInAll: number;
  /** Answers within the measured time, by status; `0` stands for connections that broke. */
  readonly byStatus: Readonly<Record<string, Latencies>>;
  readonly seconds: number;
  /** How many of the 503 and 429 had a Retry-After. */
  readonly withRetryAfter: number;
  /** Share of one core that the generator itself used. */
  readonly generatorCores: number;
}
