import type { History } from './history.ts';
import { Random } from './random.ts';

/** A cluster with two members: one gives, the other is given and confirms. */
export interface Place {
  readonly clusterId: string;
  readonly giver: string;
  readonly receiver: string;
  readonly receiverId: string;
}

/** What the writer of one contribution knows at the end. */
export interface Written {
  readonly number: number;
  readonly clusterId: string;
  readonly value: string;
  record: 'acknowledged' | 'failed' | 'unknown';
  confirm: 'none' | 'acknowledged' | 'failed' | 'unknown';
  id: string | undefined;
}

interface Question {
  readonly what: 'record' | 'repeat' | 'confirm' | 'rival';
  readonly number: number;
  readonly token: string;
  readonly path: string;
  readonly body: object;
  /** Gives up at the first unclear answer. */
  readonly impatient: boolean;
  readonly hasRival?: boolean;
}
interface Answered {
  readonly status: number;
  readonly json: { readonly id?: string; readonly state?: string; readonly type?: string } | undefined;
}
type Sent = { readonly fate: 'acknowledged' | 'failed' | 'unknown'; readonly body: Answered['json'] };

const attemptMs = 12_000;
const patienceMs = 90_000;
const shareConfirmed = 0.5;
const shareRepeated = 0.1;
/** So many give up at the first unclear answer, as people do: theirs may have been done or not. */
const shareImpatient = 0.25;
/** So many send a request twice at once, under the same key: it is to be done once and answered twice alike. */
const shareDoubled = 0.2;
/** So many confirm twice at once under different keys: one is to be told that it came too late. */
const shareRivals = 0.2;

export const markOf = (number: number): string => `wkład ${number}`;

/** Sends contributions and confirmations and retries under the same key until it knows what became of them. */
export class Writers {
  readonly written: Written[] = [];
  readonly surprises: string[] = [];
  private readonly gatewayUrl: string;
  private readonly places: readonly Place[];
  private readonly history: History;
  private readonly seed: number;
  private begun = 0;

  constructor(options: { gatewayUrl: string; places: readonly Place[]; history: History; seed: number }) {
    this.gatewayUrl = options.gatewayUrl;
    this.places = options.places;
    this.history = options.history;
    this.seed = options.seed;
  }

  /** How many contributions have been begun. */
  get progress(): number {
    return this.begun;
  }

  /** @param mayBegin whether the contribution with this number may be begun yet */
  async run(count: number, writers: number, mayBegin: (number: number) => boolean): Promise<void> {
    const write = async () => {
      while (this.begun < count) {
        if (!mayBegin(this.begun)) {
          await new Promise((resolve) => setTimeout(resolve, 5));
          continue;
        }
        const number = this.begun;
        this.begun += 1;
        await this.write(number);
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
  }

  private async write(number: number): Promise<void> {
    const random = new Random(this.seed * 1_000_003 + number);
    const place = this.places[number % this.places.length]!;
    const value = `${random.between(1, 40)}.${random.between(1, 9)}`;
    const impatient = random.next() < shareImpatient;
    const [repeats, confirms, doubled, rivals] = [shareRepeated, shareConfirmed, shareDoubled, shareRivals].map((share) => random.next() < share);
    const path = `/v1/clusters/${place.clusterId}/contributions`;
    const body = { receiver: { memberId: place.receiverId }, category: 'tutoring', quantity: { value, unit: 'h' }, givenOn: '2026-11-20', description: markOf(number) };
    const record = () => this.send({ what: 'record', number, token: place.giver, path, body, impatient });
    const [sent, twin] = doubled ? await this.atOnce(record, `contribution ${number}`) : [await record()];
    const written: Written = { number, clusterId: place.clusterId, value, record: better(sent, twin).fate, confirm: 'none', id: better(sent, twin).body?.id };
    this.written.push(written);
    if (!written.id) return;
    if (repeats) await this.repeat(number, place, path, body, written.id);
    if (!confirms) return;
    const confirm = (what: 'confirm' | 'rival') => this.send({ what, number, token: place.receiver, path: `${path}/${written.id}/confirmation`, body: {}, impatient, hasRival: rivals });
    if (!rivals) {
      written.confirm = (await confirm('confirm')).fate;
      return;
    }
    const fates = (await Promise.all([confirm('confirm'), confirm('rival')])).map(({ fate }) => fate);
    written.confirm = fates.find((fate) => fate === 'acknowledged') ?? (fates.includes('unknown') ? 'unknown' : 'failed');
    if (fates.every((fate) => fate === 'acknowledged') || fates.every((fate) => fate === 'failed')) this.surprises.push(`two rivals confirmed contribution ${number}: ${fates.join(' and ')}`);
  }

  /** Sends the same twice at once: who is answered, is answered alike. */
  private async atOnce(send: () => Promise<Sent>, what: string): Promise<[Sent, Sent]> {
    const both = await Promise.all([send(), send()]);
    const ids = new Set(both.flatMap(({ body }) => (body?.id ? [body.id] : [])));
    if (ids.size > 1) this.surprises.push(`${what} was sent twice at once and answered as ${[...ids].join(' and ')}`);
    return both;
  }

  /** The same key and body must give the same answer, whatever has happened in between. */
  private async repeat(number: number, place: Place, path: string, body: object, id: string): Promise<void> {
    const again = await this.send({ what: 'repeat', number, token: place.giver, path, body, impatient: false });
    if (again.fate === 'acknowledged' && again.body?.id !== id) this.surprises.push(`contribution ${number} was answered as ${id}, and repeated as ${again.body?.id}`);
  }

  private async send(question: Question): Promise<Sent> {
    const { what, number } = question;
    this.history.add({ what, number, fate: 'invoked' });
    const until = performance.now() + patienceMs;
    for (let attempt = 1; performance.now() < until; attempt += 1) {
      const answer = await this.attempt(question);
      const { status, json } = answer;
      const fate = fateOf(status);
      this.history.add({ what, number, fate, attempt, status, ...(json?.id ? { id: json.id } : {}) });
      if (fate === 'failed' && !cameTooLate(question, answer)) this.surprises.push(`${what} ${number} was refused for no reason: ${status} ${json?.type ?? ''}`);
      if (fate !== 'unknown') return { fate, body: json };
      if (question.impatient && isUnclear(status)) break;
      await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 50 * attempt)));
    }
    return { fate: 'unknown', body: undefined };
  }

  private async attempt({ what, number, path, token, body }: Question): Promise<Answered> {
    try {
      const response = await fetch(this.gatewayUrl + path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': `faults-${this.seed}-${what === 'repeat' ? 'record' : what}-${number}`,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(attemptMs),
      });
      return { status: response.status, json: (await response.json()) as Answered['json'] };
    } catch {
      return { status: 0, json: undefined };
    }
  }
}

/** Of two who confirm at once, one may be told that it came too late; alone, nobody may. */
const cameTooLate = ({ hasRival }: Question, { status, json }: Answered) => hasRival === true && status === 409 && json?.type?.endsWith('/already-settled') === true;

/** An answer that says "not done, come back" leaves nothing unclear; silence does. */
const isUnclear = (status: number) => status !== 503 && status !== 429;

const better = (one: Sent, other: Sent | undefined): Sent => (one.fate === 'acknowledged' || !other ? one : other.fate === 'acknowledged' || one.fate === 'failed' ? other : one);

/** 0 stands for no answer. What is the server's fault may have been done all the same. */
function fateOf(status: number): 'acknowledged' | 'failed' | 'unknown' {
  if (status >= 200 && status < 300) return 'acknowledged';
  return status === 0 || status >= 500 || status === 429 ? 'unknown' : 'failed';
}
