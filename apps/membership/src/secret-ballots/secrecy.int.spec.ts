import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Choice, Matter } from '@klaster/contracts';
import { eventually } from '@klaster/testing';
import type { VotingToken } from '@klaster/voting';
import type { Sitter } from '../matters/fixtures/round-table.js';
import { SecretTable } from './fixtures/secret-table.js';
import type { TalliedBallot } from './secret-vote.js';

/** A row as the superuser reads it: where it lies, which transaction wrote it, and everything that stands in it. */
interface Row {
  readonly table: string;
  readonly ctid: string;
  readonly xmin: string;
  readonly text: string;
}

interface Cast {
  readonly voter: Sitter;
  readonly token: VotingToken;
  readonly choice: Choice;
}

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.match(/[A-Za-z0-9_-]{8,}/g));

/**
 * Which ballots can be joined with which member by values that they share, however many rows lie between. A word that
 * leads to several members, such as the matter’s id, tells nothing; nor does a row that names all ballots.
 */
function joinedByValue(rows: readonly Row[], members: readonly string[], tokens: readonly string[]): Map<string, string> {
  const leadsTo = new Map(members.map((member) => [member, new Set([member])]));
  const reading = rows.map(({ text }) => wordsOf(text)).filter((words) => tokens.filter((token) => words.has(token)).length <= 1);
  for (let learnt = true; learnt; ) {
    learnt = false;
    const found = reading.map((words) => new Set([...words].flatMap((word) => (leadsTo.get(word)?.size === 1 ? [...leadsTo.get(word)!] : []))));
    reading.forEach((words, place) => {
      if (found[place]!.size !== 1) return;
      const [member] = found[place]!;
      for (const word of words) {
        const known = leadsTo.get(word) ?? new Set();
        if (known.has(member!)) continue;
        leadsTo.set(word, known.add(member!));
        learnt = true;
      }
    });
  }
  return new Map(tokens.flatMap((token) => (leadsTo.get(token)?.size === 1 ? [[token, [...leadsTo.get(token)!][0]!] as const] : [])));
}

/** Spearman’s rank correlation: 1 for the same order, -1 for the reverse, about 0 for orders that have nothing to do with each other. */
function rankCorrelation(one: readonly string[], other: readonly string[]): number {
  const distances = one.map((item, place) => (place - other.indexOf(item)) ** 2);
  return 1 - (6 * distances.reduce((sum, square) => sum + square, 0)) / (one.length * (one.length ** 2 - 1));
}

/** Chance alone goes beyond this once in ten million times, with so many voters. */
const mostByChance = 0.7;

