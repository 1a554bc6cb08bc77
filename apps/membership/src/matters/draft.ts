import { type About, type CharterRules, type InputError, MatterUnfit, refuse, type Refusal } from '@klaster/contracts';
import type { Matter, NewMatter } from './matter.js';

/** What somebody says of a matter that is to come on a table. */
export interface Draft {
  readonly kind: Matter['kind'];
  readonly title: string;
  readonly text: string;
  readonly method?: Matter['method'] | undefined;
  readonly majority?: Matter['majority'] | undefined;
  readonly options?: readonly Choosable[] | undefined;
  /** Members that stand for election. */
  readonly candidates?: readonly string[] | undefined;
  readonly places: number;
  readonly secret: boolean;
  readonly about: About;
}

interface Choosable {
  readonly key?: string | undefined;
  readonly text: string;
}

/** What the table knows of what a draft names. */
export interface Known {
  /** Of the version of the charter that it is about; undefined where there is none. */
  readonly charterState?: string | undefined;
  /** Members that it names: those that it may name. */
  readonly members: readonly { readonly id: string; readonly partyName: string; readonly state: string }[];
}

export const unfit = (...errors: readonly InputError[]): Refusal<'matter-unfit'> => ({ ...refuse(MatterUnfit), errors });
export const fault = (pointer: string, code: string, message: string): InputError => ({ pointer, code, message });

const takesOptions = (method: Matter['method']): boolean => method !== 'consent' && method !== 'majority';

/** A matter from what is said of it, filled up with the table's own rules; refused where its parts do not fit together. */
export function matterOf(
  draft: Draft,
  rules: Pick<CharterRules, 'method' | 'majority'>,
  known: Known,
  at: Pick<NewMatter, 'clusterId' | 'putBy'>,
): NewMatter | Refusal<'matter-unfit'> {
  const { kind, title, text, places, secret, about } = draft;
  const method = draft.method ?? defaultMethod(draft, rules.method);
  const options = kind === 'election' ? candidatesOf(draft, known) : keyed(draft.options ?? []);
  const faults = [...faultsOfMethod(draft, method), ...faultsOfOptions({ kind, method, places }, options), ...faultsOfAbout(draft, known)];
  if (faults.length > 0) return unfit(...faults);
  return { ...at, kind, title, text, options, places, method, majority: draft.majority ?? rules.majority, secret, about, hearing: null };
}

/** The table's method, where it can decide this; otherwise the plainest that can. */
function defaultMethod({ kind, options }: Draft, method: Matter['method']): Matter['method'] {
  const choosing = kind === 'election' || (options !== undefined && options.length > 0);
  if (takesOptions(method) === choosing) return method;
  return choosing ? 'approval' : 'majority';
}

/** Options under their keys; one without a key stands under its number in the list. */
export const keyed = (options: readonly Choosable[]): Matter['options'] => options.map(({ key, text }, place) => ({ key: key ?? String(place + 1), text }));

const candidatesOf = ({ candidates = [] }: Draft, { members }: Known): Matter['options'] =>
  candidates.map((id) => ({ key: id, text: (members.find((member) => member.id === id)?.partyName ?? id).slice(0, 300) }));

/** What happens by itself when a matter is adopted needs a yes or a no. */
const isYesOrNo = ({ kind, about }: Pick<Draft, 'kind' | 'about'>) => kind === 'charter' || kind === 'admission' || kind === 'exclusion' || about.effect !== undefined;

function faultsOfMethod(draft: Draft, method: Matter['method']): InputError[] {
  const { kind, options, candidates } = draft;
  const fits = kind === 'election' ? takesOptions(method) : !(isYesOrNo(draft) && takesOptions(method));
  return [
    ...(fits ? [] : [fault('/method', 'method-unfit', `${method} cannot decide this`)]),
    ...(kind === 'election' && options ? [fault('/options', 'candidates-needed', 'an election names candidates')] : []),
    ...(kind !== 'election' && candidates ? [fault('/candidates', 'no-election', 'only an election has candidates')] : []),
  ];
}

