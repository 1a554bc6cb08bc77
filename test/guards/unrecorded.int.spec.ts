import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClusterChanged, createCluster, operation, serviceNames } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { createLog } from '@klaster/service-kit';
import { answering, type Caller, declare, standIn, Testbed } from '@klaster/testing';
import { z } from 'zod';

class Slips {
  readonly name = 'Slips1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query('CREATE TABLE slip (slip text PRIMARY KEY, choice text NOT NULL); GRANT SELECT, INSERT ON slip TO membership;');
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

const Slip = z.strictObject({ slip: z.string(), choice: z.string() });

/** Casts a slip; some choices go wrong, each in another way. */
const castSlip = declare(
  operation({
    name: 'membership.slips.cast', summary: 'Casts a slip', access: { who: 'account' }, kind: 'command', unrecorded: true,
    request: Slip, reply: z.strictObject({ counted: z.boolean() }),
  }),
);
const runs = new Map<string, number>();

const membership = standIn(
  'membership',
  [
    answering(castSlip, async ({ slip, choice }, { work }) => {
      runs.set(slip, (runs.get(slip) ?? 0) + 1);
      if (choice.startsWith('thrown')) throw new Error(`cannot count ${choice} of ${slip}`);
      if (choice.startsWith('unreadable')) await work.query('SELECT $1::uuid', [choice]);
      if (choice.startsWith('told')) work.tell(newId(), 1, [ClusterChanged.of({ clusterId: newId(), name: choice })]);
      if (choice.startsWith('wrong reply')) return { counted: choice };
      work.write({ text: `INSERT INTO slip VALUES ($1, $2)${choice.startsWith('again') ? '' : ' ON CONFLICT DO NOTHING'}`, values: [slip, choice] });
      return { counted: true };
    }),
    answering(createCluster, ({ name }) => {
      throw new Error(`cannot make ${name}`);
    }),
  ],
  { migrations: [Slips as never] },
);

/** Of an operation that leaves no trace nobody can tell afterwards who called it, when and with what: neither from rows nor from logs. */
describe('an operation that leaves no trace', () => {
  let bed: Testbed;
  let voter: Caller;
  let logged = '';

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2, log: createLog('membership', 'trace', { write: (line) => void (logged += line) }) });
    voter = bed.person({ operator: true });
  });

  afterAll(() => bed.stop());

  /** Every row of every table but the slips, as the superuser reads it. */
  const rows = async () => {
    const tables = await bed.rows<{ name: string }>(`SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text = ANY ($1)`, [serviceNames]);
    const others = tables.filter(({ name }) => name !== 'membership.slip');
    const shown = await Promise.all(others.map(({ name }) => bed.rows<{ shown: string }>(`SELECT t::text AS shown FROM ${name} t`)));
    return shown.flat().map((row) => row.shown).join('\n');
  };

  it('keeps no record under an idempotency key and looks for none: each time it is done', async () => {
    const [key, slip] = [newId(), newId()];
    for (const choice of ['tak', 'tak', 'nie']) expect(await voter.send(castSlip, { slip, choice }, { idempotencyKey: key })).toEqual({ body: expect.anything() });
    expect(runs.get(slip)).toBe(3);
    expect(await bed.rows('SELECT 1 FROM membership.idempotency')).toEqual([]);
    expect(await bed.rows('SELECT choice FROM membership.slip WHERE slip = $1', [slip])).toEqual([{ choice: 'tak' }]);
    const found = await rows();
    for (const trace of [key, slip, voter.accountId]) expect(found).not.toContain(trace);
  });

  it('is logged when it goes wrong as what went wrong where, without a value', async () => {
    const requestId = newId();
    const cast = (choice: string, slip: string) => voter.call(castSlip, { slip, choice }, { requestId, idempotencyKey: 'k' });
    const slip = `kanarek-${newId()}`;
    await cast('tak', slip);
    logged = '';
    for (const choice of ['thrown', 'unreadable', 'told', 'wrong reply', 'again']) expect(await cast(`${choice} ${slip}`, slip)).toEqual({ refused: 'internal' });
    const lines = logged.trim().split('\n').map((line) => JSON.parse(line) as { operation?: string; err: { message: string; stack: string } });
    expect(lines.map(({ operation: name }) => name)).toEqual(lines.map(() => castSlip.name));
    expect(lines.map(({ err }) => err.message)).toEqual(['Error', 'DatabaseError 22P02', 'Error', 'ZodError', 'RuleBroken < DatabaseError 23505']);
    expect(lines[0]!.err.stack).toMatch(/unrecorded\.int\.spec/);
    for (const trace of ['kanarek', slip, requestId, voter.accountId]) expect(logged).not.toContain(trace);
    expect(await rows()).not.toContain('kanarek');
  });

  it('differs in this from all others', async () => {
    logged = '';
    const requestId = newId();
    expect(await voter.call(createCluster, { name: 'Głośny', purpose: 'Razem', municipality: 'Łódź' }, { requestId })).toEqual({ refused: 'internal' });
    for (const trace of ['cannot make Głośny', requestId]) expect(logged).toContain(trace);
  });

  it('is not told of by the server of the database either: it logs no values of a broken rule', async () => {
    expect(await bed.rows('SHOW log_error_verbosity')).toEqual([{ log_error_verbosity: 'terse' }]);
    expect(await bed.rows('SHOW log_parameter_max_length_on_error')).toEqual([{ log_parameter_max_length_on_error: '0' }]);
  });
});
