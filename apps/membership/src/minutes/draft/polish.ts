import type { Counts, Instant } from '@klaster/contracts';
import type { Matter } from '../../matters/matter.js';
import { calendar, capitalized, type Phrases } from './phrases.js';

const { dayOf, hourOf } = calendar('pl');
const moment = (at: Instant) => `${dayOf(at)} r., godz. ${hourOf(at)}`;
const span = (from: Instant, to: Instant) => (dayOf(from) === dayOf(to) ? `${moment(from)}–${hourOf(to)}` : `${moment(from)} – ${moment(to)}`);
const quoted = (text: string) => `„${text}”`;

const plural = new Intl.PluralRules('pl');
/** One of three forms: for 1; for 2, 3, 4, 22 …; for 0, 5, 11, 12 … */
const form = (count: number, one: string, few: string, many: string) => {
  const category = plural.select(count);
  return category === 'one' ? one : category === 'few' ? few : many;
};
const counted = (count: number, one: string, few: string, many: string) => `${count} ${form(count, one, few, many)}`;
const seats = (count: number) => counted(count, 'miejsce', 'miejsca', 'miejsc');
/** What so many seats did: „głosowało 1 miejsce”, „głosowały 3 miejsca”, „głosowało 5 miejsc”. */
const did = (count: number, stem: string, nobody: string, { before = '', after = '' } = {}) =>
  count === 0 ? nobody : `${before}${stem}${form(count, 'ło', 'ły', 'ło')}${after} ${seats(count)}`;
const entitled = (count: number) => (count === 1 ? '1 uprawnionego miejsca' : `${count} uprawnionych miejsc`);

const kinds: Readonly<Record<Matter['kind'], string>> = {
  resolution: 'uchwała', admission: 'przyjęcie członka', exclusion: 'wykluczenie członka', charter: 'karta', election: 'wybory', initiative: 'sprawa inicjatywy', advice: 'opinia',
};
const majorities: Readonly<Record<Matter['majority'], string>> = { simple: 'zwykła większość', absolute: 'bezwzględna większość', 'two-thirds': 'większość dwóch trzecich', unanimity: 'jednomyślność' };
const methods: Readonly<Record<Exclude<Matter['method'], 'majority'>, string>> = { consent: 'zgoda', approval: 'aprobata', score: 'punktacja', ranked: 'uszeregowanie (metoda Schulzego)' };
const grounds: Readonly<Record<Counts['ground'], string>> = {
  'quorum-missed': 'nie osiągnięto kworum',
  'too-few-ballots': 'oddano za mało głosów, by je policzyć, nie zdradzając niczyjego',
  'no-objection': 'nikt nie zgłosił sprzeciwu',
  'objection-stands': 'zgłoszono uzasadniony sprzeciw',
  'nobody-consented': 'nikt nie wyraził zgody',
  'majority-reached': 'osiągnięto wymaganą większość',
  'majority-missed': 'nie osiągnięto wymaganej większości',
  'places-filled': 'wybór jest jednoznaczny',
  tie: 'równe wyniki nie pozwoliły rozstrzygnąć',
  'nobody-chosen': 'żadna możliwość nie uzyskała poparcia',
};

const shares: Readonly<Record<string, string>> = { '1/2': 'połowy', '2/3': 'dwóch trzecich' };

function presentSeats(present: number, all: number, represented: number): string {
  const of = all === 1 ? '1 miejsca' : `${all} miejsc`;
  const came = present === 0 ? `Żadne z ${of} nie było obecne` : `${form(present, 'Obecne było', 'Obecne były', 'Obecnych było')} ${present} z ${of}`;
  const by = represented === 0 ? '' : `, w tym ${counted(represented, 'reprezentowane przez innego członka', 'reprezentowane przez innych członków', 'reprezentowanych przez innych członków')}`;
  return `${came}${by}.`;
}

