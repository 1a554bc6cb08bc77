import { hash } from 'node:crypto';
import {
  type About, accept, type CharterRules, type Counts, type CountingRules, type Decision, DeliberationOpened, HearingOpen, type Instant, type Matter as MatterView,
  type MatterResult, MatterWithdrawn, MatterWrongState, NobodyMayVote, NotConcerned, NotYours, refuse, SecretNeedsThree, StatementMade, TooEarly, VotingOpened, VotingPostponed,
} from '@klaster/contracts';
import { daysAfter, hoursAfter, inUtc, latest } from './time.js';

/** Something on the table: deliberated, then decided. */
export interface Matter {
  readonly id: string;
  readonly version: number;
  /** The cluster at whose table it is; `federationId` for the table of the federation. */
  readonly clusterId: string;
  readonly kind: MatterView['kind'];
  readonly state: MatterView['state'];
  readonly outcome: MatterView['outcome'];
  readonly revision: number;
  readonly title: string;
  readonly text: string;
  readonly options: MatterView['options'];
  readonly places: number;
  readonly method: MatterView['method'];
  readonly majority: MatterView['majority'];
  readonly secret: boolean;
  readonly tallyKey: string | null;
  readonly about: About;
  readonly hearing: MatterView['hearing'];
  /** The member that put it on the table; at the table of the federation the cluster. */
  readonly putBy: string;
  readonly putAt: Instant;
  readonly deliberationFrom: Instant | null;
  /** Planned while it is deliberated. */
  readonly votingOpensAt: Instant | null;
  readonly votingClosesAt: Instant | null;
  /** Frozen when voting opens. */
  readonly votingOpenedAt: Instant | null;
  readonly charterNumber: number | null;
  readonly counting: CountingRules | null;
  readonly electorate: number | null;
  /** Written when it closes. */
  readonly counts: Counts | null;
  readonly turnout: number | null;
  readonly effect: MatterResult['effect'] | null;
  readonly decidedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly withdrawalReason: string | null;
}

/** What is said of a matter by whoever puts it on a table. */
export type NewMatter = Pick<
  Matter,
  'clusterId' | 'kind' | 'title' | 'text' | 'options' | 'places' | 'method' | 'majority' | 'secret' | 'about' | 'hearing' | 'putBy'
>;

const wrongState = ({ state }: Matter, needed: string) => refuse(MatterWrongState, { state, needed });

/** Who may bring a matter forward: the member that put it on the table, or an animator. */
export const mayLead = (matter: Pick<Matter, 'putBy'>, memberId: string, animates: boolean): boolean => animates || matter.putBy === memberId;

/** Whether what it says can still be changed, and who is concerned still be heard. */
export const isOpenToChange = ({ state }: Pick<Matter, 'state'>): boolean => state === 'draft' || state === 'deliberation';

/** What keeps a seat from saying how it stands to a matter: that it has ended. */
export const barEnded = (matter: Matter) => (matter.state === 'decided' || matter.state === 'withdrawn' ? wrongState(matter, 'voting') : undefined);

/** When voting is to open and to close, as far as somebody has said so. */
export interface Times {
  readonly votingOpensAt?: string | undefined;
  readonly votingClosesAt?: string | undefined;
}

type TimesOfRules = Pick<CharterRules, 'deliberationHours' | 'votingHours' | 'hearingDays'>;

/** Where nobody says otherwise deliberation and voting last a day each, or as long as the charter wants: a charter that wants nothing does not make them moments. */
const defaultHours = 24;

const planned = ({ id: matterId, clusterId }: Matter, votingOpensAt: Instant, votingClosesAt: Instant) => DeliberationOpened.of({ matterId, clusterId, votingOpensAt, votingClosesAt });

/**
 * Opens the deliberation of a draft, and plans the vote. INV: deliberation and voting last as long as the charter wants.
 * A vote may be planned before a hearing must have ended, because the member may be heard earlier; otherwise it waits.
 */
export function deliberate(matter: Matter, { votingOpensAt, votingClosesAt }: Times, rules: TimesOfRules, now: Instant): Decision<Matter, 'matter-wrong-state' | 'too-early'> {
  if (matter.state !== 'draft') return wrongState(matter, 'draft');
  const hearing = matter.hearing && { ...matter.hearing, until: daysAfter(now, rules.hearingDays) };
  const deliberated: Matter = { ...matter, state: 'deliberation', deliberationFrom: now, hearing };
  const opensFrom = deliberatedUntil(deliberated, rules);
  const opensAt = votingOpensAt === undefined ? latest(opensEarliest(deliberated, rules), hoursAfter(now, defaultHours)) : inUtc(votingOpensAt);
  if (opensAt < opensFrom) return refuse(TooEarly, { from: opensFrom });
  const closesFrom = hoursAfter(opensAt, rules.votingHours);
  const closesAt = votingClosesAt === undefined ? latest(closesFrom, hoursAfter(opensAt, defaultHours)) : inUtc(votingClosesAt);
  if (closesAt < closesFrom) return refuse(TooEarly, { from: closesFrom });
  return accept({ ...deliberated, votingOpensAt: opensAt, votingClosesAt: closesAt }, [planned(matter, opensAt, closesAt)]);
}

/** Who has a right to be heard, and until when voting waits for it. */
const waitsUntil = ({ hearing }: Matter): Instant | null => (hearing && hearing.heardAt === null ? hearing.until : null);

const deliberatedUntil = ({ deliberationFrom, putAt }: Matter, { deliberationHours }: Pick<TimesOfRules, 'deliberationHours'>) => hoursAfter(deliberationFrom ?? putAt, deliberationHours);

