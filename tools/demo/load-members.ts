import { acceptMandate, admitMember, confirmPatronage, createCluster, createMandate, declareReadiness, readMe, registerParty } from '@klaster/contracts';
import type { ApiClient } from './api-client.ts';
import { federation, partyOf } from './federation.ts';
import { inventKrs, inventNip, inventRegon } from './identifiers.ts';
import type { Ground, Known } from './ground.ts';
import { furtherRepresentatives, partyDetails, patrons } from './party-details.ts';
import { operator } from './people.ts';
import type { PartyRow } from './rows.ts';

interface Loaded extends Known {
  /** By key of the cluster. */
  readonly clusterIds: ReadonlyMap<string, string>;
}

/** The operator makes the clusters; every party is registered by who represents it, declares its readiness and is admitted. */
export async function loadMembers(ground: Ground, clients: ReadonlyMap<string, ApiClient>): Promise<Loaded> {
  const clientOf = (person: string) => {
    const client = clients.get(person);
    if (!client) throw new Error(`nobody is signed in as ${person}`);
    return client;
  };
  const clusterIds = new Map(
    await ground.eachOf('clusters', federation.clusters, async ({ key, name, purpose, municipality, table }) => {
      const { id } = await clientOf(operator.key).call(createCluster, { name, purpose, municipality, charter: { rules: table.rules } }, { key: `demo/cluster/${key}` });
      return [key, id] as const;
    }),
  );
  const known: Known = { parties: new Map(), members: new Map() };
  const numbered = federation.parties.map((party, index) => ({ party, index }));
  // A group names its patron, which must be known by then.
  for (const named of [false, true]) {
    const these = numbered.filter(({ party }) => party.key in patrons === named);
    await ground.eachOf('parties', these, ({ party, index }) => loadParty(party, index, clientOf(party.account), clusterIds, known));
  }
  await ground.eachOf('patrons', Object.entries(patrons), async ([group, patron]) => {
    await clientOf(partyOf(patron).account).call(confirmPatronage, { partyId: known.parties.get(group)! }, { key: `demo/patronage/${group}` });
  });
  await ground.eachOf('representatives', furtherRepresentatives, async ({ party, account, scopes }) => {
    const partyId = known.parties.get(party)!;
    const key = `demo/mandate/${party}/${account}`;
    const { id: accountId } = await clientOf(account).call(readMe, {});
    const { id: mandateId } = await clientOf(partyOf(party).account).call(createMandate, { partyId, accountId, scopes }, { key: `${key}/invitation` });
    await clientOf(account).call(acceptMandate, { partyId, mandateId }, { key: `${key}/acceptance` });
  });
  return { clusterIds, ...known };
}

async function loadParty(party: PartyRow, index: number, client: ApiClient, clusterIds: ReadonlyMap<string, string>, known: Known): Promise<void> {
  const { kind, sphere, name, municipality } = party;
  const { activities, ...details } = partyDetails[party.key]!;
  const patronPartyId = known.parties.get(patrons[party.key] ?? '');
  const request = { kind, sphere, name, municipality, ...details, activities: [...activities], ...(patronPartyId ? { patronPartyId } : {}), ...identifiersOf(party, index) };
  const { id: partyId } = await client.call(registerParty, request, { key: `demo/party/${party.key}` });
  known.parties.set(party.key, partyId);
  for (const cluster of federation.clusters.filter((plan) => plan.members.includes(party.key))) {
    const key = `${cluster.key}/${party.key}`;
    const clusterId = clusterIds.get(cluster.key) ?? '';
    const { id: memberId } = await client.call(declareReadiness, { clusterId, partyId }, { key: `demo/member/${key}` });
    await client.call(admitMember, { clusterId, memberId, acceptsCharter: true }, { key: `demo/admission/${key}` });
    known.members.set(key, memberId);
  }
}

const invent = { nip: inventNip, regon: inventRegon, krs: inventKrs } as const;

/** The party's place in the table makes its numbers: counted from 1, so that they are never all zeros behind the 990. */
export function identifiersOf({ identifiers }: PartyRow, index: number): { readonly [Name in PartyRow['identifiers'][number]]?: string } {
  return Object.fromEntries(identifiers.map((name) => [name, invent[name](index + 1)]));
}
