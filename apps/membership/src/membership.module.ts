import type { ServiceDefinition } from '@klaster/service-kit';
import { Ballots } from './ballots/ballots.js';
import { CastBallot } from './ballots/cast-ballot.js';
import { ListBallots } from './ballots/list-ballots.js';
import { ListElectorate } from './ballots/list-electorate.js';
import { ReadBallot } from './ballots/read-ballot.js';
import { ReadResult } from './ballots/read-result.js';
import { Charters, charterSchema } from './charters/charters.js';
import { CharterDecisions } from './charters/charter-decisions.js';
import { ChangeCluster } from './clusters/change-cluster.js';
import { Clusters, clusterSchema } from './clusters/clusters.js';
import { CreateCluster } from './clusters/create-cluster.js';
import { ListClusters } from './clusters/list-clusters.js';
import { ReadCluster } from './clusters/read-cluster.js';
import { ReadFederation } from './clusters/read-federation.js';
import { AddComment } from './comments/add-comment.js';
import { Comments, commentSchema } from './comments/comments.js';
import { ListComments } from './comments/list-comments.js';
import { ReadComment } from './comments/read-comment.js';
import { DelegateVote } from './delegations/delegate-vote.js';
import { Delegations, delegationSchema } from './delegations/delegations.js';
import { EndDelegation } from './delegations/end-delegation.js';
import { ListDelegations } from './delegations/list-delegations.js';
import { ReadDelegation } from './delegations/read-delegation.js';
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
import { CloseVoting } from './matters/close-voting.js';
import { CloseVotingOnTime } from './matters/close-voting-on-time.js';
import { Consequences } from './matters/consequences.js';
import { DeliberateMatter } from './matters/deliberate-matter.js';
import { Electorates } from './matters/electorates.js';
import { ListMatters } from './matters/list-matters.js';
import { MakeStatement } from './matters/make-statement.js';
import { Matters, matterSchema } from './matters/matters.js';
import { OpenVoting } from './matters/open-voting.js';
import { OpenVotingOnTime } from './matters/open-voting-on-time.js';
import { PutMatter } from './matters/put-matter.js';
import { ReadMatter } from './matters/read-matter.js';
import { Tables } from './matters/tables.js';
import { Voting } from './matters/voting.js';
import { WithdrawMatter } from './matters/withdraw-matter.js';
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
import { ChangeParty } from './parties/change-party.js';
import { ListMandates } from './parties/list-mandates.js';
import { ListParties } from './parties/list-parties.js';
import { Mandates } from './parties/mandates.js';
import { Parties, partySchema } from './parties/parties.js';
import { ReadParty } from './parties/read-party.js';
import { RegisterParty } from './parties/register-party.js';
import { AddRevision } from './revisions/add-revision.js';
import { ListRevisions } from './revisions/list-revisions.js';
import { ReadRevision } from './revisions/read-revision.js';
import { RoleDecisions } from './roles/role-decisions.js';
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

    // Parties and mandates
    RegisterParty, ChangeParty, ListParties, ReadParty, ListMandates,

    // Members, seats, roles
    DeclareReadiness, AdmitMember, ListMembers, ReadMember, ListSeats, ListMyMemberships,

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

  ),
  timers: [
    OpenVotingOnTime, CloseVotingOnTime,
  ],
  providers: [
    Clusters, Charters, CharterDecisions,
    Parties, Mandates,
    Members, MemberDecisions,
    RoleDecisions,
    Matters, Tables, Electorates, Voting, Consequences,
    Ballots, SecretVote,
    Comments, Interests, Delegations,
    FederationTable, ClusterBallots,
  ],
  entities: [
    clusterSchema, charterSchema,
    partySchema,
    memberSchema,
    matterSchema, commentSchema, interestSchema, delegationSchema,
  ],
  migrations: [Foundation1763800000000, PartiesAndMandates1764000000000, ChartersAndMembers1764000000001, TheTable1764000000002, Assemblies1764000000003],
};
