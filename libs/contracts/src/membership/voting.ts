import { z } from 'zod';
import { line, prose } from '../core/values.js';

/** How the table decides. The same ballots always give the same result; `@klaster/voting` counts them. */
export const votingMethods = ['consent', 'majority', 'approval', 'score', 'ranked'] as const;
export const VotingMethod = z.enum(votingMethods);
export type VotingMethod = z.output<typeof VotingMethod>;

/** What a majority is of: see the table of bases in docs/guide. */
export const majorities = ['simple', 'absolute', 'two-thirds', 'unanimity'] as const;
export const Majority = z.enum(majorities);
export type Majority = z.output<typeof Majority>;

/** An exact part of a whole, from nothing to all of it. */
export const Share = z
  .strictObject({ numerator: z.int().min(0).max(1_000), denominator: z.int().min(1).max(1_000) })
  .refine(({ numerator, denominator }) => numerator <= denominator, 'a share is at most the whole')
  .meta({ id: 'Share', description: 'An exact part of a whole, such as 1/2' });
export type Share = z.output<typeof Share>;

/** What can be chosen, by a short key that ballots name. */
export const OptionKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);

export const mostOptions = 50;
export const highestScore = 10;

/** What a ballot says. Each method takes its own shape, and every method takes the abstention. */
export const Choice = z
  .union([
    z.strictObject({ abstain: z.literal(true) }),
    z.strictObject({ position: z.enum(['consent', 'stand-aside', 'object']), reason: prose(2_000).optional() }),
    z.strictObject({ vote: z.enum(['yes', 'no']) }),
    z.strictObject({ approve: z.array(OptionKey).max(mostOptions) }),
    z.strictObject({ scores: z.array(z.strictObject({ option: OptionKey, score: z.int().min(0).max(highestScore) })).max(mostOptions) }),
    z.strictObject({ ranking: z.array(z.array(OptionKey).min(1).max(mostOptions)).max(mostOptions) }),
  ])
  .meta({ id: 'Choice', description: 'What a ballot says: `position` by consent, `vote` by majority, `approve`, `scores` or `ranking` (best first, equals together) among options; `abstain` always' });
export type Choice = z.output<typeof Choice>;

/** Everything that a count depends on besides the ballots: frozen when voting opens, published with the result. */
export const CountingRules = z
  .strictObject({
    method: VotingMethod,
    majority: Majority.meta({ description: 'Counts for the method `majority`' }),
    quorum: Share.meta({ description: 'Share of the electorate that must cast a ballot, abstentions included' }),
    options: z.array(OptionKey).max(mostOptions).meta({ description: 'What can be chosen, in the order of the matter; empty for consent and majority' }),
    places: z.int().min(1).max(mostOptions).meta({ description: 'How many options win' }),
    fewestBallots: z.int().min(0).meta({ description: 'With fewer ballots nothing is counted: 3 in a secret vote, otherwise 0' }),
  })
  .meta({ id: 'CountingRules', description: 'The rules of a count' });
export type CountingRules = z.output<typeof CountingRules>;

export const outcomes = ['adopted', 'rejected', 'no-quorum'] as const;
export const grounds = [
  'quorum-missed', 'too-few-ballots', 'no-objection', 'objection-stands', 'nobody-consented', 'majority-reached', 'majority-missed', 'places-filled', 'tie', 'nobody-chosen',
] as const;

const count = z.int().min(0);

/** A count that anybody can repeat from the rules, the size of the electorate and the ballots. */
export const Counts = z
  .strictObject({
    outcome: z.enum(outcomes),
    ground: z.enum(grounds).meta({ description: 'Why it came out so' }),
    electorate: count.meta({ description: 'Seats that could vote' }),
    ballots: count.meta({ description: 'Ballots cast, abstentions included' }),
    abstentions: count,
    quorum: z.strictObject({ base: z.literal('electorate'), share: Share, required: count.meta({ description: 'Ballots needed: the share of the electorate, rounded up' }), reached: z.boolean() }),
    consent: z.strictObject({ consents: count, standAsides: count, objections: count }).nullable(),
    majority: z
      .strictObject({
        yes: count,
        no: count,
        base: z.enum(['electorate', 'yes-and-no']).meta({ description: 'What the majority is of' }),
        baseCount: count,
        share: Share,
        comparison: z.enum(['more-than', 'at-least']),
      })
      .nullable(),
    options: z
      .array(
        z.strictObject({
          option: OptionKey,
          approvals: count.nullable(),
          score: count.nullable(),
          rank: z.int().min(1).meta({ description: '1 is best; equals share a rank, and as many ranks are left out behind them' }),
        }),
      )
      .meta({ description: 'Best first; equals in the order of the matter' }),
    pairwise: z
      .strictObject({
        preferred: z.array(z.array(count)).meta({ description: 'preferred[a][b]: ballots that rank a above b, in the order of the rules’ options' }),
        strongestPaths: z.array(z.array(count)).meta({ description: 'Schulze’s p[a][b]: strength of the strongest path from a to b' }),
      })
      .nullable(),
    winners: z.array(OptionKey).meta({ description: 'Options that win a place for certain' }),
    tied: z.array(OptionKey).meta({ description: 'Options that are equal where fewer places are left than they are' }),
  })
  .meta({ id: 'Counts', description: 'The counts of a vote, with the rule and the bases that were used' });
export type Counts = z.output<typeof Counts>;

/** Something that can be chosen in a matter. */
export const MatterOption = z
  .strictObject({ key: OptionKey, text: line(300) })
  .meta({ id: 'MatterOption', description: 'Something that can be chosen' });
