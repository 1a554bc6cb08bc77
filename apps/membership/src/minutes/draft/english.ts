import type { Counts, Instant } from '@klaster/contracts';
import type { Matter } from '../../matters/matter.js';
import { calendar, capitalized, type Phrases } from './phrases.js';

const { dayOf, hourOf } = calendar('en-GB');
const moment = (at: Instant) => `${dayOf(at)}, ${hourOf(at)}`;
const span = (from: Instant, to: Instant) => (dayOf(from) === dayOf(to) ? `${moment(from)}–${hourOf(to)}` : `${moment(from)} – ${moment(to)}`);
const quoted = (text: string) => `“${text}”`;

const counted = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`;
const seats = (count: number) => counted(count, 'seat', 'seats');
const did = (count: number, what: string) => `${count === 0 ? 'nobody' : seats(count)} ${what}`;

const kinds: Readonly<Record<Matter['kind'], string>> = {
  resolution: 'resolution', admission: 'admission of a member', exclusion: 'exclusion of a member', charter: 'charter', election: 'election', initiative: 'matter of an initiative', advice: 'advice',
};
const majorities: Readonly<Record<Matter['majority'], string>> = { simple: 'simple majority', absolute: 'absolute majority', 'two-thirds': 'majority of two thirds', unanimity: 'unanimity' };
const methods: Readonly<Record<Exclude<Matter['method'], 'majority'>, string>> = { consent: 'consent', approval: 'approval', score: 'scores', ranked: 'ranking (Schulze method)' };
const grounds: Readonly<Record<Counts['ground'], string>> = {
  'quorum-missed': 'the quorum was missed',
  'too-few-ballots': 'too few ballots were cast to be counted without giving anybody away',
  'no-objection': 'nobody objected',
  'objection-stands': 'a reasoned objection stands',
  'nobody-consented': 'nobody consented',
  'majority-reached': 'the majority was reached',
  'majority-missed': 'the majority was missed',
  'places-filled': 'the choice is clear',
  tie: 'equal results left it open',
  'nobody-chosen': 'no option was supported',
};

const shares: Readonly<Record<string, string>> = { '1/2': 'half', '2/3': 'two thirds' };

/** Minutes in English. */
export const english: Phrases = {
  labels: { table: 'Table', planned: 'Planned', opened: 'Opened', closed: 'Closed', place: 'Place', link: 'Link', animator: 'Animator', secretary: 'Secretary' },
  headings: { attendance: 'Attendance', agenda: 'Agenda and proceedings' },
  noAgenda: 'No agenda was set.',
  attendanceLeftOut: 'The seats are named in the list of attendance on the platform, which is too long to be repeated here.',
  title: (assembly) => `Minutes of the assembly: ${assembly}`,
  moment,
  span,
  quoted,
  present: (present, all, represented) =>
    `${present === 0 ? `None of the ${seats(all)} was present` : `${present} of ${seats(all)} ${present === 1 ? 'was' : 'were'} present`}${represented === 0 ? '' : `, ${represented} of them represented by another member`}.`,
  represented: (partyName, by) => `${partyName} (represented by ${by})`,
  matter: ({ kind, revision, method, majority, secret }, title) =>
    `Matter: ${kinds[kind]} ${quoted(title)}, revision ${revision}. Vote: ${secret ? 'secret' : 'open'}, ${method === 'majority' ? majorities[majority] : methods[method]}.`,
  undecided: ({ state, votingOpensAt, votingClosesAt, withdrawnAt }, reason) => {
    if (state === 'withdrawn') return `It was withdrawn${withdrawnAt ? ` on ${moment(withdrawnAt)}` : ''}${reason ? `: ${quoted(reason)}` : ''}.`;
    if (state === 'voting') return `Voting is open${votingClosesAt ? ` until ${moment(votingClosesAt)}` : ''}; before that nobody knows the counts.`;
    if (state === 'deliberation') return `It is in deliberation${votingOpensAt && votingClosesAt ? `; voting is planned for ${span(votingOpensAt, votingClosesAt)}` : ''}.`;
    return 'It is a draft: its deliberation has not begun.';
  },
  outcome: ({ outcome, ground }, amongOptions, decidedAt) => {
    const word = outcome === 'adopted' ? (amongOptions ? 'Decided' : 'Adopted') : outcome === 'no-quorum' || amongOptions ? 'Not decided' : 'Rejected';
    return `**${word}** on ${moment(decidedAt)}: ${grounds[ground]}.`;
  },
  turnout: ({ ballots, electorate }) => `${ballots === 0 ? 'None' : ballots} of the ${seats(electorate)} that could vote cast a ballot.`,
  votes: ({ majority, consent, abstentions }) => {
    const said = majority
      ? [did(majority.yes, 'voted in favour'), did(majority.no, 'voted against')]
      : consent
        ? [did(consent.consents, 'consented'), did(consent.standAsides, 'stood aside'), did(consent.objections, 'objected')]
        : [];
    return `${capitalized([...said, did(abstentions, 'abstained')].join(', '))}.`;
  },
  needed: ({ base, baseCount, share: { numerator, denominator }, comparison }) => {
    if (numerator === denominator) return 'Unanimity was needed.';
    const share = shares[`${numerator}/${denominator}`] ?? `${numerator}/${denominator}`;
    const of = base === 'electorate' ? `${seats(baseCount)} that could vote` : `${counted(baseCount, 'vote', 'votes')} for and against`;
    return `${comparison === 'more-than' ? 'More than' : 'At least'} ${share} of the ${of} ${numerator === 1 && baseCount === 1 ? 'was' : 'were'} needed.`;
  },
  quorum: ({ required, reached }) => (required === 0 ? 'No quorum was needed.' : `The quorum of ${counted(required, 'ballot', 'ballots')} was ${reached ? 'reached' : 'missed'}.`),
  option: (text, { rank, approvals, score }) => `rank ${rank}: ${text}${approvals === null ? '' : ` – ${counted(approvals, 'approval', 'approvals')}`}${score === null ? '' : ` – ${counted(score, 'point', 'points')}`}`,
  winners: (texts) => `Chosen: ${texts.join('; ')}.`,
  tied: (texts) => `Tied for the places left: ${texts.join('; ')}.`,
  interests: (count, listed) => (listed ? 'Declared conflicts of interest:' : `${counted(count, 'conflict of interest was declared; it stands', 'conflicts of interest were declared; they stand')} beside the matter.`),
};
