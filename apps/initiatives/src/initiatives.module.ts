import type { ServiceDefinition } from '@klaster/service-kit';
import { Agreements } from './agreements/agreements.js';
import { ListAgreementVersions } from './agreements/list-agreement-versions.js';
import { ProposeAgreement } from './agreements/propose-agreement.js';
import { ReadAgreementVersion } from './agreements/read-agreement-version.js';
import { SignAgreement } from './agreements/sign-agreement.js';
import { BringIdea } from './initiatives/bring-idea.js';
import { FormInitiative } from './initiatives/form-initiative.js';
import { Initiatives, initiativeSchema } from './initiatives/initiatives.js';
import { ListInitiatives } from './initiatives/list-initiatives.js';
import { ReadInitiative } from './initiatives/read-initiative.js';
import { StartInitiative } from './initiatives/start-initiative.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { ListObligations } from './obligations/list-obligations.js';
import { JoinInitiative } from './partners/join-initiative.js';
import { ListPartners } from './partners/list-partners.js';
import { Partners } from './partners/partners.js';
import { ReadPartner } from './partners/read-partner.js';
import { TellPartners } from './partners/tell-partners.js';

/** What members take on together: initiatives, their partners, the agreements between them. */
export const initiatives: ServiceDefinition = {
  name: 'initiatives',
  operations: [
    BringIdea, FormInitiative, StartInitiative, ListInitiatives, ReadInitiative,
    JoinInitiative, ListPartners, ReadPartner, TellPartners,
    ProposeAgreement, SignAgreement, ListAgreementVersions, ReadAgreementVersion,
    ListObligations,
  ],
  providers: [Initiatives, Partners, Agreements],
  entities: [initiativeSchema],
  migrations: [Foundation1763800000000],
  keepsDirectory: true,
};