/** The instant before which voting on a matter in deliberation does not open. */
export const opensEarliest = (matter: Matter, rules: Pick<TimesOfRules, 'deliberationHours'>): Instant => latest(deliberatedUntil(matter, rules), waitsUntil(matter));

/** Moves the planned vote of a matter in deliberation to when it may open: nobody was heard yet, or the charter has changed meanwhile. */
export function replan(matter: Matter, rules: TimesOfRules) {
  const opensAt = opensEarliest(matter, rules);
  const closesAt = latest(hoursAfter(opensAt, rules.votingHours), matter.votingClosesAt);
  return accept<Matter>({ ...matter, votingOpensAt: opensAt, votingClosesAt: closesAt }, [planned(matter, opensAt, closesAt)]);
}

/** What keeps voting from opening now. */
export function mayOpen(matter: Matter, rules: Pick<TimesOfRules, 'deliberationHours'>, now: Instant) {
  if (matter.state !== 'deliberation') return wrongState(matter, 'deliberation');
  const from = deliberatedUntil(matter, rules);
  if (now < from) return refuse(TooEarly, { from });
  const until = waitsUntil(matter);
  return until !== null && now < until ? refuse(HearingOpen, { until }) : undefined;
}

/** With fewer voters everybody would know how each has voted. */
const fewestOfSecret = 3;

/** How many seats a vote needs. */
export const fewestVoters = ({ secret }: Pick<Matter, 'secret'>): number => (secret ? fewestOfSecret : 1);

/** What keeps this many seats from voting on it. */
export function mayVote(matter: Matter, voters: number) {
  if (voters === 0) return refuse(NobodyMayVote);
  return voters < fewestVoters(matter) ? refuse(SecretNeedsThree, { voters }) : undefined;
}

/** What holds at the table when voting opens: the charter in force, the seats that vote, the key of a secret vote. */
export interface Opening {
  readonly rules: Pick<CharterRules, 'quorum' | 'votingHours'>;
  readonly charterNumber: number | null;
  readonly electorate: number;
  readonly tallyKey: string | null;
}

/** Opens voting. INV: text, rules and electorate are frozen from here on. Ask `mayOpen` and `mayVote` before. */
export function openVoting(matter: Matter, { rules, charterNumber, electorate, tallyKey }: Opening, votingClosesAt: string | undefined, now: Instant): Decision<Matter, 'too-early'> {
  const closesFrom = hoursAfter(now, rules.votingHours);
  const closesAt = votingClosesAt === undefined ? latest(closesFrom, matter.votingClosesAt) : inUtc(votingClosesAt);
  if (closesAt < closesFrom) return refuse(TooEarly, { from: closesFrom });
  const { id: matterId, clusterId, method, majority, places, secret, revision, text } = matter;
  const options = matter.options.map(({ key }) => key);
  const counting: CountingRules = { method, majority, quorum: rules.quorum, options, places, fewestBallots: secret ? fewestOfSecret : 0 };
  const opened: Matter = { ...matter, state: 'voting', tallyKey, votingOpensAt: now, votingOpenedAt: now, votingClosesAt: closesAt, charterNumber, counting, electorate };
  return accept(opened, [VotingOpened.of({ matterId, clusterId, revision, textSha256: hash('sha256', text, 'hex'), charterNumber, rules: counting, secret, electorate, votingClosesAt: closesAt })]);
}

/** Voting could not open at its time: it is a draft again. What the member concerned has said stands. */
export function postpone(matter: Matter, problem: string) {
  const { id: matterId, clusterId } = matter;
  const hearing = matter.hearing && { ...matter.hearing, until: null };
  const draft: Matter = { ...matter, state: 'draft', hearing, deliberationFrom: null, votingOpensAt: null, votingClosesAt: null };
  return accept(draft, [VotingPostponed.of({ matterId, clusterId, problem })]);
}

/** Whether it is voted on: only then is there anything to close. */
export const notVotedOn = (matter: Matter) => (matter.state === 'voting' ? undefined : wrongState(matter, 'voting'));

/** What keeps voting from closing now. @param votingHours of the charter that was in force when voting opened */
export function mayClose(matter: Matter, votingHours: number, now: Instant) {
  if (matter.state !== 'voting' || matter.votingOpenedAt === null) return wrongState(matter, 'voting');
  const from = hoursAfter(matter.votingOpenedAt, votingHours);
  return now < from ? refuse(TooEarly, { from }) : undefined;
}

/** The member whose exclusion is on the table is heard. What it says later stands for what it said before. */
export function makeStatement(matter: Matter, memberId: string, text: string, now: Instant): Decision<Matter, 'matter-wrong-state' | 'not-concerned'> {
  const { id: matterId, clusterId, hearing } = matter;
  if (hearing?.memberId !== memberId) return refuse(NotConcerned);
  if (!isOpenToChange(matter)) return wrongState(matter, 'deliberation');
  const heard: Matter = { ...matter, hearing: { ...hearing, statement: text, heardAt: now } };
  return accept(heard, [StatementMade.of({ matterId, clusterId, memberId, textSha256: hash('sha256', text, 'hex'), heardAt: now })]);
}

export function withdraw(matter: Matter, memberId: string, reason: string, now: Instant): Decision<Matter, 'matter-wrong-state' | 'not-for-you-to-do'> {
  if (matter.putBy !== memberId) return refuse(NotYours);
  if (!isOpenToChange(matter)) return wrongState(matter, 'deliberation');
  const { id: matterId, clusterId } = matter;
  return accept({ ...matter, state: 'withdrawn', withdrawnAt: now, withdrawalReason: reason }, [MatterWithdrawn.of({ matterId, clusterId, withdrawnAt: now })]);
}
