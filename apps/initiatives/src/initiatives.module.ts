import type { ServiceDefinition } from '@klaster/service-kit';
import { Agreements } from './agreements/agreements.js';
import { CompareAgreementVersions } from './agreements/compare-agreement-versions.js';
import { Footings } from './agreements/footings.js';
import { ListAgreementVersions } from './agreements/list-agreement-versions.js';
import { ProposeAgreement } from './agreements/propose-agreement.js';
import { ReadAgreementPdf } from './agreements/read-agreement-pdf.js';
import { ReadAgreementVersion } from './agreements/read-agreement-version.js';
import { ReadCanonicalAgreement } from './agreements/read-canonical-agreement.js';
import { SignAgreement } from './agreements/sign-agreement.js';
import { AcknowledgeBenefit } from './benefits/acknowledge-benefit.js';
import { AddBenefit } from './benefits/add-benefit.js';
import { Benefits, benefitSchema } from './benefits/benefits.js';
import { DeliverBenefit } from './benefits/deliver-benefit.js';
import { Expectations } from './benefits/expectations.js';
import { ListBenefitStatements } from './benefits/list-benefit-statements.js';
import { ListBenefits } from './benefits/list-benefits.js';
import { OwnBenefits } from './benefits/own-benefits.js';
import { ReadBenefitStatement } from './benefits/read-benefit-statement.js';
import { ReadBenefit } from './benefits/read-benefit.js';
import { StateBenefits } from './benefits/state-benefits.js';
import { AddBudgetLine } from './budgets/add-budget-line.js';
import { Budgets, budgetLineSchema } from './budgets/budgets.js';
import { ChangeBudgetLine } from './budgets/change-budget-line.js';
import { ListBudgetLines } from './budgets/list-budget-lines.js';
import { PlanGrounds } from './budgets/plan-grounds.js';
import { ReadBudgetLine } from './budgets/read-budget-line.js';
import { ReadCalendar } from './calendars/read-calendar.js';
import { FollowDecisionsOfTables } from './clusters/follow-decisions-of-tables.js';
import { InitiativeClusters } from './clusters/initiative-clusters.js';
import { InitiativeHomes } from './clusters/initiative-homes.js';
import { InviteCluster } from './clusters/invite-cluster.js';
import { LeaveWhenEmpty } from './clusters/leave-when-empty.js';
import { ListInitiativeClusters } from './clusters/list-initiative-clusters.js';
import { ListSharedInitiatives } from './clusters/list-shared-initiatives.js';
import { ReadInitiativeCluster } from './clusters/read-initiative-cluster.js';
import { ForgetDissolvedClusters, RememberClusters } from './clusters/remember-clusters.js';
import { Costs, costSchema } from './costs/costs.js';
import { Grounds } from './costs/grounds.js';
import { ListCosts } from './costs/list-costs.js';
import { ReadCost } from './costs/read-cost.js';
import { RecordCost } from './costs/record-cost.js';
import { ReverseCost } from './costs/reverse-cost.js';
import { Experiences } from './experience/experiences.js';
import { SearchExperience } from './experience/search-experience.js';
import { ChangeGoal } from './goals/change-goal.js';
import { DropGoal } from './goals/drop-goal.js';
import { Goals, goalSchema } from './goals/goals.js';
import { ListGoals } from './goals/list-goals.js';
import { ListMeasurements } from './goals/list-measurements.js';
import { MissGoals } from './goals/miss-goals.js';
import { OwnGoals } from './goals/own-goals.js';
import { ReadGoal } from './goals/read-goal.js';
import { ReadMeasurement } from './goals/read-measurement.js';
import { RecordMeasurement } from './goals/record-measurement.js';
import { SetGoal } from './goals/set-goal.js';
import { AbandonInitiative } from './initiatives/abandon-initiative.js';
import { BeginClosing } from './initiatives/begin-closing.js';
import { BringIdea } from './initiatives/bring-idea.js';
import { ChangeIdea } from './initiatives/change-idea.js';
import { CloseInitiative } from './initiatives/close-initiative.js';
import { FormInitiative } from './initiatives/form-initiative.js';
import { Initiatives, initiativeSchema } from './initiatives/initiatives.js';
import { KnownInitiatives } from './initiatives/known-initiatives.js';
import { ListInitiatives } from './initiatives/list-initiatives.js';
import { ReadInitiative } from './initiatives/read-initiative.js';
import { StartInitiative } from './initiatives/start-initiative.js';
import { ListInitiativeJournal } from './journals/list-initiative-journal.js';
import { Lessons } from './lessons/lessons.js';
import { ListLessons } from './lessons/list-lessons.js';
import { ReadLesson } from './lessons/read-lesson.js';
import { RecordLesson } from './lessons/record-lesson.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { Goals1766000000000 } from './migrations/1766000000000-goals.js';
import { Tasks1766000000001 } from './migrations/1766000000001-tasks.js';
import { Partnerships1767000000000 } from './migrations/1767000000000-partnerships.js';
import { Costs1767000000001 } from './migrations/1767000000001-costs.js';
import { Benefits1767000000002 } from './migrations/1767000000002-benefits.js';
import { Experience1767000000003 } from './migrations/1767000000003-experience.js';
import { Progress1767000000004 } from './migrations/1767000000004-progress.js';
import { ListObligations } from './obligations/list-obligations.js';
import { ReadOverview } from './overviews/read-overview.js';
import { HandOverCoordination } from './partners/hand-over-coordination.js';
import { JoinInitiative } from './partners/join-initiative.js';
import { LeaveInitiative } from './partners/leave-initiative.js';
import { LeaveWhenNoticeEnds } from './partners/leave-when-notice-ends.js';
import { EndPartnershipsOfDepartedMembers } from './partners/end-partnerships-of-departed-members.js';
import { ListPartners } from './partners/list-partners.js';
import { Partners } from './partners/partners.js';
import { ReadPartner } from './partners/read-partner.js';
import { TellPartners } from './partners/tell-partners.js';
import { FollowContributions } from './progress/follow-contributions.js';
import { FollowNeeds } from './progress/follow-needs.js';
import { FollowPledges } from './progress/follow-pledges.js';
import { Progress } from './progress/progress.js';
import { ReadProgress } from './progress/read-progress.js';
import { ReadReadiness } from './readiness/read-readiness.js';
import { Readinesses } from './readiness/readinesses.js';
import { ChangeRisk } from './risks/change-risk.js';
import { CloseRisk } from './risks/close-risk.js';
import { ListRisks } from './risks/list-risks.js';
import { NameRisk } from './risks/name-risk.js';
import { OwnRisks } from './risks/own-risks.js';
import { ReadRisk } from './risks/read-risk.js';
import { RecordOccurrence } from './risks/record-occurrence.js';
import { Risks, riskSchema } from './risks/risks.js';
import { AcceptSettlement } from './settlements/accept-settlement.js';
import { GoOnWithoutMembersWhoHaveGone } from './settlements/go-on-without-members-who-have-gone.js';
import { ListSettlements } from './settlements/list-settlements.js';
import { PayTransfer } from './settlements/pay-transfer.js';
import { ProposeSettlement } from './settlements/propose-settlement.js';
import { ReadBalances } from './settlements/read-balances.js';
import { ReadNewestSettlement } from './settlements/read-newest-settlement.js';
import { ReadSettlement } from './settlements/read-settlement.js';
import { ReceiveTransfer } from './settlements/receive-transfer.js';
import { Reckonings } from './settlements/reckonings.js';
import { Settlements, settlementSchema } from './settlements/settlements.js';
import { SettlementStanding } from './settlements/standing.js';
import { WithdrawSettlement } from './settlements/withdraw-settlement.js';
import { AddTask } from './tasks/add-task.js';
import { ChangeTask } from './tasks/change-task.js';
import { DropTask } from './tasks/drop-task.js';
import { FinishTask } from './tasks/finish-task.js';
import { ListTasks } from './tasks/list-tasks.js';
import { ReadTask } from './tasks/read-task.js';
import { ReopenTask } from './tasks/reopen-task.js';
import { StartTask } from './tasks/start-task.js';
import { Tasks, taskSchema } from './tasks/tasks.js';