/** What is wrong with what can be chosen, by this method. */
export function faultsOfOptions({ kind, method, places }: Pick<Matter, 'kind' | 'method' | 'places'>, options: Matter['options']): InputError[] {
  const field = kind === 'election' ? 'candidates' : 'options';
  const fewest = kind === 'election' ? 1 : 2;
  const faults = options.flatMap(({ key }, place) =>
    options.findIndex((other) => other.key === key) < place ? [fault(`/${field}/${place}`, 'repeated', `${key} stands there already`)] : []);
  if (places > Math.max(1, options.length)) faults.push(fault('/places', 'too-many-places', `there are ${options.length} options`));
  if (takesOptions(method) && options.length < fewest) faults.push(fault(`/${field}`, 'too-few-options', `${method} needs ${fewest}`));
  if (kind !== 'election' && !takesOptions(method) && options.length > 0) faults.push(fault('/options', 'no-options', `${method} takes none`));
  return faults;
}

type Field = keyof About;

/** What each kind says of what it is about. */
const fields: Readonly<Record<Matter['kind'], { readonly needs?: readonly Field[]; readonly takes?: readonly Field[] }>> = {
  resolution: { takes: ['memberId', 'effect', 'initiativeId', 'federationMatterId'] },
  admission: { needs: ['memberId'] },
  exclusion: { needs: ['memberId'] },
  charter: { needs: ['charterNumber'] },
  election: { needs: ['role'] },
  initiative: { needs: ['initiativeId'] },
  advice: { takes: ['memberId', 'initiativeId'] },
};

function faultsOfAbout(draft: Draft, known: Known): InputError[] {
  const { kind, about } = draft;
  const { needs = [], takes = [] } = fields[kind];
  const given = (Object.keys(about) as Field[]).filter((field) => about[field] !== undefined);
  return [
    ...needs.filter((field) => !given.includes(field)).map((field) => fault(`/about/${field}`, 'missing', `${kind} needs it`)),
    ...given.filter((field) => !needs.includes(field) && !takes.includes(field)).map((field) => fault(`/about/${field}`, 'surplus', `${kind} does not take it`)),
    ...(about.charterNumber !== undefined && known.charterState !== 'draft' ? [fault('/about/charterNumber', 'no-draft', 'there is no draft of this number')] : []),
    ...faultsOfEffect(draft),
    ...faultsOfMembers(draft, known),
  ];
}

/** What a resolution that does something is about. */
const objects: Readonly<Record<NonNullable<About['effect']>, Field | undefined>> = {
  suspension: 'memberId', reinstatement: 'memberId', dissolution: undefined, 'initiative-acceptance': 'initiativeId', 'initiative-departure': 'initiativeId',
};

function faultsOfEffect({ kind, about }: Draft): InputError[] {
  const { effect } = about;
  // It is about an initiative only to accept or to leave it: what its partners decide is a matter of its own kind.
  if (effect === undefined) return kind === 'resolution' && about.initiativeId !== undefined ? [fault('/about/initiativeId', 'surplus', 'only with an effect on it')] : [];
  const object = objects[effect];
  const others = (['memberId', 'initiativeId'] as const).filter((field) => field !== object && about[field] !== undefined);
  return [
    ...(object !== undefined && about[object] === undefined ? [fault(`/about/${object}`, 'missing', `${effect} needs it`)] : []),
    ...others.map((field) => fault(`/about/${field}`, 'surplus', `${effect} does not take it`)),
    ...(about.federationMatterId === undefined ? [] : [fault('/about/federationMatterId', 'surplus', 'one thing at a time')]),
  ];
}

const seated = ['admitted', 'leaving'];

function faultsOfMembers({ candidates = [], about: { memberId, effect } }: Draft, { members }: Known): InputError[] {
  const stateOf = (id: string) => members.find((member) => member.id === id)?.state;
  const faults = candidates.flatMap((id, place) => (seated.includes(stateOf(id) ?? '') ? [] : [fault(`/candidates/${place}`, 'no-seat', 'this member has no seat')]));
  if (memberId === undefined) return faults;
  const state = stateOf(memberId);
  const fits = effect === 'reinstatement' ? state === 'suspended' : effect === 'suspension' ? seated.includes(state ?? '') : state !== undefined;
  return fits ? faults : [...faults, fault('/about/memberId', 'member-unfit', state === undefined ? 'there is no such member' : `this member is ${state}`)];
}
