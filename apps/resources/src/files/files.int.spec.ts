import { createHash, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { admitFile, FileKept, type KeptFile, keepFile, listFiles, openFile, readFile } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const megabyte = 1024 * 1024;

describe('what is known of files', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let sender: Side;
  let other: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    [sender, other] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });
  afterAll(() => bed.stop());

  const sent = (fields: Partial<KeptFile> = {}, clusterId = cluster.id) => ({ clusterId, name: 'faktura.pdf', sha256: hashOf(randomUUID()), size: 1_000, mediaType: 'application/pdf' as const, ...fields });
  /** As recording a contribution or a payment notes what shows it. */
  const showing = (table: string, column: string, sha256: string, clusterId = cluster.id) => bed.rows(`INSERT INTO resources.${table} (cluster_id, sha256, ${column}) VALUES ($1, $2, $3)`, [clusterId, sha256, newId()]);
  const reading = (side: Side, sha256: string, clusterId = cluster.id) => Promise.all([readFile, openFile].map((operation) => side.person.call(operation, { clusterId, sha256 })));

  it('the sender knows of it, and nobody else', async () => {
    const file = sent();
    const kept = await sender.person.get(keepFile, file);
    expect(kept).toEqual({ ...file, keptBy: sender.memberId, keptAt: expect.any(String) });
    expect(await reading(sender, file.sha256)).toEqual([kept, { name: file.name, sha256: file.sha256, size: 1_000, mediaType: 'application/pdf' }]);
    expect(await reading(other, file.sha256)).toEqual([{ refused: 'not-found' }, { refused: 'not-found' }]);
    expect((await sender.person.get(listFiles, { clusterId: cluster.id })).items[0]).toEqual(kept);
    expect((await other.person.get(listFiles, { clusterId: cluster.id })).items).toEqual([]);
  });

  it.each([['contribution_evidence', 'contribution_id'], ['purse_evidence', 'entry_id']])('every member of the cluster knows of it once it stands in %s, and no other cluster', async (table, column) => {
    const file = sent();
    const kept = await sender.person.get(keepFile, file);
    const elsewhere = new Cluster(bed);
    const stranger = await elsewhere.admit();
    await showing(table, column, file.sha256, elsewhere.id);
    expect(await reading(other, file.sha256)).toEqual([{ refused: 'not-found' }, { refused: 'not-found' }]);
    await showing(table, column, file.sha256);
    expect((await reading(other, file.sha256))[0]).toEqual(kept);
    expect(await reading(stranger, file.sha256)).toEqual([{ refused: 'forbidden' }, { refused: 'forbidden' }]);
    expect(await reading(stranger, file.sha256, elsewhere.id)).toEqual([{ refused: 'not-found' }, { refused: 'not-found' }]);
  });

  it('is known by its hash to those alone who were told: the journal does not name it', async () => {
    const file = sent();
    await sender.person.get(keepFile, file);
    const [told] = await bed.rows<{ envelope: string }>(`SELECT envelope FROM resources.journal WHERE type = $1 ORDER BY id DESC LIMIT 1`, [FileKept.type]);
    expect(JSON.stringify(told)).not.toContain(file.sha256);
    expect(JSON.stringify(told)).not.toContain('faktura');
  });

  it('a member that sends the same again, twenty times at once, has sent it once; another member has it as its own', async () => {
    const file = sent();
    const answers = await atOnce(20, (turn) => sender.person.get(keepFile, { ...file, name: `${turn}.pdf` }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const own = await other.person.get(keepFile, { ...file, name: 'moja.pdf' });
    expect((await reading(other, file.sha256))[0]).toEqual(own);
    expect(await bed.rows('SELECT 1 FROM resources.file WHERE sha256 = $1', [file.sha256])).toHaveLength(2);
  });

  it('the same key gives the same answer, and no other file', async () => {
    const file = sent();
    const idempotencyKey = randomUUID();
    const first = await sender.person.send(keepFile, file, { idempotencyKey });
    expect(await sender.person.send(keepFile, file, { idempotencyKey })).toMatchObject({ body: expect.anything(), location: `/v1/clusters/${cluster.id}/files/${file.sha256}`, replayed: true });
    expect(first).not.toHaveProperty('refusal');
    expect(await sender.person.call(keepFile, sent(), { idempotencyKey })).toEqual({ refused: 'idempotency-key-reused' });
  });

  it('a cluster keeps 1 GiB and not a byte more, whoever sends at once; the operator may give it more', async () => {
    const full = new Cluster(bed);
    const members = await Promise.all([full.admit(), full.admit(), full.admit()]);
    await bed.settle();
    const send = (turn: number, size = 10 * megabyte) => members[turn % 3]!.person.call(keepFile, sent({ size }, full.id));
    for (let round = 0; round < 9; round += 1) expect(outcomes(await atOnce(10, send))).toEqual({ granted: 10 });
    expect(outcomes(await atOnce(24, send))).toEqual({ granted: 12, 'files-full': 12 });
    expect(await send(0)).toEqual({ refused: 'files-full', parameters: { most: 1024 } });
    const admitted = () => members[0]!.person.call(admitFile, { clusterId: full.id });
    expect([await admitted(), await send(0, 4 * megabyte), await admitted()]).toMatchObject([{}, { size: 4 * megabyte }, { refused: 'files-full' }]);
    await bed.rows('UPDATE resources.file_room SET most_bytes = 2 * most_bytes WHERE cluster_id = $1', [full.id]);
    expect([await admitted(), await send(1)]).toMatchObject([{}, { size: 10 * megabyte }]);
  });

  it('who may only read, or stands outside, is not admitted', async () => {
    const reader = await cluster.admit({ scopes: ['read'] });
    const stranger = { person: bed.person() };
    const readOnly = bed.person({ accountId: sender.person.accountId, scopes: ['read'] });
    for (const person of [reader.person, stranger.person, readOnly]) {
      expect([await person.call(admitFile, { clusterId: cluster.id }), await person.call(keepFile, sent())]).toEqual([{ refused: 'forbidden' }, { refused: 'forbidden' }]);
    }
    expect(await bed.nobody().call(admitFile, { clusterId: cluster.id })).toEqual({ refused: 'unauthenticated' });
  });

  it('the service cannot give a cluster more room than it has, nor take a file back', async () => {
    const runtime = await bed.sql('resources');
    for (const text of ['UPDATE file_room SET most_bytes = 0', 'INSERT INTO file_room (cluster_id, bytes, most_bytes) VALUES (uuidv7(), 0, 5)', 'DELETE FROM file', 'UPDATE file SET size = 1']) {
      await expect(runtime.query(text)).rejects.toThrow(/permission denied/);
    }
  });
});
