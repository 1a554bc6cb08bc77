import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { castSecretBallot, type Choice, delegateVote, issueToken, type Matter, readResult } from '@klaster/contracts';
import { Database, newId } from '@klaster/persistence';
import { atOnce, eventually, outcomes } from '@klaster/testing';
import type { Sitter } from '../matters/fixtures/round-table.js';
import { matterLock } from '../matters/matters.js';
import { SecretTable } from './fixtures/secret-table.js';

const yes: Choice = { vote: 'yes' };
const no: Choice = { vote: 'no' };

/** Who gets a token, which ballots are taken, and when: with two replicas of the service. */
describe('a secret vote', () => {
  let table: SecretTable;
  let voters: readonly [Sitter, Sitter, Sitter, Sitter];
  let vote: Matter;

  beforeAll(async () => {
    table = await SecretTable.start();
    voters = (await table.common.join(4)) as [Sitter, Sitter, Sitter, Sitter];
    vote = await table.open(voters[0]);
  }, 30_000);

  afterAll(() => table.stop());

  /** A number that the key can sign, whatever it hides. */
  const someBlinded = () => Buffer.concat([Buffer.of(1), randomBytes(255)]).toString('base64url');
  const ask = ({ person }: Sitter, { id: matterId }: Matter, blinded: string, more: { seat?: string; key?: string } = {}) =>
    person.call(issueToken, { clusterId: table.clusterId, matterId, blinded, ...(more.seat ? { seat: more.seat } : {}) }, more.key ? { idempotencyKey: more.key } : {});
  const issued = (matter: Matter) => table.bed.rows<{ envelope: string }>(`SELECT envelope FROM membership.journal WHERE type = 'membership.ballot-token.issued.v1' AND envelope LIKE $1 ORDER BY id`, [`%${matter.id}%`]);
  const kept = (matter: Matter) => table.bed.rows<{ token: string; choice: Choice }>('SELECT token, choice FROM membership.secret_ballot WHERE matter_id = $1 ORDER BY token', [matter.id]);

  it('signs one token for a seat, whoever of a hundred is first', async () => {
    const [voter] = voters;
    const blinded = await atOnce(100, async () => someBlinded());
    const answers = await Promise.all(blinded.map((one) => ask(voter, vote, one)));
    expect(outcomes(answers)).toEqual({ granted: 1, 'token-issued': 99 });
    const [event, ...others] = await issued(vote);
    expect(others).toEqual([]);
    expect(JSON.parse(event!.envelope)).toMatchObject({ subjectversion: 1, accountid: voter.person.accountId, data: { matterId: vote.id, memberId: voter.memberId, issuedTo: voter.memberId } });
    expect(await table.bed.rows('SELECT version, cast_by FROM membership.ballot WHERE matter_id = $1 AND blinded_sha256 IS NOT NULL', [vote.id])).toEqual([{ version: 2, cast_by: voter.memberId }]);
  }, 20_000);

  it('gives the same signature again for the same blinded token, at once, later and under another key', async () => {
    const matter = await table.open(voters[0]);
    const blinded = someBlinded();
    const first = await atOnce(20, (turn) => ask(voters[0], matter, blinded, turn % 2 ? { key: `key-${turn}` } : {}));
    const again = [await ask(voters[0], matter, blinded), await ask(voters[0], matter, blinded, { key: 'key-1' })];
    expect(new Set([...first, ...again].map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(outcomes(first)).toEqual({ granted: 20 });
    expect(await ask(voters[0], matter, someBlinded())).toEqual({ refused: 'token-issued' });
    expect(await issued(matter)).toHaveLength(1);
  });

  it('keeps no signature that can be read', async () => {
    const matter = await table.open(voters[0]);
    const answer = await ask(voters[0], matter, someBlinded(), { key: 'sealed' });
    const { blindSignature } = answer as { blindSignature: string };
    const answers = await table.bed.rows<{ answer: string }>(`SELECT answer FROM membership.idempotency WHERE key = 'sealed'`);
    expect(answers).toHaveLength(1);
    expect(answers[0]!.answer).not.toContain(blindSignature.slice(0, 12));
  });

  it('signs for nobody who has no seat in it, or not this one', async () => {
    const matter = await table.open(voters[0]);
    const [late] = (await table.common.join(1)) as [Sitter];
    expect(await ask(late, matter, someBlinded())).toEqual({ refused: 'not-in-electorate' });
    expect(await ask(voters[1], matter, someBlinded(), { seat: voters[0].memberId })).toEqual({ refused: 'not-represented' });
    expect(await ask(voters[1], matter, someBlinded(), { seat: newId() })).toEqual({ refused: 'not-in-electorate' });
    expect(await ask({ ...voters[0], person: table.bed.person() }, matter, someBlinded())).toEqual({ refused: 'forbidden' });
    expect(await ask(voters[0], { ...matter, id: newId() }, someBlinded())).toEqual({ refused: 'not-found' });
    expect(await ask(voters[0], matter, Buffer.alloc(256, 255).toString('base64url'))).toEqual({ refused: 'token-invalid' });
    expect(await issued(matter)).toEqual([]);
  });

  it('signs for a seat that is represented, once for whoever asks', async () => {
    const matter = await table.open(voters[0]);
    const [holder, giver] = voters;
    await giver.person.get(delegateVote, { clusterId: table.clusterId, matterId: matter.id, to: holder.memberId });
    expect(await ask(holder, matter, someBlinded(), { seat: giver.memberId })).toMatchObject({ memberId: giver.memberId });
    expect(await ask(holder, matter, someBlinded())).toMatchObject({ memberId: holder.memberId });
    const events = (await issued(matter)).map(({ envelope }) => (JSON.parse(envelope) as { data: object }).data);
    expect(events).toMatchObject([{ memberId: giver.memberId, issuedTo: holder.memberId }, { memberId: holder.memberId, issuedTo: holder.memberId }]);
  });

  it('changes no signed token, whatever is written', async () => {
    const matter = await table.open(voters[0]);
    await ask(voters[0], matter, someBlinded());
    const runtime = await table.bed.sql('membership');
    await runtime.query(`SELECT set_config('klaster.cluster', $1, false)`, [table.clusterId]);
    await expect(runtime.query(`UPDATE ballot SET blinded_sha256 = 'another' WHERE matter_id = $1 AND member_id = $2`, [matter.id, voters[0].memberId])).rejects.toThrow(/append-only/);
    await expect(runtime.query(`UPDATE ballot SET choice = '{"vote":"yes"}' WHERE matter_id = $1 AND member_id = $2`, [matter.id, voters[0].memberId])).rejects.toThrow(/check/);
  });

  it('takes the ballot of a token, and its change, as often as it is sent', async () => {
    const token = await table.token(vote, voters[1]);
    expect(await table.cast(vote, token, yes)).toEqual({ matterId: vote.id, token: token.token });
    const answers = await atOnce(50, (turn) => table.cast(vote, token, turn % 2 ? yes : no));
    expect(outcomes(answers)).toEqual({ granted: 50 });
    await table.cast(vote, token, no);
    expect(await kept(vote)).toEqual([{ token: token.token, choice: no }]);
  });

  it('takes no ballot whose token was not signed for this vote', async () => {
    const [other, open] = [await table.open(voters[0]), await table.open(voters[0], false)];
    const token = await table.token(other, voters[2]);
    const before = await kept(vote);
    expect(other.tallyKey).not.toBe(vote.tallyKey);
    expect(await table.cast(vote, token, yes)).toEqual({ refused: 'token-invalid' });
    expect(await table.cast(other, { ...token, token: someBlinded().slice(0, 43) }, yes)).toEqual({ refused: 'token-invalid' });
    expect(await table.cast(other, { ...token, signature: someBlinded() }, yes)).toEqual({ refused: 'token-invalid' });
    expect(await table.cast({ ...other, id: newId() }, token, yes)).toEqual({ refused: 'not-found' });
    expect(await table.cast(open, token, yes)).toEqual({ refused: 'vote-is-open' });
    expect(await ask(voters[2], open, someBlinded())).toEqual({ refused: 'vote-is-open' });
    expect([await kept(vote), await kept(other)]).toEqual([before, []]);
  });

  it('takes no choice that does not fit, and says where', async () => {
    const token = await table.token(vote, voters[2]);
    expect(await table.cast(vote, token, { approve: ['a'] })).toMatchObject({ refused: 'choice-unfit', parameters: { method: 'majority' }, errors: [{ pointer: '/choice', code: 'wrong-method' }] });
  });

  it('knows nothing of who casts, and keeps no answer', async () => {
    const matter = await table.open(voters[0]);
    const token = await table.token(matter, voters[0]);
    const request = { clusterId: table.clusterId, matterId: matter.id, ...token, choice: yes };
    const before = await table.bed.rows('SELECT count(*) FROM membership.idempotency');
    expect(await table.bed.nobody().get(castSecretBallot, request, { idempotencyKey: 'same' })).toMatchObject({ token: token.token });
    await table.bed.nobody().get(castSecretBallot, { ...request, choice: no }, { idempotencyKey: 'same' });
    expect(await table.bed.rows('SELECT count(*) FROM membership.idempotency')).toEqual(before);
    expect(await kept(matter)).toEqual([{ token: token.token, choice: no }]);
  });

  it.each([1, 2, 3])('counts every ballot that was acknowledged at the instant of closing, and no other (%d)', async (round) => {
    const matter = await table.open(voters[0]);
    const tokens = await Promise.all(voters.map((voter) => table.token(matter, voter)));
    const casting = tokens.slice(0, 3).map((token) => table.cast(matter, token, yes));
    await Promise.all(casting);
    const changing = Array.from({ length: 60 }, (_, turn) => table.cast(matter, tokens[turn % 4]!, no).then((answer) => [tokens[turn % 4]!.token, answer] as const));
    await Promise.race(changing.slice(round * 12));
    const published = await table.close(matter, voters[0]);
    const acknowledged = new Set((await Promise.all(changing)).flatMap(([token, answer]) => ('refused' in answer ? [] : [token])));
    expect(new Set(published.flatMap(({ token, choice }) => ('vote' in choice && choice.vote === 'no' ? [token] : [])))).toEqual(acknowledged);
    expect(await table.cast(matter, tokens[0]!, yes)).toMatchObject({ refused: 'voting-not-open', parameters: { state: 'decided' } });
    expect(await kept(matter)).toEqual([]);
  });

  const closed = { refused: 'voting-not-open', parameters: { state: 'decided' } };

  it('lets a ballot and a token that come while it is being closed wait, and then refuses them', async () => {
    const matter = await table.open(voters[0]);
    const token = await table.token(matter, voters[0]);
    const waiting = (number: number) => {
      const count = async () => (await table.bed.rows(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)).length;
      return eventually(async () => ((await count()) === number ? true : undefined), () => `not ${number} wait`);
    };
    const database = await Database.open({ url: table.bed.database.url('membership'), connections: 1, applicationName: 'locksmith' });
    let late: Promise<unknown> = Promise.resolve();
    await database.within({ service: 'membership', requestId: newId(), now: table.bed.clock.now() }, async (work) => {
      work.lock(matterLock(matter.id), 'exclusive');
      await work.query('SELECT');
      const closing = table.close(matter, voters[0]);
      await waiting(1);
      late = Promise.all([table.cast(matter, token, yes), ask(voters[1], matter, someBlinded()), closing]);
      await waiting(3);
    });
    expect(await late).toEqual([closed, closed, []]);
    await database.close();
    expect([await kept(matter), await issued(matter)]).toMatchObject([[], [{}]]);
  });

  it('deletes fewer than three ballots without looking at them', async () => {
    const matter = await table.open(voters[0]);
    for (const voter of voters.slice(0, 2)) await table.cast(matter, await table.token(matter, voter), yes);
    expect(await table.close(matter, voters[0])).toEqual([]);
    expect(await voters[3].person.get(readResult, { clusterId: table.clusterId, matterId: matter.id })).toMatchObject({ turnout: 2, outcome: 'no-quorum', counts: { ballots: 0, ground: 'too-few-ballots' } });
    expect([await kept(matter), await table.bed.rows('SELECT 1 FROM membership.tallied_ballot WHERE matter_id = $1', [matter.id])]).toEqual([[], []]);
  });

  it('ends at its time, whether it has been closed or not', async () => {
    const matter = await table.open(voters[0]);
    const token = await table.token(matter, voters[0]);
    table.bed.clock.turn({ days: 4 });
    expect(await table.cast(matter, token, yes)).toMatchObject({ refused: 'voting-not-open' });
    expect(await ask(voters[1], matter, someBlinded())).toMatchObject({ refused: 'voting-not-open' });
  });
});
