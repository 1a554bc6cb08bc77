import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClusterChanged } from '@klaster/contracts';
import { AlreadyAnswered, Database, type Manner, newId, RuleBroken, UnclearCommit, VersionConflict, type Work } from '@klaster/persistence';
import { Testbed } from '@klaster/testing';
import { EntitySchema } from 'typeorm';

interface Note {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly text: string;
}
const noteSchema = new EntitySchema<Note>({ name: 'note', columns: { id: { type: 'uuid', primary: true }, version: { type: 'int' }, clusterId: { type: 'uuid' }, text: { type: 'text' } } });

class Notes {
  readonly name = 'Notes1763800000000';
  async up(runner: { query(text: string): Promise<unknown> }): Promise<void> {
    await runner.query(`CREATE TABLE note (id uuid PRIMARY KEY, version int NOT NULL, cluster_id uuid NOT NULL, text text NOT NULL CONSTRAINT note_text CHECK (text <> 'bad'));
      CALL guard_by_cluster('note'); GRANT SELECT, INSERT, UPDATE ON note TO membership;
      -- Looks, at the end of the transaction, for other rows: under row security, and content where it sees none.
      CREATE FUNCTION mark_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF (SELECT count(*) FROM mark WHERE note_id = NEW.note_id) > 1 THEN RAISE EXCEPTION 'twice' USING ERRCODE = 'check_violation', CONSTRAINT = 'mark_once'; END IF;
        RETURN NULL;
      END $$;
      CREATE TABLE mark (note_id uuid NOT NULL, cluster_id uuid NOT NULL); CALL guard_by_cluster('mark'); GRANT SELECT, INSERT ON mark TO membership;
      CREATE CONSTRAINT TRIGGER mark_once AFTER INSERT ON mark DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION mark_once();`);
  }
  async down(): Promise<void> {
    throw new Error('never');
  }
}

