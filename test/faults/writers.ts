import { Random } from './random.ts';
import type { Sender, Sent } from './sender.ts';

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

/** Beside every fourth contribution something scarce is asked for. */
const shareOfPromises = 4;
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
  private readonly sender: Sender;
  private readonly places: readonly Place[];
  private readonly seed: number;
  private readonly beside: (number: number) => Promise<void>;
  private begun = 0;

  /** @param beside what is done beside the contribution with a number */
  constructor(sender: Sender, places: readonly Place[], seed: number, beside: (number: number) => Promise<void>) {
    this.sender = sender;
    this.places = places;
    this.seed = seed;
    this.beside = beside;
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
        await Promise.all([this.write(number), number % shareOfPromises === 0 ? this.beside(number) : undefined]);
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
    const record = () => this.sender.send({ what: 'record', number, token: place.giver, path, body, impatient });
    const [sent, twin] = doubled ? await this.atOnce(record, `contribution ${number}`) : [await record()];
    const written: Written = { number, clusterId: place.clusterId, value, record: better(sent, twin).fate, confirm: 'none', id: better(sent, twin).body?.id };
    this.written.push(written);
    if (!written.id) return;
    if (repeats) await this.repeat(number, place, path, body, written.id);
    if (!confirms) return;
    const confirm = (what: 'confirm' | 'rival') => this.sender.send({ what, number, token: place.receiver, path: `${path}/${written.id}/confirmation`, body: {}, impatient, mayBe: rivals ? ['already-settled'] : [] });
    if (!rivals) {
      written.confirm = (await confirm('confirm')).fate;
      return;
    }
    const fates = (await Promise.all([confirm('confirm'), confirm('rival')])).map(({ fate }) => fate);
    written.confirm = fates.find((fate) => fate === 'acknowledged') ?? (fates.includes('unknown') ? 'unknown' : 'failed');
    if (fates.every((fate) => fate === 'acknowledged') || fates.every((fate) => fate === 'failed')) this.sender.surprises.push(`two rivals confirmed contribution ${number}: ${fates.join(' and ')}`);
  }

  /** Sends the same twice at once: who is answered, is answered alike. */
  private async atOnce(send: () => Promise<Sent>, what: string): Promise<[Sent, Sent]> {
    const both = await Promise.all([send(), send()]);
    const ids = new Set(both.flatMap(({ body }) => (body?.id ? [body.id] : [])));
    if (ids.size > 1) this.sender.surprises.push(`${what} was sent twice at once and answered as ${[...ids].join(' and ')}`);
    return both;
  }

  /** The same key and body must give the same answer, whatever has happened in between. */
  private async repeat(number: number, place: Place, path: string, body: object, id: string): Promise<void> {
    const again = await this.sender.send({ what: 'repeat', repeats: 'record', number, token: place.giver, path, body, impatient: false });
    if (again.fate === 'acknowledged' && again.body?.id !== id) this.sender.surprises.push(`contribution ${number} was answered as ${id}, and repeated as ${again.body?.id}`);
  }
}

export const better = (one: Sent, other: Sent | undefined): Sent => (one.fate === 'acknowledged' || !other ? one : other.fate === 'acknowledged' || one.fate === 'failed' ? other : one);
