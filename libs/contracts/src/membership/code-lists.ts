import { z } from 'zod';
import { operation } from '../core/operation.js';
import { page, pageRequest } from '../core/values.js';
import type { PartyKind } from './parties.js';

/** An entry of a code list, with its names. */
interface Listed {
  readonly code: string;
  readonly names: { readonly pl: string; readonly en: string };
}
interface LegalForm extends Listed {
  readonly kinds: readonly PartyKind[];
}

const listed = <const Code extends string>(code: Code, pl: string, en: string) => ({ code, names: { pl, en } });
const form = <const Code extends string>(kinds: readonly PartyKind[], code: Code, pl: string, en: string) => ({ ...listed(code, pl, en), kinds });
const organization = ['organization'] as const;
const group = ['group'] as const;

/** Legal forms, apart from the register that a party stands in. */
export const legalForms = [
  form(organization, 'foundation', 'fundacja', 'foundation'),
  form(organization, 'association', 'stowarzyszenie', 'association'),
  form(organization, 'ordinary-association', 'stowarzyszenie zwykłe', 'ordinary association'),
  form(organization, 'association-union', 'związek stowarzyszeń', 'union of associations'),
  form(organization, 'sports-club', 'klub sportowy', 'sports club'),
  form(organization, 'volunteer-fire-brigade', 'ochotnicza straż pożarna', 'volunteer fire brigade'),
  form(organization, 'rural-womens-circle', 'koło gospodyń wiejskich', 'rural women’s circle'),
  form(organization, 'social-cooperative', 'spółdzielnia socjalna', 'social cooperative'),
  form(organization, 'cooperative', 'spółdzielnia', 'cooperative'),
  form(organization, 'housing-community', 'wspólnota lub spółdzielnia mieszkaniowa', 'housing community or cooperative'),
  form(organization, 'parish', 'parafia', 'parish'),
  form(organization, 'church-organization', 'kościelna osoba prawna', 'church legal person'),
  form(organization, 'local-government-unit', 'jednostka samorządu terytorialnego', 'local government unit'),
  form(organization, 'auxiliary-unit', 'sołectwo, dzielnica lub osiedle', 'auxiliary unit of a municipality'),
  form(organization, 'school', 'szkoła lub przedszkole', 'school or kindergarten'),
  form(organization, 'university', 'uczelnia', 'university'),
  form(organization, 'social-assistance-centre', 'ośrodek pomocy społecznej', 'social-assistance centre'),
  form(organization, 'cultural-institution', 'instytucja kultury', 'cultural institution'),
  form(organization, 'library', 'biblioteka', 'library'),
  form(organization, 'health-care-provider', 'podmiot leczniczy', 'health-care provider'),
  form(organization, 'public-service', 'służba publiczna', 'public service'),
  form(organization, 'other-public-unit', 'inna jednostka publiczna', 'other public unit'),
  form(organization, 'non-profit-company', 'spółka non profit', 'non-profit company'),
  form(organization, 'company', 'spółka z ograniczoną odpowiedzialnością lub akcyjna', 'limited or joint-stock company'),
  form(organization, 'partnership', 'spółka cywilna lub osobowa', 'partnership'),
  form(organization, 'sole-trader', 'jednoosobowa działalność gospodarcza', 'sole trader'),
  form(organization, 'farm', 'gospodarstwo rolne', 'farm'),
  form(organization, 'chamber', 'izba lub organizacja pracodawców', 'chamber or employers’ organization'),
  form(group, 'informal-group', 'grupa nieformalna', 'informal group'),
  form(group, 'neighbourhood-group', 'grupa sąsiedzka', 'neighbourhood group'),
  form(group, 'self-help-group', 'grupa samopomocowa', 'self-help group'),
  form(group, 'seniors-club', 'klub seniora', 'seniors’ club'),
  form(group, 'youth-group', 'grupa młodzieżowa', 'youth group'),
  form(group, 'students-circle', 'koło naukowe', 'students’ circle'),
  form(group, 'parents-council', 'rada rodziców', 'parents’ council'),
  form(['person'], 'natural-person', 'osoba fizyczna', 'natural person'),
] as const satisfies readonly LegalForm[];
const legalFormCodes = legalForms.map(({ code }) => code);
export const LegalFormCode = z.enum(legalFormCodes);
export type LegalFormCode = z.output<typeof LegalFormCode>;

