import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listPurses, payFromPurse, type PurseEntry, type Refusal, reversePayment } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type CallDetails, standIn, Testbed } from '@klaster/testing';
import fc from 'fast-check';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';
import { confirmGift, type Gift, recordGift, reverseGift } from '../testing/money.js';

const currencies = ['PLN', 'EUR'] as const;
const [initiatives, members] = [3, 3];
type Place = { readonly initiative: number; readonly currency: (typeof currencies)[number]; readonly member: number };
type Step = { readonly at: Place; readonly amountMinor: number; readonly of: number; readonly act: 'give' | 'give back' | 'pay' | 'pay outside' | 'take back' };

const step: fc.Arbitrary<Step> = fc.record({
  at: fc.record({ initiative: fc.nat(initiatives - 1), currency: fc.constantFrom(...currencies), member: fc.nat(members - 1) }),
  amountMinor: fc.integer({ min: 1, max: 1_000 }),
  /** Which of those that were done before it is about. */
  of: fc.nat(1_000),
  act: fc.constantFrom('give', 'give', 'give back', 'pay', 'pay', 'pay outside', 'take back'),
});
/** What is done at the same moment. */
const waves = fc.array(fc.array(step, { minLength: 12, maxLength: 32 }), { minLength: 4, maxLength: 6 });

/** What is wrong with the accounts, in one snapshot: nothing at any moment. */
const faults = `
SELECT 'in ' || currency || ' all accounts have ' || sum(balance_minor) AS fault FROM resources.account GROUP BY currency HAVING sum(balance_minor) <> 0
UNION ALL SELECT 'purse ' || holder_id || ' has ' || balance_minor FROM resources.account WHERE holder = 'purse' AND balance_minor < 0
UNION ALL SELECT 'account ' || a.holder_id || ' has ' || a.balance_minor || ', posted was ' || coalesce(p.total, 0)
  FROM resources.account a LEFT JOIN (SELECT holder_id, currency, sum(amount_minor) AS total FROM resources.posting GROUP BY holder_id, currency) p USING (holder_id, currency)
  WHERE a.balance_minor <> coalesce(p.total, 0)
UNION ALL SELECT 'entry ' || id || ' is number ' || number || ', counted ' || counted || ', of ' || balance_minor || ', added up ' || total
  FROM (SELECT id, number, balance_minor, row_number() OVER by_number AS counted, sum(amount_minor) OVER by_number AS total FROM resources.purse_entry WINDOW by_number AS (PARTITION BY purse_id ORDER BY number)) e
  WHERE number <> counted OR balance_minor <> total`;

interface Done {
  readonly at: Place;
  readonly amountMinor: number;
  readonly id: string;
}

/** As a client does: what was not answered clearly is asked again under the same key. */
async function insist<Answer extends object>(ask: (details: CallDetails) => Promise<Answer | Refusal>): Promise<Answer | Refusal> {
  const details = { idempotencyKey: newId() };
  for (;;) {
    const answer = await ask(details);
    if (!('refused' in answer) || !['timed-out', 'overloaded'].includes(answer.refused)) return answer;
  }
}

/** What is done in a cluster, and what by a ledger of our own its purses and all others must have then. */
class Run {
  readonly answers: string[] = [];
  private readonly purses = new Map<string, string>();
  private readonly gifts: Done[] = [];
  private readonly payments: (Done & { readonly purseId: string; readonly other: string })[] = [];
  private readonly balances = new Map<string, number>();

  constructor(
    private readonly clusterId: string,
    private readonly sides: readonly Side[],
    private readonly initiativeIds: readonly string[],
  ) {}

  /** Finds the purses that are open by now. */
  async look(): Promise<void> {
    const { items } = await this.sides[0]!.person.get(listPurses, { clusterId: this.clusterId });
    for (const { id, initiativeId, currency } of items) this.purses.set(`${initiativeId} ${currency}`, id);
  }

  async does({ act, at, amountMinor, of }: Step): Promise<void> {
    if (act === 'give') await this.gives(at, amountMinor);
    else if (act === 'give back') await this.givesBack(of);
    else if (act === 'take back') await this.takesBack(of);
    else await this.pays(at, amountMinor, act === 'pay' ? this.sides[at.member]!.memberId : undefined);
  }

  /** Whose balance is what, by all that was granted: initiatives, members, and the cluster for the world outside. */
  expected(): Record<string, number> {
    return Object.fromEntries([...this.balances].filter(([, balance]) => balance !== 0));
  }

  private giftAt({ initiative, currency, member }: Place, amountMinor: number): Gift {
    const [giver, confirmer] = [this.sides[member]!, this.sides[(member + 1) % members]!];
    return { clusterId: this.clusterId, initiativeId: this.initiativeIds[initiative]!, giver, confirmer, amountMinor, currency };
  }

