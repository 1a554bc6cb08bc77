import type { ServiceDefinition } from '@klaster/service-kit';
import { BatchRecording } from './batches/batch-recording.js';
import { ImportContributions } from './batches/import-contributions.js';
import { RecordBatch } from './batches/record-batch.js';
import { AddCategory } from './categories/add-category.js';
import { Categories, OwnCategories, ownCategorySchema } from './categories/categories.js';
import { ListCategories } from './categories/list-categories.js';
import { ListOwnCategories } from './categories/list-own-categories.js';
import { ReadOwnCategory } from './categories/read-own-category.js';
import { ConfirmBySilence } from './contributions/confirm-by-silence.js';
import { ConfirmContribution } from './contributions/confirm-contribution.js';
import { ConfirmOneBySilence } from './contributions/confirm-one-by-silence.js';
import { Consequences } from './contributions/consequences.js';
import { Contributions, contributionSchema } from './contributions/contributions.js';
import { DisputeContribution } from './contributions/dispute-contribution.js';
import { ListContributions } from './contributions/list-contributions.js';
import { LookForSilenceInClusters } from './contributions/look-for-silence-in-clusters.js';
import { ReadContribution } from './contributions/read-contribution.js';
import { RecordContribution } from './contributions/record-contribution.js';
import { Recording } from './contributions/recording.js';
import { ReturnLoan } from './contributions/return-loan.js';
import { ReverseContribution } from './contributions/reverse-contribution.js';
import { Directory } from './directory/directory.js';
import { RememberClusters } from './directory/remember-clusters.js';
import { RememberGuests } from './directory/remember-guests.js';
import { FollowInitiatives, RememberInitiatives, RememberPartners } from './directory/remember-initiatives.js';
import { SharedInitiatives } from './directory/shared-initiatives.js';
import { AdmitFile } from './files/admit-file.js';
import { Files, fileSchema } from './files/files.js';
import { KeepFile } from './files/keep-file.js';
import { ListFiles } from './files/list-files.js';
import { OpenFile } from './files/open-file.js';
import { ReadFile } from './files/read-file.js';
import { DismissNeedForOffer } from './matching/dismiss-need-for-offer.js';
import { DismissOfferForNeed } from './matching/dismiss-offer-for-need.js';
import { ListNeedMatches } from './matching/list-need-matches.js';
import { ListOfferMatches } from './matching/list-offer-matches.js';
import { Listings } from './matching/listings.js';
import { MatchSides } from './matching/match-sides.js';
import { Matches } from './matching/matches.js';
import { SearchListings } from './matching/search-listings.js';
import { SearchPublicListings } from './matching/search-public-listings.js';
import { AnswerMatches, LookAtAnnounced, SeekMatches } from './matching/seek-matches.js';
import { Telling } from './matching/telling.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { ClustersAndCategories1765000000000 } from './migrations/1765000000000-clusters-and-categories.js';
import { OffersAndNeeds1765000000001 } from './migrations/1765000000001-offers-and-needs.js';
import { Pledges1765000000002 } from './migrations/1765000000002-pledges.js';
import { ContributionsSettled1765000000003 } from './migrations/1765000000003-contributions-settled.js';
import { RateTables1765000000004 } from './migrations/1765000000004-rate-tables.js';
import { Purses1765000000005 } from './migrations/1765000000005-purses.js';
import { Files1765000000006 } from './migrations/1765000000006-files.js';
import { Listings1765000000007 } from './migrations/1765000000007-listings.js';
import { AcrossClusters1768000000000 } from './migrations/1768000000000-across-clusters.js';
import { CancelNeed } from './needs/cancel-need.js';
import { ChangeNeed } from './needs/change-need.js';
import { ExpireNeed } from './needs/expire-need.js';
import { ListNeeds } from './needs/list-needs.js';
import { Needs, needSchema } from './needs/needs.js';
import { RaiseNeed } from './needs/raise-need.js';
import { ReadNeed } from './needs/read-need.js';
import { ListObligations } from './obligations/list-obligations.js';
import { ChangeOffer } from './offers/change-offer.js';
import { ExpireOffer } from './offers/expire-offer.js';
import { FollowProvider } from './offers/follow-provider.js';
import { ListOffers } from './offers/list-offers.js';
import { ListReservations } from './offers/list-reservations.js';
import { MakeOffer } from './offers/make-offer.js';
import { Offers, offerSchema } from './offers/offers.js';
import { PauseOffer } from './offers/pause-offer.js';
import { PublishOffer } from './offers/publish-offer.js';
import { ReadAvailability } from './offers/read-availability.js';
import { ReadOffer } from './offers/read-offer.js';
import { Reservations } from './offers/reservations.js';
import { WithdrawOffer } from './offers/withdraw-offer.js';
import { WithdrawOffersOfMembersWhoGo } from './offers/withdraw-offers-of-members-who-go.js';
import { AcceptPledge } from './pledges/accept-pledge.js';
import { CancelPledge } from './pledges/cancel-pledge.js';
import { DeclinePledge } from './pledges/decline-pledge.js';
import { EndWhatWasOpenWithDepartedMembers } from './pledges/end-what-was-open-with-departed-members.js';
import { Endings } from './pledges/endings.js';
import { Fulfilment } from './pledges/fulfilment.js';
import { Holdings } from './pledges/holdings.js';
import { LapsePledge } from './pledges/lapse-pledge.js';
import { ListPledges } from './pledges/list-pledges.js';
import { Pledges, pledgeSchema } from './pledges/pledges.js';
import { ProposePledge } from './pledges/propose-pledge.js';
import { ReadPledge } from './pledges/read-pledge.js';
import { ReleaseWhatIsPromisedToInitiativesThatEnd } from './pledges/release-what-is-promised-to-initiatives-that-end.js';
import { ContributedMoneys } from './purses/contributed-money.js';
import { ListPurseEntries } from './purses/list-purse-entries.js';
import { ListPurses } from './purses/list-purses.js';
import { PayFromPurse } from './purses/pay-from-purse.js';
import { Purses } from './purses/purses.js';
import { ReadPurseEntry } from './purses/read-purse-entry.js';
import { ReadPurse } from './purses/read-purse.js';
import { ReversePayment } from './purses/reverse-payment.js';
import { DeclaredValues } from './rate-tables/declare-value.js';
import { ListRateTables } from './rate-tables/list-rate-tables.js';
import { ListRates } from './rate-tables/list-rates.js';
import { OpenRateTable } from './rate-tables/open-rate-table.js';
import { PublishRates } from './rate-tables/publish-rates.js';
import { ReadRateTable } from './rate-tables/read-rate-table.js';
import { ReadRates } from './rate-tables/read-rates.js';
import { RateTables, rateTableSchema } from './rate-tables/tables.js';
import { ListRemarks } from './remarks/list-remarks.js';
import { MakeRemark } from './remarks/make-remark.js';
import { ReadRemark } from './remarks/read-remark.js';
import { Remarks, remarkSchema } from './remarks/remarks.js';
import { ListUnits } from './units/list-units.js';

