import type { ServiceDefinition } from '@klaster/service-kit';
import { ChangeCluster } from './clusters/change-cluster.js';
import { Clusters, clusterSchema } from './clusters/clusters.js';
import { CreateCluster } from './clusters/create-cluster.js';
import { ListClusters } from './clusters/list-clusters.js';
import { ReadCluster } from './clusters/read-cluster.js';
import { ReadFederation } from './clusters/read-federation.js';
import { AdmitMember } from './members/admit-member.js';
import { DeclareReadiness } from './members/declare-readiness.js';
import { ListMembers } from './members/list-members.js';
import { ListMyMemberships } from './members/list-my-memberships.js';
import { ListSeats } from './members/list-seats.js';
import { Members, memberSchema } from './members/members.js';
import { ReadMember } from './members/read-member.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { ChangeParty } from './parties/change-party.js';
import { ListMandates } from './parties/list-mandates.js';
import { ListParties } from './parties/list-parties.js';
import { Mandates } from './parties/mandates.js';
import { Parties, partySchema } from './parties/parties.js';
import { ReadParty } from './parties/read-party.js';
import { RegisterParty } from './parties/register-party.js';

/** Who sits at the table: clusters, parties and their mandates, members and their seats. */
export const membership: ServiceDefinition = {
  name: 'membership',
  operations: [
    ReadFederation,
    CreateCluster, ChangeCluster, ListClusters, ReadCluster,
    RegisterParty, ChangeParty, ListParties, ReadParty, ListMandates,
    DeclareReadiness, AdmitMember, ListMembers, ReadMember, ListSeats, ListMyMemberships,
  ],
  providers: [Clusters, Parties, Mandates, Members],
  entities: [clusterSchema, partySchema, memberSchema],
  migrations: [Foundation1763800000000],
};