  private async gives(at: Place, amountMinor: number): Promise<void> {
    const gift = this.giftAt(at, amountMinor);
    const recorded = await insist((details) => recordGift(gift, details));
    if ('refused' in recorded) throw new Error(recorded.refused);
    const answer = await insist((details) => confirmGift(gift, recorded.id, details));
    if (this.counts('give', answer, at, amountMinor, gift.giver.memberId)) this.gifts.push({ at, amountMinor, id: recorded.id });
  }

  private async givesBack(of: number): Promise<void> {
    const given = this.gifts[of % this.gifts.length];
    if (!given) return;
    const gift = this.giftAt(given.at, given.amountMinor);
    const reversal = await insist((details) => reverseGift(gift, given.id, details));
    const answer = 'refused' in reversal ? reversal : await insist((details) => confirmGift(gift, reversal.id, details));
    this.counts('give back', answer, given.at, -given.amountMinor, gift.giver.memberId);
  }

  private async pays(at: Place, amountMinor: number, memberId: string | undefined): Promise<void> {
    const purseId = this.purses.get(`${this.initiativeIds[at.initiative]} ${at.currency}`);
    if (!purseId) return;
    const request = { clusterId: this.clusterId, purseId, amountMinor, purpose: 'Zakup', paidOn: '2026-01-20', ...(memberId ? { memberId } : { payee: 'Sklep' }) };
    const answer = await insist((details) => this.sides[at.member]!.person.call(payFromPurse, request, details));
    const other = memberId ?? this.clusterId;
    if (this.counts('pay', answer, at, -amountMinor, other)) this.payments.push({ at, amountMinor, id: (answer as PurseEntry).id, purseId, other });
  }

  private async takesBack(of: number): Promise<void> {
    const payment = this.payments[of % this.payments.length];
    if (!payment) return;
    const { at, amountMinor, id: entryId, purseId, other } = payment;
    const answer = await insist((details) => this.sides[0]!.person.call(reversePayment, { clusterId: this.clusterId, purseId, entryId, reason: 'Zwrot' }, details));
    this.counts('take back', answer, at, amountMinor, other);
  }

  private counts(what: string, answer: object, { initiative, currency }: Place, amountMinor: number, other: string): boolean {
    const granted = !('refused' in answer);
    this.answers.push(granted ? what : `${what}: ${String(answer.refused)}`);
    if (!granted) return false;
    for (const [whose, amount] of [[this.initiativeIds[initiative]!, amountMinor], [other, -amountMinor]] as const) {
      const key = `${whose} ${currency}`;
      this.balances.set(key, (this.balances.get(key) ?? 0) + amount);
    }
    return true;
  }
}

/** Whatever is done at the same moment, by two replicas whose connections are cut meanwhile. */
describe('the accounts of purses', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const begin = async (): Promise<{ run: Run; clusterId: string }> => {
    const cluster = new Cluster(bed);
    const sides = await Promise.all(Array.from({ length: members }, () => cluster.admit()));
    const initiativeIds = await Promise.all(Array.from({ length: initiatives }, () => cluster.initiative({ partners: sides })));
    await bed.settle();
    return { run: new Run(cluster.id, sides, initiativeIds), clusterId: cluster.id };
  };
  const found = async () => (await bed.rows<{ fault: string }>(faults)).map(({ fault }) => fault);
  const cutConnections = () => bed.rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'resources' AND datname = current_database() AND random() < 0.5`);
  const kept = async (clusterId: string) => {
    const rows = await bed.rows<{ key: string; balance: string }>(
      `SELECT coalesce(p.initiative_id, a.holder_id) || ' ' || a.currency AS key, a.balance_minor AS balance
         FROM resources.account a LEFT JOIN resources.purse p ON p.id = a.holder_id WHERE a.cluster_id = $1 AND a.balance_minor <> 0`,
      [clusterId],
    );
    return Object.fromEntries(rows.map(({ key, balance }) => [key, Number(balance)]));
  };

  it('add up to zero at every moment, no purse is below zero, and each has what was answered', async () => {
    const answers: string[] = [];
    let looks = 0;
    await fc.assert(
      fc.asyncProperty(waves, async (steps) => {
        const { run, clusterId } = await begin();
        for (const wave of steps) {
          await run.look();
          const doing = wave.map((each) => run.does(each));
          const cut = Promise.race(doing).then(cutConnections);
          let over = false;
          const done = Promise.all([...doing, cut]).finally(() => (over = true));
          for (; !over; looks += 1) expect(await found()).toEqual([]);
          await done;
        }
        answers.push(...run.answers);
        expect(await found()).toEqual([]);
        expect(await kept(clusterId)).toEqual(run.expected());
      }),
      { numRuns: 4, endOnFailure: true },
    );
    expect(looks).toBeGreaterThan(20);
    for (const answer of ['give', 'give back', 'pay', 'pay: purse-too-low', 'take back', 'take back: entry-not-reversible']) expect(answers).toContain(answer);
    expect(answers.filter((answer) => /conflict|internal/.test(answer))).toEqual([]);
    expect(await bed.rows(`SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`)).toEqual([{ deadlocks: '0' }]);
  }, 60_000);
});