/** What somebody learns who reads the whole database after closing: everything that happened, and not who chose what. */
describe('the database after a secret vote', () => {
  let table: SecretTable;
  let matter: Matter;
  let voters: readonly Sitter[];
  let casts: readonly Cast[];
  let published: readonly { readonly token: string | null; readonly choice: Choice }[];
  let rows: readonly Row[];

  beforeAll(async () => {
    table = await SecretTable.start();
    voters = await table.common.join(50);
    matter = await table.open(voters[0]!);
    const tokens: VotingToken[] = [];
    for (const [place, voter] of voters.entries()) tokens.push(await table.token(matter, voter, { idempotencyKey: `token-${place}` }));
    // Cast in another order than that of the tokens, the one that a reader would look for.
    casts = voters.map((_, place) => (place * 17) % voters.length).map((place) => ({ voter: voters[place]!, token: tokens[place]!, choice: { vote: place % 3 ? 'yes' : 'no' } }));
    for (const { token, choice } of casts) await table.cast(matter, token, choice);
    for (const { token } of casts.slice(0, 2)) await table.cast(matter, token, { abstain: true });
    published = await table.close(matter, voters[0]!);
    rows = await everything();
  }, 60_000);

  afterAll(() => table.stop());

  const everything = async (): Promise<Row[]> => {
    const tables = await table.bed.rows<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relnamespace = 'membership'::regnamespace AND relkind IN ('r', 'm')`);
    expect(tables.length).toBeGreaterThan(30);
    const read = tables.map(({ name }) => table.bed.rows<Row>(`SELECT '${name}' AS table, ctid::text, xmin::text, to_jsonb(t)::text AS text FROM membership.${name} t`));
    return (await Promise.all(read)).flat();
  };
  const rowsOf = (name: string) => rows.filter((row) => row.table === name);
  const tokensOf = (some: readonly Row[]) => some.map(({ text }) => (JSON.parse(text) as TalliedBallot).token);
  const place = (ctid: string) => Number(/,(\d+)/.exec(ctid)![1]) + Number(/\((\d+)/.exec(ctid)![1]) * 1_000;

  it('has the ballots under their tokens, where each voter finds its own, counted once with its last choice', () => {
    expect(published).toHaveLength(voters.length);
    const choices = new Map(published.map(({ token, choice }) => [token, choice]));
    for (const [turn, { token, choice }] of casts.entries()) expect(choices.get(token.token)).toEqual(turn < 2 ? { abstain: true } : choice);
    expect(tokensOf(rowsOf('tallied_ballot'))).toEqual(published.map(({ token }) => token));
  });

  it('has who took part', () => {
    const took = rowsOf('ballot').map(({ text }) => JSON.parse(text) as { member_id: string; blinded_sha256: string; choice: null });
    expect(took.map(({ member_id: memberId }) => memberId).toSorted()).toEqual(voters.map(({ memberId }) => memberId).toSorted());
    expect(took.every(({ blinded_sha256: blinded, choice }) => /^[0-9a-f]{64}$/.test(blinded) && choice === null)).toBe(true);
  });

  it('has neither the key nor the ballots as they came', () => {
    expect([...rowsOf('tally_key'), ...rowsOf('secret_ballot')]).toEqual([]);
    expect(rows.filter(({ text }) => casts.some(({ token }) => text.includes(token.signature)))).toEqual([]);
  });

  it('has not even dead rows of them, once the vacuum has run that runs by itself', async () => {
    const bytes = async () => {
      await table.bed.rows('VACUUM membership.secret_ballot');
      const [size] = await table.bed.rows<{ bytes: string }>(`SELECT pg_relation_size('membership.secret_ballot') AS bytes`);
      return Number(size!.bytes) === 0 ? 'none' : undefined;
    };
    expect(await eventually(bytes, () => 'dead rows are left')).toBe('none');
    const options = await table.bed.rows<{ reloptions: string[] }>(`SELECT reloptions FROM pg_class WHERE oid = 'membership.secret_ballot'::regclass`);
    expect(options[0]!.reloptions).toContain('autovacuum_vacuum_threshold=1');
  });

  it('stands beside a log that speaks of none of it', () => {
    const words = wordsOf(table.logged.join());
    expect(words.size).toBeGreaterThan(0);
    expect([...casts.map(({ token }) => token.token), ...voters.map(({ memberId }) => memberId)].filter((word) => words.has(word))).toEqual([]);
  });

  it('joins no seat with a choice by value', () => {
    const [members, tokens] = [voters.map(({ memberId }) => memberId), casts.map(({ token }) => token.token)];
    expect(joinedByValue(rows, members, tokens)).toEqual(new Map());

    // It would be found: here the request is the same, and the account is named in its answer.
    const [voter, token] = [voters[7]!, tokens[9]!];
    const betrayed = [`{"request": "request-of-ballot", "token": "${token}"}`, `{"request": "request-of-ballot", "account": "${voter.person.accountId}"}`];
    const leak = betrayed.map((text): Row => ({ table: 'leak', ctid: '(0,1)', xmin: '1', text }));
    expect(joinedByValue([...rows, ...leak], members, tokens)).toEqual(new Map([[token, voter.memberId]]));
  });

  it('joins them by no order: the ballots lie by their tokens, which chance has made', () => {
    const lying = tokensOf(rowsOf('tallied_ballot').toSorted((one, other) => place(one.ctid) - place(other.ctid)));
    expect(lying).toEqual(lying.toSorted());
    expect(published.map(({ token }) => token)).toEqual(lying);
    const cast = casts.map(({ token }) => token.token);
    const issued = voters.map(({ memberId }) => casts.find(({ voter }) => voter.memberId === memberId)!.token.token);
    for (const order of [cast, issued]) expect(Math.abs(rankCorrelation(lying, order))).toBeLessThan(mostByChance);
    expect(rankCorrelation(cast, [...cast])).toBe(1);
  });

  it('joins them by no time: one transaction wrote all ballots, and none has an instant', async () => {
    const tallied = rowsOf('tallied_ballot');
    expect(new Set(tallied.map(({ xmin }) => xmin)).size).toBe(1);
    expect(new Set(tallied.flatMap(({ text }) => Object.keys(JSON.parse(text) as object)))).toEqual(new Set(['id', 'token', 'choice', 'matter_id', 'cluster_id']));
    expect(await table.bed.rows('SHOW track_commit_timestamp')).toEqual([{ track_commit_timestamp: 'off' }]);
  });
});
