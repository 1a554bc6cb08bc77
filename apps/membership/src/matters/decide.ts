import { accept, type Accepted, BallotsPublished, type Choice, type DataOf, type Happening, type Instant, MatterDecided, type MatterResult } from '@klaster/contracts';
import { count } from '@klaster/voting';
import type { Matter } from './matter.js';

/** A ballot that was cast: of a seat, or in a secret vote under a token that its voter alone knows. */
export interface CastBallot {
  readonly memberId: string | null;
  readonly token: string | null;
  readonly choice: Choice;
}

/** A matter that is decided, before anything has followed from it. */
export type Decided = Matter & { readonly state: 'decided'; readonly outcome: NonNullable<Matter['outcome']>; readonly counts: NonNullable<Matter['counts']> };

/** Counts a matter that is voted on. @param turnout seats that have voted, or in a secret vote had their token signed */
export function decide(matter: Matter, ballots: readonly CastBallot[], turnout: number, now: Instant): Decided {
  if (matter.counting === null || matter.electorate === null) throw new Error(`voting on ${matter.id} was never opened`);
  const counts = count(matter.counting, matter.electorate, ballots.map(({ choice }) => choice));
  return { ...matter, state: 'decided', outcome: counts.outcome, counts, turnout, decidedAt: now };
}

/** Tells of a decision and of the ballots that were counted, so that everybody can count them again. */
export function tellDecision(decided: Decided, effect: MatterResult['effect'], ballots: readonly CastBallot[]): Accepted<Matter> {
  const { id: matterId, clusterId, kind, about, outcome, counting: rules, counts, secret, turnout, decidedAt } = decided;
  if (rules === null || turnout === null || decidedAt === null) throw new Error(`${matterId} is not decided`);
  const parts = counts.ground === 'too-few-ballots' ? [] : partsOf(ballots.map(withoutReason));
  return accept({ ...decided, effect }, [
    MatterDecided.of({ matterId, clusterId, kind, about, outcome, rules, counts, secret, turnout, effect, decidedAt }),
    ...parts.map((ballots, index) => published({ matterId, clusterId, part: index + 1, parts: parts.length, ballots })),
  ]);
}

/** As `BallotsPublished.of`, but not checked against the contract once more: each ballot was when it was cast, and ten thousand would keep the vote from closing within a second. */
const published = (data: DataOf<typeof BallotsPublished>): Happening => ({ type: BallotsPublished.type, data });

/** Reasons are texts of people, and stay out of what is told. */
const withoutReason = (ballot: CastBallot): CastBallot =>
  'position' in ballot.choice ? { ...ballot, choice: { position: ballot.choice.position } } : ballot;

const ballotsOfPart = 500;
/** A part fits into one message of the bus with room to spare, whatever ballots say. */
const bytesOfPart = 500_000;

/** Cuts a list into parts that can be told, in its order. */
function partsOf(ballots: readonly CastBallot[]): CastBallot[][] {
  const parts: CastBallot[][] = [];
  let bytes = Infinity;
  for (const ballot of ballots) {
    const size = JSON.stringify(ballot).length;
    bytes += size;
    const part = parts.at(-1);
    if (part && part.length < ballotsOfPart && bytes <= bytesOfPart) part.push(ballot);
    else {
      parts.push([ballot]);
      bytes = size;
    }
  }
  return parts;
}
