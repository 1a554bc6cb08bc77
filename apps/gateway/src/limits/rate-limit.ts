import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const windowSeconds = 60;

/** What is left to a caller in this window, for the headers `RateLimit` and `RateLimit-Policy`. */
export interface Allowance {
  readonly allowed: boolean;
  readonly remaining: number;
  readonly resetSeconds: number;
}

/** Counts the requests of each account, or of each address that is not signed in. */
export class RateLimit {
  private readonly limiter: RateLimiterMemory;
  readonly policy: string;

  constructor(perMinute: number) {
    this.limiter = new RateLimiterMemory({ points: perMinute, duration: windowSeconds });
    this.policy = `"default";q=${perMinute};w=${windowSeconds}`;
  }

  async take(caller: string): Promise<Allowance> {
    const result = await this.limiter.consume(caller).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    const allowed = result.consumedPoints <= this.limiter.points;
    return { allowed, remaining: Math.max(0, result.remainingPoints), resetSeconds: Math.ceil(result.msBeforeNext / 1000) };
  }
}
