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
import { Ballots } from './ballots/ballots.js';
import { CastBallot } from './ballots/cast-ballot.js';
import { ListBallots } from './ballots/list-ballots.js';
import { ListElectorate } from './ballots/list-electorate.js';
import { ReadBallot } from './ballots/read-ballot.js';
import { ReadResult } from './ballots/read-result.js';
import { AcceptCharter } from './charters/accept-charter.js';
import { Acceptances } from './charters/acceptances.js';
import { AdoptCharter } from './charters/adopt-charter.js';
import { Adoption } from './charters/adoption.js';
import { CharterDecisions } from './charters/charter-decisions.js';
import { Charters, charterSchema } from './charters/charters.js';
import { CompareCharterVersions } from './charters/compare-charter-versions.js';
import { ListCharterAcceptances } from './charters/list-charter-acceptances.js';
import { ListCharterVersions } from './charters/list-charter-versions.js';
import { ProposeCharter } from './charters/propose-charter.js';
import { ReadCharterVersion } from './charters/read-charter-version.js';
import { ReadCharter } from './charters/read-charter.js';
import { ChangeCluster } from './clusters/change-cluster.js';
import { Clusters, clusterSchema } from './clusters/clusters.js';
import { CreateCluster } from './clusters/create-cluster.js';
import { DissolveCluster } from './clusters/dissolve-cluster.js';
import { ListClusters } from './clusters/list-clusters.js';
import { ReadCluster } from './clusters/read-cluster.js';
import { ReadFederation } from './clusters/read-federation.js';
import { ListActivities } from './code-lists/list-activities.js';
import { ListLegalForms } from './code-lists/list-legal-forms.js';
import { AddComment } from './comments/add-comment.js';
import { Comments, commentSchema } from './comments/comments.js';
import { ListComments } from './comments/list-comments.js';
import { ReadComment } from './comments/read-comment.js';
import { DelegateSeat } from './delegations/delegate-seat.js';
import { DelegateVote } from './delegations/delegate-vote.js';
import { Delegations, delegationSchema } from './delegations/delegations.js';
import { EndDelegation } from './delegations/end-delegation.js';
import { EndSeatDelegation } from './delegations/end-seat-delegation.js';
import { ListDelegations } from './delegations/list-delegations.js';
import { ListSeatDelegations } from './delegations/list-seat-delegations.js';
import { ReadDelegation } from './delegations/read-delegation.js';
import { ReadSeatDelegation } from './delegations/read-seat-delegation.js';
import { CastClusterBallot } from './federation-matters/cast-cluster-ballot.js';
import { CloseFederationVoting } from './federation-matters/close-federation-voting.js';
import { ClusterBallots } from './federation-matters/cluster-ballots.js';
import { CommentFederationMatter } from './federation-matters/comment-federation-matter.js';
import { DeliberateFederationMatter } from './federation-matters/deliberate-federation-matter.js';
import { FederationTable } from './federation-matters/federation-table.js';
import { ListClusterBallots } from './federation-matters/list-cluster-ballots.js';
import { ListFederationComments } from './federation-matters/list-federation-comments.js';
import { ListFederationElectorate } from './federation-matters/list-federation-electorate.js';
import { ListFederationMatters } from './federation-matters/list-federation-matters.js';
import { OpenFederationVoting } from './federation-matters/open-federation-voting.js';
import { PutFederationMatter } from './federation-matters/put-federation-matter.js';
import { ReadClusterBallot } from './federation-matters/read-cluster-ballot.js';
import { ReadFederationComment } from './federation-matters/read-federation-comment.js';
import { ReadFederationMatter } from './federation-matters/read-federation-matter.js';
import { ReadFederationResult } from './federation-matters/read-federation-result.js';
import { WithdrawFederationMatter } from './federation-matters/withdraw-federation-matter.js';
import { DeclareInterest } from './interests/declare-interest.js';
import { DeclareLastingInterest } from './interests/declare-lasting-interest.js';
import { Interests, interestSchema } from './interests/interests.js';
import { ListInterests } from './interests/list-interests.js';
import { ListMatterInterests } from './interests/list-matter-interests.js';
import { ReadInterest } from './interests/read-interest.js';
import { AcceptMandate } from './mandates/accept-mandate.js';
import { CreateMandate } from './mandates/create-mandate.js';
import { EndMandate } from './mandates/end-mandate.js';
import { ExpireMandate } from './mandates/expire-mandate.js';
import { ListMandates } from './mandates/list-mandates.js';
import { ListMyMandates } from './mandates/list-my-mandates.js';
import { Mandates } from './mandates/mandates.js';
import { ReadMandate } from './mandates/read-mandate.js';
import { CloseVotingOnTime } from './matters/close-voting-on-time.js';
import { CloseVoting } from './matters/close-voting.js';
import { Consequences } from './matters/consequences.js';
import { DeliberateMatter } from './matters/deliberate-matter.js';
import { Electorates } from './matters/electorates.js';
import { LedMatters } from './matters/led-matters.js';
import { ListMatters } from './matters/list-matters.js';
import { MakeStatement } from './matters/make-statement.js';
import { Matters, matterSchema } from './matters/matters.js';
import { OpenVotingOnTime } from './matters/open-voting-on-time.js';
import { OpenVoting } from './matters/open-voting.js';
import { PutMatter } from './matters/put-matter.js';
import { ReadMatter } from './matters/read-matter.js';
import { Tables } from './matters/tables.js';
import { Voting } from './matters/voting.js';
import { WithdrawMatter } from './matters/withdraw-matter.js';
import { AdmitMember } from './members/admit-member.js';
import { AdmitWhenNobodyObjected } from './members/admit-when-nobody-objected.js';
import { DeclareReadiness } from './members/declare-readiness.js';
import { DeclineMember } from './members/decline-member.js';
import { DepartMember } from './members/depart-member.js';
import { ExcludeMember } from './members/exclude-member.js';
import { LeaveWhenNoticeIsOver } from './members/leave-when-notice-is-over.js';
import { ListMembers } from './members/list-members.js';
import { ListMyMemberships } from './members/list-my-memberships.js';
import { ListSeats } from './members/list-seats.js';
import { MemberDecisions } from './members/member-decisions.js';
import { MemberMatters } from './members/member-matters.js';
import { Members, memberSchema } from './members/members.js';
import { OwnMembership } from './members/own-membership.js';
import { ReadMember } from './members/read-member.js';
import { ReinstateMember } from './members/reinstate-member.js';
import { RetractMember } from './members/retract-member.js';
import { Seats } from './members/seats.js';
import { SuspendMember } from './members/suspend-member.js';
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
import { ListObligations } from './obligations/list-obligations.js';
import { ChangeParty } from './parties/change-party.js';
import { ConfirmPatronage } from './parties/confirm-patronage.js';
import { ListParties } from './parties/list-parties.js';
import { Parties, partySchema } from './parties/parties.js';
import { ReadParty } from './parties/read-party.js';
import { RegisterParty } from './parties/register-party.js';
import { AddRevision } from './revisions/add-revision.js';
import { ListRevisions } from './revisions/list-revisions.js';
import { ReadRevision } from './revisions/read-revision.js';
import { EndRoleWhenItsTermIsOver } from './roles/end-role-when-its-term-is-over.js';
import { ListRoles } from './roles/list-roles.js';
import { ReadRole } from './roles/read-role.js';
import { ResignRole } from './roles/resign-role.js';
import { RoleDecisions } from './roles/role-decisions.js';
import { Roles, roleSchema } from './roles/roles.js';
import { TakeRole } from './roles/take-role.js';
import { CastSecretBallot } from './secret-ballots/cast-secret-ballot.js';
import { IssueToken } from './secret-ballots/issue-token.js';
import { SecretVote } from './secret-ballots/secret-vote.js';
import { unbuilt } from './unbuilt.js';