/** Works that commit at the same time share a transaction. None of them may notice. */
describe('works that share a flight', () => {
  let bed: Testbed;
  let database: Database;
  let other: Database;
  let [ours, theirs] = [newId(), newId()];
  const accountId = newId();
  const unsendable = { toPostgres: () => { throw new Error('unsendable'); } };

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.database.migrate('membership', [Notes as never]);
    const open = () => Database.open({ url: bed.database.url('membership'), entities: [noteSchema], connections: 8, applicationName: 'test' });
    [database, other] = await Promise.all([open(), open()]);
  });

  beforeEach(() => {
    [ours, theirs] = [newId(), newId()];
  });

  afterAll(async () => {
    await Promise.all([database.close(), other.close()]);
    await bed.stop();
  });

  const begin = (clusterId: string, manner?: Manner) => database.begin({ service: 'membership', clusterId, accountId, requestId: newId(), now: new Date().toISOString() }, manner);
  const table = () => database.table(noteSchema);
  const note = (fields: Partial<Note> = {}): Note => ({ id: newId(), version: 1, clusterId: ours, text: 'dobra', ...fields });
  /** A work that keeps a note, tells of it and remembers its answer; `more` adds to it. */
  const noting = (kept: Note, more: (work: Work) => void = () => undefined, key: string = kept.id, manner?: Manner) => {
    const work = begin(kept.clusterId, manner);
    work.write(table().insert(kept));
    work.tell(kept.id, 1, [ClusterChanged.of({ clusterId: kept.clusterId, name: kept.text })]);
    more(work);
    return work.commit({ accountId, key, fingerprint: 'f', answer: '{}' }).then(() => 'kept', (error: unknown) => error);
  };
  const notes = (clusterId: string) => bed.rows<{ id: string; text: string; transaction: string }>('SELECT id, text, xmin::text AS transaction FROM membership.note WHERE cluster_id = $1', [clusterId]);
  /** What stands of a note: the row, its event, its mark for the sequencer, its answer. */
  const traces = async (id: string) => {
    const [row] = await bed.rows<{ traces: number }>(
      `SELECT (SELECT count(*) FROM membership.note WHERE id = $1)::int + (SELECT count(*) FROM membership.journal j JOIN membership.pending p ON p.entry = j.id WHERE subject = $1)::int
            + (SELECT count(*) FROM membership.idempotency WHERE key = $1::text)::int AS traces`,
      [id],
    );
    return row!.traces;
  };

  it('are in fewer transactions than they are', async () => {
    expect(await Promise.all(Array.from({ length: 40 }, (_, turn) => noting(note({ clusterId: turn % 2 ? ours : theirs }))))).toEqual(Array.from({ length: 40 }, () => 'kept'));
    const [mine, yours] = [await notes(ours), await notes(theirs)];
    expect([mine.length, yours.length]).toEqual([20, 20]);
    expect(new Set([...mine, ...yours].map(({ transaction }) => transaction)).size).toBeLessThan(10);
    expect(await Promise.all([...mine, ...yours].map(({ id }) => traces(id)))).toEqual(Array.from({ length: 40 }, () => 3));
  });

  it('fail alone: whatever the database refuses to one, the others are kept', async () => {
    const before = note();
    await noting(before);
    const wrong: readonly [() => Promise<unknown>, object][] = [
      [() => noting(note({ text: 'bad' })), { constructor: RuleBroken, constraint: 'note_text' }],
      [() => noting(note(), (work) => work.write(table().insert(before))), { constructor: RuleBroken, constraint: 'note_pkey' }],
      [() => noting(note(), undefined, before.id), { constructor: AlreadyAnswered }],
      [() => noting(note(), (work) => work.write(table().update({ ...before, version: 3 }, 2))), { constructor: VersionConflict }],
      [() => noting(note(), (work) => work.write({ text: 'UPDATE note SET text = $1 WHERE version / 0 = 1', values: ['x'] })), { code: '22012' }],
      [() => noting(note(), (work) => work.write({ text: 'INSERT INTO mark SELECT $1, $2 FROM generate_series(1, 2)', values: [newId(), ours] })), { constructor: RuleBroken, constraint: 'mark_once' }],
      [() => noting(note(), (work) => work.write({ text: 'UPDATE note SET text = $1 WHERE version < 0', values: [unsendable] })), { message: 'unsendable' }],
    ];
    for (const [fail, expected] of wrong) {
      const good = Array.from({ length: 12 }, () => note());
      const [failed, ...kept] = await Promise.all([...good.slice(6).map((one) => noting(one)), fail(), ...good.slice(0, 6).map((one) => noting(one))]).then((all) => [all[6], ...all.toSpliced(6, 1)]);
      expect(failed).toMatchObject(expected);
      expect(kept).toEqual(good.map(() => 'kept'));
      expect(await Promise.all(good.map(({ id }) => traces(id)))).toEqual(good.map(() => 3));
    }
    const all = wrong.flatMap(([fail]) => [fail(), noting(note()), fail(), noting(note())]);
    expect((await Promise.all(all)).filter((end) => end === 'kept')).toHaveLength(2 * wrong.length);
  });

  it('are told of each other’s changes as if they had come one after the other', async () => {
    const before = note();
    await noting(before);
    const changing = (version: number, text: string) => {
      const work = begin(ours);
      work.write(table().update({ ...before, version: version + 1, text }, version));
      work.tell(before.id, version + 1, [ClusterChanged.of({ clusterId: ours, name: text })]);
      return work.commit().then(() => 'kept', (error: unknown) => error);
    };
    const ends = await Promise.all([changing(1, 'jeden'), noting(note()), changing(1, 'dwa'), changing(1, 'trzy')]);
    expect(ends.filter((end) => end === 'kept')).toHaveLength(2);
    expect(ends.filter((end) => end instanceof VersionConflict)).toHaveLength(2);
    expect(await Promise.all([changing(2, 'cztery'), changing(3, 'pięć')])).toContain('kept');
    const versions = await bed.rows<{ version: number }>('SELECT subject_version AS version FROM membership.journal WHERE subject = $1 ORDER BY id', [before.id]);
    expect(versions.map(({ version }) => version)).toEqual(versions.map((_, index) => index + 1));
  });

  it('change each its own row, and only where nobody was quicker', async () => {
    const rows = Array.from({ length: 24 }, () => note());
    await Promise.all(rows.map((row) => noting(row)));
    await bed.rows('UPDATE membership.note SET version = 2 WHERE id = ANY ($1)', [rows.slice(5, 7).map(({ id }) => id)]);
    const ends = await Promise.all(
      rows.map((row, turn) => {
        const work = begin(ours);
        work.write(table().update({ ...row, version: 2, text: `zmieniona ${turn}` }, 1));
        work.tell(row.id, 2, [ClusterChanged.of({ clusterId: ours, name: `zmieniona ${turn}` })]);
        return work.commit({ accountId, key: newId(), fingerprint: 'f', answer: '{}' }).then(() => 'kept', (error: unknown) => error);
      }),
    );
    expect(ends).toEqual(rows.map((_, turn) => (turn === 5 || turn === 6 ? expect.any(VersionConflict) : 'kept')));
    const told = await bed.rows<{ text: string; told: string }>(
      `SELECT n.text, j.envelope::jsonb #>> '{data,name}' AS told FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, nth) JOIN membership.note n USING (id)
         LEFT JOIN membership.journal j ON j.subject = n.id AND j.subject_version = 2 ORDER BY nth`,
      [rows.map(({ id }) => id)],
    );
    expect(told).toEqual(rows.map((_, turn) => (turn === 5 || turn === 6 ? { text: 'dobra', told: null } : { text: `zmieniona ${turn}`, told: `zmieniona ${turn}` })));
  });

  it('answer a repeated request once, whoever shares with it', async () => {
    const key = newId();
    const ends = await Promise.all(Array.from({ length: 20 }, (_, turn) => (turn % 2 ? noting(note()) : noting(note(), undefined, key))));
    expect(ends.filter((end) => end === 'kept')).toHaveLength(11);
    expect(ends.filter((end) => end instanceof AlreadyAnswered)).toHaveLength(9);
  });

  it('write and see their own cluster’s rows, each of them, before and behind one of another cluster', async () => {
    const target = note({ clusterId: theirs, text: 'cudza' });
    await noting(target);
    const trespass = (make: (work: Work) => void) => {
      const work = begin(ours);
      make(work);
      return work.commit().then(() => 'kept', (error: unknown) => error);
    };
    const copy = (id: string) => trespass((work) => work.write({ text: 'INSERT INTO note SELECT $1, 1, $2, text FROM note WHERE id = $3', values: [id, ours, target.id] }));
    const [first, , inserted, , copied, , updated, , last] = await Promise.all([
      copy(newId()), noting(note({ clusterId: theirs })),
      trespass((work) => work.write(table().insert(note({ clusterId: theirs, text: 'podrzucona' })))), noting(note({ clusterId: theirs })),
      copy(newId()), noting(note({ clusterId: theirs })),
      trespass((work) => work.write(table().update({ ...target, text: 'zmieniona' }, 1))), noting(note({ clusterId: theirs })),
      copy(newId()),
    ]);
    expect([first, copied, last]).toEqual(['kept', 'kept', 'kept']);
    expect(await notes(ours)).toEqual([]);
    expect(inserted).toMatchObject({ code: '42501' });
    expect(updated).toBeInstanceOf(VersionConflict);
    expect((await notes(theirs)).map(({ text }) => text).toSorted()).toEqual(['cudza', 'dobra', 'dobra', 'dobra', 'dobra']);
  });

  it('are checked in their own cluster where the database checks at the end', async () => {
    const marking = (kept: Note, times: number) => noting(kept, (work) => work.write({ text: 'INSERT INTO mark SELECT $1, $2 FROM generate_series(1, $3)', values: [kept.id, kept.clusterId, times] }));
    const ends = await Promise.all([marking(note(), 1), marking(note(), 2), marking(note({ clusterId: theirs }), 1), marking(note(), 1), marking(note({ clusterId: theirs }), 1)]);
    expect(ends).toEqual(['kept', expect.objectContaining({ constraint: 'mark_once' }), 'kept', 'kept', 'kept']);
    expect([(await notes(ours)).length, (await notes(theirs)).length]).toEqual([2, 2]);
  });

  it('are kept from each other’s answers', async () => {
    const stranger = newId();
    const work = begin(ours);
    const forged = work.commit({ accountId: stranger, key: 'k', fingerprint: 'f', answer: 'fałsz' }).catch((error: unknown) => error);
    const [error] = await Promise.all([forged, noting(note()), database.begin({ service: 'membership', accountId: stranger, requestId: newId(), now: new Date().toISOString() }).commit({ accountId: stranger, key: 'own', fingerprint: 'f', answer: '{}' })]);
    expect(error).toMatchObject({ code: '42501' });
    expect(await bed.rows('SELECT key FROM membership.idempotency WHERE account_id = $1', [stranger])).toEqual([{ key: 'own' }]);
  });

  it('do not wait for one that has to wait for a lock', async () => {
    const [row, ready] = [note(), newId()];
    await noting(row);
    const holder = other.begin({ service: 'membership', clusterId: ours, requestId: newId(), now: new Date().toISOString() });
    holder.hold();
    holder.lock(ready, 'exclusive');
    await holder.query('UPDATE note SET text = text WHERE id = $1', [row.id]);
    const ended: string[] = [];
    const late = Promise.all([
      noting(note(), (work) => work.write(table().update({ ...row, version: 2 }, 1))).then((end) => ended.push('row') && end),
      noting(note(), (work) => work.lock(ready, 'shared')).then((end) => ended.push('lock') && end),
    ]);
    for (let turn = 0; turn < 3; turn += 1) expect(await Promise.all(Array.from({ length: 20 }, () => noting(note())))).toEqual(Array.from({ length: 20 }, () => 'kept'));
    expect(ended).toEqual([]);
    await holder.commit();
    expect(await late).toEqual(['kept', 'kept']);
  });

  it('lose their connection together, and all or nothing of them is kept', async () => {
    const kept = Array.from({ length: 10 }, () => note());
    const lethal = noting(note(), (work) => work.write({ text: `INSERT INTO mark SELECT $1, $2 WHERE pg_terminate_backend(pg_backend_pid())`, values: [newId(), ours] }));
    const ends = await Promise.all([...kept.map((one) => noting(one)), lethal]);
    expect(ends).toEqual(ends.map(() => expect.any(UnclearCommit)));
    expect(await Promise.all(kept.map(({ id }) => traces(id)))).toEqual(kept.map(() => 0));
    expect(await noting(note())).toBe('kept');
  });

  it('are none where a work is to be alone', async () => {
    const [secret, ...open] = [note({ text: 'tajna' }), ...Array.from({ length: 20 }, () => note())];
    await Promise.all([...open.slice(10).map((one) => noting(one)), noting(secret!, undefined, secret!.id, { alone: true }), ...open.slice(0, 10).map((one) => noting(one))]);
    const all = await notes(ours);
    const { transaction } = all.find(({ id }) => id === secret!.id)!;
    expect(all.filter((one) => one.transaction === transaction)).toHaveLength(1);
  });
});