/** What members bring in: resources of four kinds, and what was really given. */
export const resources: ServiceDefinition = {
  name: 'resources',
  operations: [
    ListUnits, ListCategories, AddCategory, ListOwnCategories, ReadOwnCategory,
    MakeOffer, ChangeOffer, PublishOffer, PauseOffer, WithdrawOffer, ListOffers, ReadOffer, ReadAvailability, ListReservations,
    RaiseNeed, ChangeNeed, CancelNeed, ListNeeds, ReadNeed,
    ListNeedMatches, ListOfferMatches, DismissOfferForNeed, DismissNeedForOffer, SearchListings, SearchPublicListings,
    ProposePledge, AcceptPledge, DeclinePledge, CancelPledge, ListPledges, ReadPledge,
    RecordContribution, RecordBatch, ImportContributions, ConfirmContribution, ReverseContribution, ListContributions, ReadContribution, ReturnLoan,
    DisputeContribution, MakeRemark, ListRemarks, ReadRemark,
    OpenRateTable, ListRateTables, ReadRateTable, PublishRates, ListRates, ReadRates,
    ListPurses, ReadPurse, ListPurseEntries, ReadPurseEntry, PayFromPurse, ReversePayment,
    AdmitFile, KeepFile, ListFiles, OpenFile, ReadFile,
    ListObligations,
  ],
  reactions: [
    RememberInitiatives, FollowInitiatives, RememberPartners, RememberGuests,
    RememberClusters,
    WithdrawOffersOfMembersWhoGo,
    EndWhatWasOpenWithDepartedMembers, ReleaseWhatIsPromisedToInitiativesThatEnd,
    LookForSilenceInClusters,
  ],
  timers: [
    ExpireOffer, FollowProvider,
    ExpireNeed, LapsePledge,
    SeekMatches, AnswerMatches, LookAtAnnounced,
    ConfirmBySilence, ConfirmOneBySilence,
  ],
  providers: [
    Categories, Contributions, ContributedMoneys, DeclaredValues, Directory, Fulfilment, Listings,
    Offers, OwnCategories, Reservations,
    Needs, Pledges, Holdings, Endings,
    Matches, MatchSides, Telling,
    Purses, RateTables,
    BatchRecording, Consequences, Recording, Remarks,
    Files,
  ],
  entities: [
    contributionSchema, remarkSchema, offerSchema, ownCategorySchema, needSchema, pledgeSchema, rateTableSchema,
    fileSchema,
  ],
  migrations: [
    Foundation1763800000000, ClustersAndCategories1765000000000, OffersAndNeeds1765000000001, Pledges1765000000002, ContributionsSettled1765000000003, RateTables1765000000004,
    Purses1765000000005, Files1765000000006, Listings1765000000007, AcrossClusters1768000000000,
  ],
  keepsDirectory: true,
  home: SharedInitiatives,
};