/** What members take on together: initiatives, their partners, the agreements between them. */
export const initiatives: ServiceDefinition = {
  name: 'initiatives',
  operations: [
    BringIdea, ChangeIdea, FormInitiative, StartInitiative, BeginClosing, CloseInitiative, AbandonInitiative, ListInitiatives, ReadInitiative, ReadReadiness,
    JoinInitiative, LeaveInitiative, HandOverCoordination, ListPartners, ReadPartner, TellPartners,
    InviteCluster, ListInitiativeClusters, ReadInitiativeCluster, ListSharedInitiatives,
    ProposeAgreement, SignAgreement, ListAgreementVersions, ReadAgreementVersion, CompareAgreementVersions, ReadCanonicalAgreement, ReadAgreementPdf,
    SetGoal, ChangeGoal, DropGoal, ListGoals, ReadGoal, RecordMeasurement, ListMeasurements, ReadMeasurement,
    AddTask, ChangeTask, StartTask, FinishTask, ReopenTask, DropTask, ListTasks, ReadTask, ReadCalendar,
    AddBudgetLine, ChangeBudgetLine, ListBudgetLines, ReadBudgetLine,
    RecordCost, ReverseCost, ListCosts, ReadCost,
    NameRisk, ChangeRisk, CloseRisk, RecordOccurrence, ListRisks, ReadRisk,
    ReadBalances, ProposeSettlement, AcceptSettlement, WithdrawSettlement, PayTransfer, ReceiveTransfer, ReadNewestSettlement, ListSettlements, ReadSettlement,
    AddBenefit, DeliverBenefit, AcknowledgeBenefit, ListBenefits, ReadBenefit, StateBenefits, ListBenefitStatements, ReadBenefitStatement,
    RecordLesson, ListLessons, ReadLesson, SearchExperience,
    ReadOverview, ReadProgress, ListInitiativeJournal,
    ListObligations,
  ],
  reactions: [
    GoOnWithoutMembersWhoHaveGone,
    EndPartnershipsOfDepartedMembers,
    RememberClusters, ForgetDissolvedClusters, FollowDecisionsOfTables,
    FollowNeeds, FollowPledges, FollowContributions,
  ],
  timers: [MissGoals, LeaveWhenNoticeEnds, LeaveWhenEmpty],
  providers: [
    Initiatives, KnownInitiatives, Partners, Goals, OwnGoals, Tasks,
    Agreements, Footings,
    Budgets, PlanGrounds, Costs, Grounds, Risks, OwnRisks, Settlements, Reckonings, SettlementStanding,
    Benefits, Expectations, OwnBenefits, Readinesses,
    InitiativeClusters,
    Experiences, Lessons, Progress,
  ],
  entities: [
    initiativeSchema, goalSchema, taskSchema,
    budgetLineSchema, costSchema, riskSchema, settlementSchema, benefitSchema,
  ],
  migrations: [
    Foundation1763800000000, Goals1766000000000, Tasks1766000000001, Partnerships1767000000000, Costs1767000000001, Benefits1767000000002, Experience1767000000003, Progress1767000000004,
  ],
  keepsDirectory: true,
  home: InitiativeHomes,
};
