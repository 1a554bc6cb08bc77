import { type Choice, type Counts, highestScore, MandateUnfit, refuse, type Refusal } from '@klaster/contracts';
import type { Matter } from '../matters/matter.js';

/** What a cluster's own table has decided of a matter of the federation. */
export interface OwnDecision {
  readonly matter: Matter;
  /** The table has not decided of it again since. */
  readonly isLatest: boolean;
}

/**
 * How a cluster votes at the table of the federation: as its own table has decided, and nobody who casts the ballot
 * chooses anything. The decision binds where its members knew what they decided:
 *
 * - it names the matter, and it was put to the vote after the matter had come into deliberation: what was on the table of
 *   the federation, and could not change any more, could be read by all who voted;
 * - the method is the same, and so are the options, their texts too: a key means the same at both tables;
 * - the quorum of the cluster was reached;
 * - it is the latest: a table may decide again, and then the earlier decision is nobody's mandate.
 */
export function choiceOf(matter: Matter, decision: OwnDecision | undefined): Choice | Refusal<'cluster-mandate-unfit'> {
  if (!decision?.isLatest) return refuse(MandateUnfit);
  const { state, outcome, counts, kind, about, votingOpenedAt, method } = decision.matter;
  const isDecided = kind === 'resolution' && state === 'decided' && outcome !== 'no-quorum';
  const knewIt = about.federationMatterId === matter.id && votingOpenedAt !== null && matter.deliberationFrom !== null && votingOpenedAt >= matter.deliberationFrom;
  const sameQuestion = method === matter.method && haveSameOptions(decision.matter, matter);
  return isDecided && counts && knewIt && sameQuestion ? follow(decision.matter, counts) : refuse(MandateUnfit);
}

function haveSameOptions({ options: own }: Matter, { options }: Matter): boolean {
  const texts = new Map(own.map(({ key, text }) => [key, text]));
  return own.length === options.length && options.every(({ key, text }) => texts.get(key) === text);
}

/**
 * The choice that follows from a decision.
 *
 * | own table | adopted | rejected |
 * |---|---|---|
 * | consent | consents | objects, for the reason that its table did: the decision is named |
 * | majority | yes | no |
 * | approval | approves the options that won for certain | the same; none, where none did |
 * | score | gives each option its part of the best one's sum, in tenths rounded down | the same |
 * | ranked | ranks as its table did, equals as equals | the same |
 *
 * Where everybody at the own table abstained the cluster abstains.
 *
 * Of scores: the best option gets 10 and no other does, none is put before one that had more, and every cluster uses the
 * whole scale, so that the seat of a table that scores timidly weighs as much as any other. The averages would do none of
 * these: they round two options to the same score, and the best one to whatever it is.
 */
function follow({ id, method }: Matter, { outcome, abstentions, ballots, options, winners }: Counts): Choice {
  if (abstentions === ballots) return { abstain: true };
  const adopted = outcome === 'adopted';
  switch (method) {
    case 'consent':
      return adopted ? { position: 'consent' } : { position: 'object', reason: `Uchwała klastra / resolution of the cluster: ${id}` };
    case 'majority':
      return { vote: adopted ? 'yes' : 'no' };
    case 'approval':
      return { approve: [...winners] };
    case 'score':
      return { scores: scoresOf(options) };
    case 'ranked':
      return { ranking: [...Map.groupBy(options, ({ rank }) => rank).values()].map((equals) => equals.map(({ option }) => option)) };
  }
}

function scoresOf(options: Counts['options']) {
  const sums = options.map(({ score }) => score ?? 0);
  const best = Math.max(...sums);
  return options.map(({ option }, place) => ({ option, score: best === 0 ? 0 : Math.floor((highestScore * sums[place]!) / best) }));
}
