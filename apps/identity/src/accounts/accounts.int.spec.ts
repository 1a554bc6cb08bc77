import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createAccount, createToken, listTokens, readMe, readToken, revokeToken, verifyToken } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, Testbed } from '@klaster/testing';
import { operatorCode, serveIdentity } from '../sign-in/testing/replicas.js';
import { secretSha256 } from '../tokens/token-secret.js';

const password = 'trzy zielone żółwie';
let testbed: Testbed;
let nobody: Caller;

beforeAll(async () => {
  testbed = await Testbed.start();
  await serveIdentity(testbed, 1);
  nobody = testbed.nobody();
}, 60_000);

afterAll(() => testbed.stop());

const race = <Result>(times: number, act: (index: number) => Promise<Result>) => Promise.all(Array.from({ length: times }, (_, index) => act(index)));
const outcomes = (answers: readonly unknown[]) => answers.map((answer) => (answer as { refused?: string }).refused ?? 'done').sort();

async function signUp(name: string): Promise<Caller> {
  const { id } = await nobody.get(createAccount, { email: `${name}@example.org`, password, name });
  return testbed.person({ accountId: id });
}

describe('signing up', () => {
  test('gives an address one account, however it is written and however many try at once', async () => {
    const answers = await race(5, (index) => nobody.call(createAccount, { email: index % 2 ? 'Ewa@Example.org' : 'ewa@example.org', password, name: 'Ewa' }));
    expect(outcomes(answers)).toEqual(['done', 'email-taken', 'email-taken', 'email-taken', 'email-taken']);
  });

  test('makes one first operator, however many have the code', async () => {
    expect(await nobody.call(createAccount, { email: 'x@example.org', password, name: 'X', operatorCode: 'a wrong code altogether' })).toEqual({ refused: 'operator-code-invalid' });
    const answers = await race(4, (index) => nobody.call(createAccount, { email: `op${index}@example.org`, password, name: 'Op', operatorCode }));
    expect(outcomes(answers)).toEqual(['done', 'operator-code-invalid', 'operator-code-invalid', 'operator-code-invalid']);
    expect(await testbed.rows('SELECT count(*)::int AS operators FROM identity.account WHERE operator')).toEqual([{ operators: 1 }]);
  });

  test('tells of accounts without anything personal', async () => {
    const anna = await signUp('anna');
    expect(await anna.get(readMe, {})).toMatchObject({ id: anna.accountId, version: 1, email: 'anna@example.org', operator: false, locale: 'pl' });
    const [told] = await testbed.rows<{ envelope: string }>('SELECT envelope FROM identity.journal WHERE subject = $1', [anna.accountId]);
    expect(told?.envelope).not.toMatch(/anna|example/);
  });
});

describe('personal access tokens', () => {
  test('speak for their account until they are revoked or expire, and are known by a hash alone', async () => {
    const owner = await signUp('owner');
    const platform = await testbed.process('gateway');
    const actorOf = async (secret: string) => {
      const answer = await platform.call(verifyToken, { secretSha256: secretSha256(secret) }, { requestId: 'test' });
      return 'actor' in answer ? answer.actor : answer;
    };
    const [revoked, expiring] = [await owner.get(createToken, { name: 'laptop' }), await owner.get(createToken, { name: 'script', scopes: ['read'], expiresInDays: 1 })];
    expect(await actorOf(revoked.token)).toMatchObject({ accountId: owner.accountId, operator: false, scopes: ['read', 'write'] });
    expect((await owner.get(listTokens, {})).items).toEqual([expect.not.objectContaining({ token: expect.anything() }), expect.objectContaining({ name: 'script' })]);
    await owner.get(revokeToken, { tokenId: revoked.id });
    expect(await owner.call(revokeToken, { tokenId: revoked.id })).toEqual({ refused: 'not-found' });
    expect(await actorOf(revoked.token)).toBeNull();
    expect(await actorOf(expiring.token)).not.toBeNull();
    testbed.clock.turn({ days: 1, seconds: 1 });
    expect(await actorOf(expiring.token)).toBeNull();
    testbed.clock.turn({ days: -1, seconds: -1 });
    expect(await actorOf('klp_unknown')).toBeNull();
    expect(await testbed.rows('SELECT FROM identity.access_token t WHERE t::text LIKE $1', [`%${expiring.token}%`])).toEqual([]);
  });

  test('are their owner’s alone, by the API and by the database', async () => {
    const [owner, stranger] = [await signUp('one'), await signUp('two')];
    const { id: tokenId } = await owner.get(createToken, { name: 'laptop' });
    expect(await stranger.call(readToken, { tokenId })).toEqual({ refused: 'not-found' });
    expect(await stranger.call(revokeToken, { tokenId })).toEqual({ refused: 'not-found' });
    expect(await testbed.person({ accountId: newId() }).call(createToken, { name: 'from another issuer' })).toEqual({ refused: 'forbidden' });
    const role = await testbed.sql('identity');
    await role.query(`SELECT set_config('klaster.account', $1, false)`, [stranger.accountId]);
    expect((await role.query('SELECT id FROM account')).rows).toEqual([{ id: stranger.accountId }]);
    expect((await role.query('SELECT id FROM access_token')).rows).toEqual([]);
    expect((await role.query('UPDATE account SET operator = true WHERE id = $1', [owner.accountId])).rowCount).toBe(0);
    await expect(role.query('SELECT password_hash FROM credential')).rejects.toThrow('permission denied');
  });
});