/** Who sits at the table: clusters, parties and their mandates, members and their seats. */
export const membership: ServiceDefinition = {
  name: 'membership',
  operations: unbuilt(
    // Clusters and their charters
    ReadFederation, CreateCluster, ChangeCluster, ListClusters, ReadCluster,
    ReadCharter, ProposeCharter, ListCharterVersions, ReadCharterVersion, CompareCharterVersions, AdoptCharter, AcceptCharter, ListCharterAcceptances,
    DissolveCluster,

    // Parties and mandates
    RegisterParty, ChangeParty, ConfirmPatronage, ListParties, ReadParty,
    CreateMandate, AcceptMandate, EndMandate, ListMandates, ReadMandate, ListMyMandates,
    ListLegalForms, ListActivities,

    // Members, seats, roles
    DeclareReadiness, AdmitMember, DeclineMember, RetractMember, ListMembers, ReadMember, ListSeats, ListMyMemberships,
    DepartMember, SuspendMember, ReinstateMember, ExcludeMember, ListObligations,
    TakeRole, ResignRole, ListRoles, ReadRole,

    // The table: matters
    PutMatter, ListMatters, ReadMatter,
    DeliberateMatter, MakeStatement, OpenVoting, CloseVoting, WithdrawMatter,
    AddRevision, ListRevisions, ReadRevision,
    AddComment, ListComments, ReadComment,

    // The table: ballots
    CastBallot, ReadBallot,
    IssueToken, CastSecretBallot,
    ReadResult, ListBallots, ListElectorate,

    // The table: interests and delegations
    DeclareInterest, DeclareLastingInterest,
    ListInterests, ListMatterInterests, ReadInterest,
    DelegateVote, EndDelegation,
    ListDelegations, ReadDelegation,

    // The table of the federation
    PutFederationMatter, ListFederationMatters, ReadFederationMatter,
    DeliberateFederationMatter, OpenFederationVoting, CloseFederationVoting, WithdrawFederationMatter,
    CommentFederationMatter, ListFederationComments, ReadFederationComment,
    CastClusterBallot, ReadClusterBallot, ListClusterBallots,
    ReadFederationResult, ListFederationElectorate,

    // Assemblies
    ScheduleAssembly, ChangeAssembly, SetAgenda, CancelAssembly, OpenAssembly, CloseAssembly, ListAssemblies, ReadAssembly,
    RecordAttendance, ListAttendance, ReadAttendance,
    DelegateSeat, EndSeatDelegation, ListSeatDelegations, ReadSeatDelegation,
    ReadMinutes, WriteMinutes, ApproveMinutes, ReadMinutesMarkdown, ReadMinutesPdf, ReadInvitation,
  ),
  timers: [
    AdmitWhenNobodyObjected, LeaveWhenNoticeIsOver, EndRoleWhenItsTermIsOver,
    OpenVotingOnTime, CloseVotingOnTime,
    ExpireMandate,
  ],
  providers: [
    Clusters, Charters, Acceptances, Adoption, CharterDecisions,
    Parties, Mandates,
    Members, OwnMembership, Seats, MemberMatters, MemberDecisions,
    Roles, RoleDecisions,
    Matters, LedMatters, Tables, Electorates, Voting, Consequences,
    Ballots, SecretVote,
    Comments, Interests, Delegations,
    FederationTable, ClusterBallots,
    Assemblies, Attendances, ProceedingsOfAssemblies, MinutesOfAssemblies,
  ],
  entities: [
    clusterSchema, charterSchema,
    partySchema,
    memberSchema, roleSchema,
    matterSchema, commentSchema, interestSchema, delegationSchema,
    assemblySchema, attendanceSchema, minutesSchema,
  ],
  migrations: [Foundation1763800000000, PartiesAndMandates1764000000000, ChartersAndMembers1764000000001, TheTable1764000000002, Assemblies1764000000003],
};
