import type { ServiceDefinition } from '@klaster/service-kit';
import { Assemblies, assemblySchema } from './assemblies/assemblies.js';
import { CancelAssembly } from './assemblies/cancel-assembly.js';
import { ChangeAssembly } from './assemblies/change-assembly.js';
import { CloseAssembly } from './assemblies/close-assembly.js';
import { ListAssemblies } from './assemblies/list-assemblies.js';
import { OpenAssembly } from './assemblies/open-assembly.js';
import { ReadAssembly } from './assemblies/read-assembly.js';
import { ReadInvitation } from './assemblies/read-invitation.js';
import { ScheduleAssembly } from './assemblies/schedule-assembly.js';
import { SetAgenda } from './assemblies/set-agenda.js';
import { Attendances, attendanceSchema } from './attendances/attendances.js';
import { ListAttendance } from './attendances/list-attendance.js';
import { ReadAttendance } from './attendances/read-attendance.js';
import { RecordAttendance } from './attendances/record-attendance.js';
import { Charters, charterSchema } from './charters/charters.js';
import { CharterDecisions } from './charters/charter-decisions.js';
import { ChangeCluster } from './clusters/change-cluster.js';
import { Clusters, clusterSchema } from './clusters/clusters.js';
import { CreateCluster } from './clusters/create-cluster.js';
import { ListClusters } from './clusters/list-clusters.js';
import { ReadCluster } from './clusters/read-cluster.js';
import { ReadFederation } from './clusters/read-federation.js';
import { DelegateSeat } from './delegations/delegate-seat.js';
import { Delegations, delegationSchema } from './delegations/delegations.js';
import { EndSeatDelegation } from './delegations/end-seat-delegation.js';
import { ListSeatDelegations } from './delegations/list-seat-delegations.js';
import { ReadSeatDelegation } from './delegations/read-seat-delegation.js';
import { Consequences } from './matters/consequences.js';
import { Matters, matterSchema } from './matters/matters.js';
import { AdmitMember } from './members/admit-member.js';
import { DeclareReadiness } from './members/declare-readiness.js';
import { ListMembers } from './members/list-members.js';
import { ListMyMemberships } from './members/list-my-memberships.js';
import { ListSeats } from './members/list-seats.js';
import { MemberDecisions } from './members/member-decisions.js';
import { Members, memberSchema } from './members/members.js';
import { ReadMember } from './members/read-member.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { PartiesAndMandates1764000000000 } from './migrations/1764000000000-parties-and-mandates.js';
import { ChartersAndMembers1764000000001 } from './migrations/1764000000001-charters-and-members.js';
import { TheTable1764000000002 } from './migrations/1764000000002-the-table.js';
import { Assemblies1764000000003 } from './migrations/1764000000003-assemblies.js';
import { ApproveMinutes } from './minutes/approve-minutes.js';
import { MinutesOfAssemblies, minutesSchema } from './minutes/minutes.js';
import { ProceedingsOfAssemblies } from './minutes/proceedings-of-assemblies.js';
import { ReadMinutes } from './minutes/read-minutes.js';
import { ReadMinutesMarkdown } from './minutes/read-minutes-markdown.js';
import { ReadMinutesPdf } from './minutes/read-minutes-pdf.js';
import { WriteMinutes } from './minutes/write-minutes.js';
import { ChangeParty } from './parties/change-party.js';
import { ListMandates } from './parties/list-mandates.js';
import { ListParties } from './parties/list-parties.js';
import { Mandates } from './parties/mandates.js';
import { Parties, partySchema } from './parties/parties.js';
import { ReadParty } from './parties/read-party.js';
import { RegisterParty } from './parties/register-party.js';
import { RoleDecisions } from './roles/role-decisions.js';
import { SecretVote } from './secret-ballots/secret-vote.js';
import { unbuilt } from './unbuilt.js';

/** Who sits at the table: clusters, parties and their mandates, members and their seats. */
export const membership: ServiceDefinition = {
  name: 'membership',
  operations: unbuilt(
    // Clusters and their charters
    ReadFederation, CreateCluster, ChangeCluster, ListClusters, ReadCluster,

    // Parties and mandates
    RegisterParty, ChangeParty, ListParties, ReadParty, ListMandates,

    // Members, seats, roles
    DeclareReadiness, AdmitMember, ListMembers, ReadMember, ListSeats, ListMyMemberships,

    // The table: matters

    // The table: ballots

    // The table: interests and delegations

    // The table of the federation

    // Assemblies
    ScheduleAssembly, ChangeAssembly, SetAgenda, CancelAssembly, OpenAssembly, CloseAssembly, ListAssemblies, ReadAssembly,
    RecordAttendance, ListAttendance, ReadAttendance,
    DelegateSeat, EndSeatDelegation, ListSeatDelegations, ReadSeatDelegation,
    ReadMinutes, WriteMinutes, ApproveMinutes, ReadMinutesMarkdown, ReadMinutesPdf, ReadInvitation,
  ),
  providers: [
    Clusters, Charters, CharterDecisions,
    Parties, Mandates,
    Members, MemberDecisions,
    RoleDecisions,
    Matters, Consequences, SecretVote,
    Delegations,
    Assemblies, Attendances, ProceedingsOfAssemblies, MinutesOfAssemblies,
  ],
  entities: [
    clusterSchema, charterSchema,
    partySchema,
    memberSchema,
    matterSchema,
    delegationSchema,
    assemblySchema, attendanceSchema, minutesSchema,
  ],
  migrations: [Foundation1763800000000, PartiesAndMandates1764000000000, ChartersAndMembers1764000000001, TheTable1764000000002, Assemblies1764000000003],
};
