import type { Party } from '@klaster/contracts';

type LegalForm = NonNullable<Party['legalForm']>;

/** What a party is, beside its name. */
export interface PartyDetails {
  readonly legalForm: LegalForm;
  readonly register: Party['register'];
  readonly activities: Party['activities'];
}

const is = (legalForm: LegalForm, register: Party['register'], ...activities: Party['activities']): PartyDetails => ({ legalForm, register, activities });

/** By key of the party. */
export const partyDetails: Readonly<Record<string, PartyDetails>> = {
  'zielony-parapet': is('foundation', 'krs', 'ecology', 'local-community'),
  'zlota-jesien': is('seniors-club', 'none', 'seniors'),
  'malgorzata-zoltowska': is('natural-person', 'none', 'volunteering'),
  'sasiedzkie-podworka': is('association', 'krs', 'local-community', 'culture'),
  'rowerowe-srodmiescie': is('informal-group', 'none', 'sport', 'ecology'),
  'sp-399': is('school', 'none', 'education', 'children-and-youth'),
  kontur: is('students-circle', 'none', 'science-and-technology', 'heritage'),
  'zytnia-skorka': is('sole-trader', 'ceidg', 'agriculture-and-food', 'crafts-and-trade'),
  trojkat: is('company', 'krs', 'crafts-and-trade'),
  'krzysztof-cwikla': is('natural-person', 'none', 'crafts-and-trade'),
  'pod-kasztanem': is('library', 'none', 'culture', 'education'),
  przystan: is('social-assistance-centre', 'none', 'social-assistance', 'family-support'),
  'igla-i-nitka': is('social-cooperative', 'krs', 'social-economy', 'employment'),
  'druga-zmiana': is('foundation', 'krs', 'employment', 'children-and-youth'),
  skrzydla: is('association', 'krs', 'disability', 'family-support'),
  opiekunowie: is('self-help-group', 'none', 'family-support', 'health'),
  tkalnia: is('cultural-institution', 'none', 'culture', 'heritage'),
  'pod-lipami': is('school', 'none', 'education', 'ecology'),
  heblik: is('sole-trader', 'ceidg', 'crafts-and-trade'),
  szpadel: is('partnership', 'ceidg', 'crafts-and-trade', 'agriculture-and-food'),
  'nad-dobrzynka': is('health-care-provider', 'krs', 'health'),
  'druzyna-los': is('youth-group', 'none', 'rescue', 'children-and-youth'),
  'agnieszka-dabek': is('natural-person', 'none', 'health'),
  'janusz-sliwinski': is('natural-person', 'none', 'volunteering'),
  jagody: is('rural-womens-circle', 'arimr', 'rural-development', 'agriculture-and-food'),
  'chleb-i-sol': is('neighbourhood-group', 'none', 'social-assistance'),
  zagroda: is('cooperative', 'krs', 'agriculture-and-food'),
  'osp-zazabie': is('volunteer-fire-brigade', 'krs', 'rescue', 'safety'),
  wydra: is('sole-trader', 'ceidg', 'tourism', 'sport'),
  mlyn: is('cultural-institution', 'none', 'culture', 'heritage'),
  'sp-flisakow': is('school', 'none', 'education', 'children-and-youth'),
  'pod-zurawiem': is('farm', 'none', 'tourism', 'agriculture-and-food'),
  mlodzi: is('youth-group', 'none', 'children-and-youth', 'ecology'),
  'halina-wojcik': is('natural-person', 'none', 'volunteering', 'tourism'),
};

/** Informal groups and the organizations that stand by them: the patron's representative confirms it. */
export const patrons: Readonly<Record<string, string>> = {
  'zlota-jesien': 'przystan',
  'rowerowe-srodmiescie': 'sasiedzkie-podworka',
  opiekunowie: 'skrzydla',
  'chleb-i-sol': 'jagody',
  mlodzi: 'mlyn',
};

/** Parties that more than one person speaks for. */
export const furtherRepresentatives: readonly { readonly party: string; readonly account: string; readonly scopes: ('represent' | 'contribute' | 'read')[] }[] = [
  { party: 'zielony-parapet', account: 'danuta', scopes: ['represent', 'contribute', 'read'] },
  { party: 'skrzydla', account: 'iwona', scopes: ['contribute', 'read'] },
];