/** Minutes in Polish, with its three plural forms. */
export const polish: Phrases = {
  labels: { table: 'Stół', planned: 'Termin', opened: 'Otwarcie', closed: 'Zamknięcie', place: 'Miejsce', link: 'Link', animator: 'Animator', secretary: 'Sekretarz' },
  headings: { attendance: 'Obecność', agenda: 'Porządek i przebieg obrad' },
  noAgenda: 'Nie ustalono porządku obrad.',
  attendanceLeftOut: 'Miejsca wymienia lista obecności na platformie; jest zbyt długa, by ją tu powtórzyć.',
  title: (assembly) => `Protokół obrad: ${assembly}`,
  moment,
  span,
  quoted,
  present: presentSeats,
  represented: (partyName, by) => `${partyName} (reprezentuje: ${by})`,
  matter: ({ kind, revision, method, majority, secret }, title) =>
    `Sprawa: ${kinds[kind]} ${quoted(title)}, wersja ${revision}. Głosowanie: ${secret ? 'tajne' : 'jawne'}, ${method === 'majority' ? majorities[majority] : methods[method]}.`,
  undecided: ({ state, votingOpensAt, votingClosesAt, withdrawnAt }, reason) => {
    if (state === 'withdrawn') return `Sprawę wycofano${withdrawnAt ? ` ${moment(withdrawnAt)}` : ''}${reason ? `: ${quoted(reason)}` : ''}.`;
    if (state === 'voting') return `Głosowanie trwa${votingClosesAt ? ` do ${moment(votingClosesAt)}` : ''}; wcześniej nikt nie zna wyników.`;
    if (state === 'deliberation') return `Trwa dyskusja${votingOpensAt && votingClosesAt ? `; planowany czas głosowania: ${span(votingOpensAt, votingClosesAt)}` : ''}.`;
    return 'Sprawa jest szkicem: dyskusja nad nią jeszcze się nie zaczęła.';
  },
  outcome: ({ outcome, ground }, amongOptions, decidedAt) => {
    const word = outcome === 'adopted' ? (amongOptions ? 'Rozstrzygnięto' : 'Przyjęto') : outcome === 'no-quorum' || amongOptions ? 'Nie rozstrzygnięto' : 'Odrzucono';
    return `**${word}** ${moment(decidedAt)}: ${grounds[ground]}.`;
  },
  turnout: ({ ballots, electorate }) =>
    ballots === 0 ? `Żadne z ${entitled(electorate)} nie oddało głosu.` : `Głos ${form(ballots, 'oddało', 'oddały', 'oddało')} ${ballots} z ${entitled(electorate)}.`,
  votes: ({ majority, consent, abstentions }) => {
    const said = majority
      ? [did(majority.yes, 'głosowa', 'nikt nie głosował za', { before: 'za ' }), did(majority.no, 'głosowa', 'nikt nie głosował przeciw', { before: 'przeciw ' })]
      : consent
        ? [
            did(consent.consents, 'zgodzi', 'nikt się nie zgodził', { after: ' się' }),
            did(consent.standAsides, 'stanę', 'nikt nie stanął z boku', { before: 'z boku ' }),
            did(consent.objections, 'zgłosi', 'nikt nie zgłosił sprzeciwu', { before: 'sprzeciw ' }),
          ]
        : [];
    return `${capitalized([...said, did(abstentions, 'wstrzyma', 'nikt się nie wstrzymał', { after: ' się' })].join(', '))}.`;
  },
  needed: ({ base, baseCount, share: { numerator, denominator }, comparison }) => {
    if (numerator === denominator) return 'Potrzebna była jednomyślność.';
    const share = shares[`${numerator}/${denominator}`] ?? `${numerator}/${denominator}`;
    const of = base === 'electorate' ? entitled(baseCount) : `${baseCount} ${baseCount === 1 ? 'głosu' : 'głosów'} za i przeciw`;
    return `Potrzeba było ${comparison === 'more-than' ? 'więcej niż' : 'co najmniej'} ${share} z ${of}.`;
  },
  quorum: ({ required, reached }) =>
    required === 0 ? 'Kworum nie było wymagane.' : `Kworum (co najmniej ${counted(required, 'głos', 'głosy', 'głosów')}) ${reached ? 'zostało osiągnięte' : 'nie zostało osiągnięte'}.`,
  option: (text, { rank, approvals, score }) =>
    `lokata ${rank}: ${text}${approvals === null ? '' : ` – ${counted(approvals, 'głos poparcia', 'głosy poparcia', 'głosów poparcia')}`}${score === null ? '' : ` – ${counted(score, 'punkt', 'punkty', 'punktów')}`}`,
  winners: (texts) => `Wybrano: ${texts.join('; ')}.`,
  tied: (texts) => `Równe wyniki przy pozostałych miejscach: ${texts.join('; ')}.`,
  interests: (count, listed) =>
    listed ? 'Zgłoszone konflikty interesów:' : `Zgłoszono ${counted(count, 'konflikt interesów; jego treść', 'konflikty interesów; ich treść', 'konfliktów interesów; ich treść')} jest przy sprawie.`,
};