/** Fields of activity, close to the spheres of Polish public benefit work. */
export const activities = [
  listed('social-assistance', 'pomoc społeczna', 'social assistance'),
  listed('family-support', 'wspieranie rodziny i pieczy zastępczej', 'family support and foster care'),
  listed('children-and-youth', 'dzieci i młodzież', 'children and youth'),
  listed('seniors', 'osoby w wieku emerytalnym', 'seniors'),
  listed('disability', 'osoby z niepełnosprawnościami', 'people with disabilities'),
  listed('health', 'ochrona i promocja zdrowia', 'health'),
  listed('addictions', 'przeciwdziałanie uzależnieniom', 'addictions'),
  listed('homelessness', 'wychodzenie z bezdomności', 'homelessness'),
  listed('employment', 'zatrudnienie i aktywizacja zawodowa', 'employment'),
  listed('social-economy', 'ekonomia społeczna', 'social economy'),
  listed('education', 'edukacja, oświata i wychowanie', 'education'),
  listed('science-and-technology', 'nauka i technika', 'science and technology'),
  listed('culture', 'kultura i sztuka', 'culture and art'),
  listed('heritage', 'dziedzictwo i tradycja', 'heritage and tradition'),
  listed('sport', 'sport i kultura fizyczna', 'sport'),
  listed('tourism', 'turystyka i krajoznawstwo', 'tourism'),
  listed('ecology', 'ekologia i ochrona przyrody', 'ecology'),
  listed('animals', 'ochrona zwierząt', 'animals'),
  listed('local-community', 'rozwój wspólnot lokalnych', 'local community'),
  listed('rural-development', 'rozwój obszarów wiejskich', 'rural development'),
  listed('volunteering', 'promocja wolontariatu', 'volunteering'),
  listed('human-rights', 'prawa człowieka i obywatela', 'human rights'),
  listed('equality', 'równe prawa kobiet i mężczyzn', 'equal rights of women and men'),
  listed('legal-advice', 'nieodpłatna pomoc prawna i poradnictwo', 'free legal aid and advice'),
  listed('migrants', 'integracja cudzoziemców', 'integration of migrants'),
  listed('rescue', 'ratownictwo i ochrona ludności', 'rescue and civil protection'),
  listed('safety', 'porządek i bezpieczeństwo', 'public order and safety'),
  listed('agriculture-and-food', 'rolnictwo i żywność', 'agriculture and food'),
  listed('crafts-and-trade', 'rzemiosło i handel', 'crafts and trade'),
  listed('media', 'media i komunikacja', 'media'),
] as const satisfies readonly Listed[];
const activityCodes = activities.map(({ code }) => code);
export const ActivityCode = z.enum(activityCodes);
export type ActivityCode = z.output<typeof ActivityCode>;

/** Where a party is registered. */
export const registers = ['krs', 'ceidg', 'arimr', 'district', 'church', 'none'] as const;
export const Register = z.enum(registers);
export type Register = z.output<typeof Register>;

const names = z.strictObject({ pl: z.string(), en: z.string() });

export const listLegalForms = operation({
  name: 'membership.legal-forms.list',
  summary: 'The legal forms that parties can have',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/legal-forms' },
  request: z.strictObject({ ...pageRequest }),
  reply: page(z.strictObject({ code: z.string(), names, kinds: z.array(z.enum(['organization', 'group', 'person'])) })),
});

export const listActivities = operation({
  name: 'membership.activities.list',
  summary: 'The fields in which parties are active',
  access: { who: 'anyone' },
  http: { method: 'GET', path: '/v1/activities' },
  request: z.strictObject({ ...pageRequest }),
  reply: page(z.strictObject({ code: z.string(), names })),
});
