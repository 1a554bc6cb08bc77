import { admitMember, createCluster, declareReadiness, registerParty } from '@klaster/contracts';
import type { ApiClient } from './api-client.ts';
import { federation } from './federation.ts';
import { inventKrs, inventNip, inventRegon } from './identifiers.ts';
import type { Ground } from './ground.ts';
import { operator } from './people.ts';
import type { PartyRow } from './rows.ts';

/** Ids of members by `cluster/party`. */
export type Members = ReadonlyMap<string, string>;

interface Loaded {
  /** By key of the cluster. */
  readonly clusterIds: ReadonlyMap<string, string>;
  readonly members: Members;
}

/** The operator makes the clusters; every party is registered by who represents it, declares its readiness and is admitted. */
export async function loadMembers(ground: Ground, clients: ReadonlyMap<string, ApiClient>): Promise<Loaded> {
  const clientOf = (person: string) => {
    const client = clients.get(person);
    if (!client) throw new Error(`nobody is signed in as ${person}`);
    return client;
  };
  const clusterIds = new Map(
    await ground.eachOf('clusters', federation.clusters, async ({ key, name, purpose, municipality }) => {
      const { id } = await clientOf(operator.key).call(createCluster, { name, purpose, municipality }, { key: `demo/cluster/${key}` });
      return [key, id] as const;
    }),
  );
  const members = new Map<string, string>();
  await ground.eachOf('parties', federation.parties, async (party, index) => {
    const client = clientOf(party.account);
    const { kind, sphere, name, municipality } = party;
    const registered = await client.call(registerParty, { kind, sphere, name, municipality, ...identifiersOf(party, index) }, { key: `demo/party/${party.key}` });
    for (const cluster of federation.clusters.filter((plan) => plan.members.includes(party.key))) {
      const key = `${cluster.key}/${party.key}`;
      const clusterId = clusterIds.get(cluster.key) ?? '';
      const { id: memberId } = await client.call(declareReadiness, { clusterId, partyId: registered.id }, { key: `demo/member/${key}` });
      await client.call(admitMember, { clusterId, memberId, acceptsCharter: true }, { key: `demo/admission/${key}` });
      members.set(key, memberId);
    }
  });
  return { clusterIds, members };
}

const invent = { nip: inventNip, regon: inventRegon, krs: inventKrs } as const;

/** The party's place in the table makes its numbers: counted from 1, so that they are never all zeros behind the 990. */
export function identifiersOf({ identifiers }: PartyRow, index: number): { readonly [Name in PartyRow['identifiers'][number]]?: string } {
  return Object.fromEntries(identifiers.map((name) => [name, invent[name](index + 1)]));
}
