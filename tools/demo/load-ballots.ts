import { castBallot, castSecretBallot, issueToken, type Matter, readBallot, readMatter } from '@klaster/contracts';
import { createBlindedToken, unblind } from '@klaster/voting';
import { ApiClient } from './api-client.ts';
import type { Ground, Table } from './ground.ts';
import type { MatterRow } from './tables/rows.ts';
import { readVote } from './tables/read-vote.ts';

/** Everybody votes who has made up their mind; who has voted already, in a loading that was cut short, does not vote again. */
export async function castVotes(ground: Ground, table: Table, row: Pick<MatterRow, 'key' | 'votes'>, matter: Matter): Promise<void> {
  const keyOf = (option: string) => (matter.about.role ? table.memberId(option) : option);
  for (const [party, vote] of Object.entries(row.votes ?? {})) {
    const choice = readVote(matter.method, vote, keyOf);
    if (matter.secret) await castSecretly(ground, table, party, matter, choice);
    else await castOpenly(table, party, matter, choice);
  }
}

type Vote = ReturnType<typeof readVote>;

async function castOpenly(table: Table, party: string, { id: matterId }: Matter, choice: Vote): Promise<void> {
  const one = { clusterId: table.id, matterId };
  const as = { actingFor: table.memberId(party) };
  const ballot = await table.clientOf(party).call(readBallot, one, as);
  if (ballot.choice === null) await table.clientOf(party).call(castBallot, { ...one, choice }, { ...as, version: ballot.version });
}

/** A token that the table signs unseen, then a ballot sent by nobody in particular. */
async function castSecretly({ site, signal }: Ground, table: Table, party: string, { id: matterId }: Matter, choice: Vote): Promise<void> {
  const one = { clusterId: table.id, matterId };
  const client = table.clientOf(party);
  const as = { actingFor: table.memberId(party) };
  const { tallyKey } = await client.call(readMatter, one, as);
  if (!tallyKey) throw new Error(`the vote on ${matterId} is not open`);
  const blinded = await createBlindedToken(tallyKey, matterId);
  const { blindSignature } = await client.call(issueToken, { ...one, blinded: blinded.blinded }, as);
  const token = await unblind(tallyKey, blinded, blindSignature);
  if (!token) throw new Error('the table has signed something else');
  await new ApiClient({ gatewayUrl: site.gatewayUrl, signal }).call(castSecretBallot, { ...one, token: token.token, signature: token.signature, choice });
}
