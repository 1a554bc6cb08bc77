import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listPurseEntries, listPurses, payFromPurse } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster } from '../testing/cluster.js';
import { give } from '../testing/money.js';

/** By SQL, in the service's own role, what a fault in the code could try with the money of initiatives. */
describe('the rows of purses', () => {
  let bed: Testbed;
  let clusterId: string;
  let purseId: string;
  /** What :names stand for. */
  let values: Record<string, string>;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources);
    const cluster = new Cluster(bed);
    clusterId = cluster.id;
    const [treasurer, other, sponsor] = [await cluster.admit(), await cluster.admit(), await cluster.admit()];
    const initiativeId = await cluster.initiative({ partners: [treasurer, other] });
    await bed.settle();
    await give({ clusterId, initiativeId, giver: sponsor, confirmer: treasurer, amountMinor: 10_000 });
    purseId = (await treasurer.person.get(listPurses, { clusterId, initiativeId })).items[0]!.id;
    const elsewhere = await cluster.initiative({ partners: [treasurer, other] });
    await give({ clusterId, initiativeId: elsewhere, giver: sponsor, confirmer: treasurer, amountMinor: 10_000 });
    const otherPurse = (await treasurer.person.get(listPurses, { clusterId, initiativeId: elsewhere })).items[0]!.id;
    const paid = { amountMinor: 4_000, memberId: other.memberId, purpose: 'Plakaty', paidOn: '2026-01-20' };
    const payment = (await treasurer.person.get(payFromPurse, { clusterId, purseId, ...paid })).id;
    const given = (await treasurer.person.get(listPurseEntries, { clusterId, purseId: otherPurse })).items[0]!.id;
    values = { cluster: clusterId, purse: purseId, other: otherPurse, sponsor: sponsor.memberId, payee: other.memberId, payment, given, entry: newId() };
  });

  afterAll(() => bed.stop());

  const filled = (text: string) => text.replace(/:(\w+)\b/g, (name, key: string) => (key in values ? `'${values[key]!}'` : name));
  /** Runs statements as one transaction of the service's role, to its commit. */
  const attempt = async (...texts: string[]) => {
    const runtime = await bed.sql('resources');
    await runtime.query('BEGIN');
    try {
      await runtime.query(`SELECT set_config('klaster.cluster', $1, true)`, [clusterId]);
      for (const text of texts) await runtime.query(filled(text));
      await runtime.query('COMMIT');
    } catch (error) {
      await runtime.query('ROLLBACK');
      throw error;
    }
  };

  interface Entry {
    readonly number?: number;
    readonly kind?: string;
    readonly amount?: number;
    readonly balance?: number;
    readonly member?: string;
    readonly reversalOf?: string;
    readonly purse?: string;
  }
  /** Another payment out of the purse, which holds 6,000 after two entries; postings for it beside. */
  const entry = ({ number = 3, kind = 'payment', amount = -100, balance = 6_000 + amount, member = ':payee', reversalOf = 'NULL', purse = ':purse' }: Entry = {}) =>
    `INSERT INTO purse_entry (id, cluster_id, purse_id, number, kind, amount_minor, balance_minor, member_id, reversal_of, purpose, paid_on, evidence, recorded_by, recorded_at)
     VALUES (:entry, :cluster, ${purse}, ${number}, '${kind}', ${amount}, ${balance}, ${member}, ${reversalOf}, 'x', '2026-01-20', '[]', :payee, now())`;
  const postings = (...rows: (readonly [holder: string, amount: number, currency?: string])[]) =>
    `INSERT INTO posting (cluster_id, entry_id, holder_id, currency, amount_minor) VALUES ${rows.map(([holder, amount, currency = 'PLN']) => `(:cluster, :entry, ${holder}, '${currency}', ${amount})`).join(', ')}`;
  const balanced = postings([':purse', -100], [':payee', 100]);
  const tenant = (cluster: string) => `SELECT set_config('klaster.cluster', '${cluster}', true)`;

  it('are written by who keeps to the rules: what is refused below is refused for its own reason', async () => {
    const undone = 'SELECT 1 / (balance_minor - 5900) FROM account WHERE holder_id = :purse';
    await expect(attempt(entry(), balanced, 'SET CONSTRAINTS ALL IMMEDIATE', undone)).rejects.toThrow(/division by zero/);
    await expect(attempt(entry(), balanced, tenant(newId()), 'SET CONSTRAINTS ALL IMMEDIATE', tenant(clusterId), undone)).rejects.toThrow(/division by zero/);
  });

  const refused: readonly (readonly [string, RegExp, readonly string[]])[] = [
    ['an entry is never edited', /permission denied/, ['UPDATE purse_entry SET amount_minor = 1 WHERE id = :payment']],
    ['an entry is never deleted', /permission denied/, ['DELETE FROM purse_entry WHERE id = :payment']],
    ['entries are never truncated', /permission denied/, ['TRUNCATE purse_entry CASCADE']],
    ['a posting is never edited', /permission denied/, ['UPDATE posting SET amount_minor = 1 WHERE entry_id = :payment']],
    ['a posting is never deleted', /permission denied/, ['DELETE FROM posting WHERE entry_id = :payment']],
    ['postings are never truncated', /permission denied/, ['TRUNCATE posting']],
    ['a balance is never edited', /permission denied/, ['UPDATE account SET balance_minor = 1 WHERE holder_id = :purse']],
    ['a balance is not brought along', /permission denied/, [`INSERT INTO account (cluster_id, holder_id, currency, holder, balance_minor) VALUES (:cluster, uuidv7(), 'PLN', 'member', 5)`]],
    ['an account is never deleted', /permission denied/, ['DELETE FROM account WHERE holder_id = :purse']],
    ['a purse never changes', /permission denied/, ['UPDATE purse SET initiative_id = uuidv7() WHERE id = :purse']],
    ['a table in the way catches no balance', /purse_too_low/, ['CREATE TEMP TABLE account ON COMMIT DROP AS SELECT * FROM resources.account', entry({ amount: -6_001, balance: 0 }), postings([':purse', -6_001], [':payee', 6_001])]],
    ['an entry has postings', /does not balance/, [entry()]],
    ['an entry has two sides', /does not balance/, [entry(), postings([':purse', -100])]],
    ['an entry balances', /does not balance/, [entry(), postings([':purse', -100], [':payee', 99])]],
    ['an entry balances in each currency', /does not balance/, [`INSERT INTO account (cluster_id, holder_id, currency, holder) VALUES (:cluster, :payee, 'EUR', 'member')`, entry(), postings([':purse', -100], [':payee', 100, 'EUR'])]],
    ['an entry balances, whichever tenant is entered meanwhile', /does not balance/, [entry(), postings([':purse', -100], [':payee', 99]), tenant(newId())]],
    ['an entry says what it posts to its purse', /does not balance/, [entry({ amount: -50 }), balanced]],
    ['an entry posts to its own purse', /does not balance/, [entry(), postings([':other', -100], [':payee', 100])]],
    ['an entry is between a purse and its other side, not between two purses', /does not balance/, [entry(), postings([':purse', -100], [':other', 100])]],
    ['an entry posts to the other side that it names', /does not balance/, [entry(), postings([':purse', -100], [':sponsor', 100])]],
    ['nothing is posted to an entry later', /does not balance/, [`INSERT INTO posting (cluster_id, entry_id, holder_id, currency, amount_minor) VALUES (:cluster, :payment, :sponsor, 'PLN', 5)`]],
    ['nothing balanced is posted to an entry later either', /does not balance/, [`INSERT INTO posting (cluster_id, entry_id, holder_id, currency, amount_minor) VALUES (:cluster, :payment, :sponsor, 'PLN', 5), (:cluster, :payment, :other, 'PLN', -5)`]],
    ['nothing is posted for nothing', /check constraint/, [entry(), postings([':purse', -100], [':payee', 100], [':sponsor', 0])]],
    ['nothing is posted to nobody’s account', /foreign key/, [entry(), postings([':purse', -100], ['uuidv7()', 100])]],
    ['a purse never goes below zero', /purse_too_low/, [entry({ amount: -6_001, balance: 0 }), postings([':purse', -6_001], [':payee', 6_001])]],
    ['an entry leaves nothing below zero', /check constraint/, [entry({ amount: -6_001 })]],
    ['numbers have no gap', /does not go on/, [entry({ number: 4 }), balanced]],
    ['numbers are given once', /duplicate key/, [entry({ number: 2 }), balanced]],
    ['balances go on from one another', /does not go on/, [entry({ balance: 6_000 }), balanced]],
    ['a payment goes out', /check constraint/, [entry({ amount: 100 }), postings([':purse', 100], [':payee', -100])]],
    ['a contribution has a contribution', /check constraint/, [entry({ kind: 'contribution', amount: 100 }), postings([':purse', 100], [':payee', -100])]],
    ['a reversal names what it takes back', /check constraint/, [entry({ kind: 'reversal', amount: 100 }), postings([':purse', 100], [':payee', -100])]],
    ['a reversal takes back all of it and no more', /takes back something else/, [entry({ kind: 'reversal', amount: 100, reversalOf: ':payment' }), postings([':purse', 100], [':payee', -100])]],
    ['a reversal takes nothing back from another purse', /takes back something else/, [entry({ purse: ':other', number: 2, kind: 'reversal', amount: 4_000, balance: 14_000, reversalOf: ':payment' }), postings([':other', 4_000], [':payee', -4_000])]],
    ['a contribution is taken back by one', /takes back something else/, [entry({ purse: ':other', number: 2, kind: 'reversal', amount: -10_000, balance: 0, reversalOf: ':given', member: ':sponsor' }), postings([':other', -10_000], [':sponsor', 10_000])]],
    ['the kinds are three', /check constraint/, [entry({ kind: 'gift' })]],
  ];
  it.each(refused)('%s', async (_, refusal, texts) => {
    await expect(attempt(...texts)).rejects.toThrow(refusal);
  });

  it('are not removed by anybody else either', async () => {
    for (const table of ['purse_entry', 'posting', 'purse', 'account']) {
      await expect(bed.rows(`DELETE FROM resources.${table}`)).rejects.toThrow(/append-only/);
      await expect(bed.rows(`TRUNCATE resources.${table} CASCADE`)).rejects.toThrow(/append-only/);
    }
    for (const table of ['purse_entry', 'posting', 'purse']) await expect(bed.rows(`UPDATE resources.${table} SET cluster_id = cluster_id`)).rejects.toThrow(/append-only/);
  });

  it('are as they were after all that', async () => {
    expect(await bed.rows('SELECT number, amount_minor, balance_minor FROM resources.purse_entry WHERE purse_id = $1 ORDER BY number', [purseId])).toEqual([
      { number: 1, amount_minor: '10000', balance_minor: '10000' }, { number: 2, amount_minor: '-4000', balance_minor: '6000' },
    ]);
    expect(await bed.rows('SELECT balance_minor FROM resources.account WHERE holder_id = $1', [purseId])).toEqual([{ balance_minor: '6000' }]);
  });
});
