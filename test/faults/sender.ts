import type { Fate, History, Note } from './history.ts';

export interface Question {
  readonly what: Exclude<Note['what'], 'fault'>;
  readonly number: number;
  readonly token: string;
  readonly path: string;
  readonly body: object;
  /** Gives up at the first unclear answer. */
  readonly impatient: boolean;
  /** Problems by which it may be refused: any other refusal is a surprise. */
  readonly mayBe?: readonly string[];
  /** What it is a repetition of, where it is one: it goes under the same key. */
  readonly repeats?: Question['what'];
}

export interface Answered {
  readonly status: number;
  readonly json:
    | { readonly id?: string; readonly state?: string; readonly type?: string; readonly sha256?: string; readonly transfers?: readonly { readonly id: string }[] }
    | undefined;
}

export type Sent = { readonly fate: Exclude<Fate, 'invoked'>; readonly body: Answered['json'] };

const attemptMs = 12_000;
const patienceMs = 90_000;

/** Sends requests under keys that stay the same, until it is known what became of them. */
export class Sender {
  readonly surprises: string[] = [];
  private readonly gatewayUrl: string;
  private readonly history: History;
  private readonly seed: number;

  constructor(options: { gatewayUrl: string; history: History; seed: number }) {
    this.gatewayUrl = options.gatewayUrl;
    this.history = options.history;
    this.seed = options.seed;
  }

  async send(question: Question): Promise<Sent> {
    const { what, number, mayBe = [] } = question;
    this.history.add({ what, number, fate: 'invoked' });
    const until = performance.now() + patienceMs;
    for (let attempt = 1; performance.now() < until; attempt += 1) {
      const { status, json } = await this.attempt(question);
      const fate = fateOf(status);
      this.history.add({ what, number, fate, attempt, status, ...(json?.id ? { id: json.id } : {}) });
      if (fate === 'failed' && !mayBe.some((problem) => json?.type?.endsWith(`/${problem}`))) this.surprises.push(`${what} ${number} was refused for no reason: ${status} ${json?.type ?? ''}`);
      if (fate !== 'unknown') return { fate, body: json };
      if (question.impatient && isUnclear(status)) break;
      await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 50 * attempt)));
    }
    return { fate: 'unknown', body: undefined };
  }

  private async attempt({ what, number, path, token, body, repeats = what }: Question): Promise<Answered> {
    try {
      const response = await fetch(this.gatewayUrl + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': `faults-${this.seed}-${repeats}-${number}` },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(attemptMs),
      });
      return { status: response.status, json: (await response.json()) as Answered['json'] };
    } catch {
      return { status: 0, json: undefined };
    }
  }
}

/** An answer that says "not done, come back" leaves nothing unclear; silence does. */
const isUnclear = (status: number) => status !== 503 && status !== 429;

/** 0 stands for no answer. What is the server's fault may have been done all the same. */
function fateOf(status: number): Sent['fate'] {
  if (status >= 200 && status < 300) return 'acknowledged';
  return status === 0 || status >= 500 || status === 429 ? 'unknown' : 'failed';
}
