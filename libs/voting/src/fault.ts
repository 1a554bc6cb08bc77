import type { Choice, CountingRules, VotingMethod } from '@klaster/contracts';

/** What can be wrong with a choice; the codes are stable, and known to API clients. */
export const choiceFaultCodes = ['wrong-method', 'unknown-option', 'repeated-option', 'reason-missing'] as const;

/** What is wrong with a choice and where: a JSON pointer into it (RFC 6901). */
export interface ChoiceFault {
  readonly pointer: string;
  readonly code: (typeof choiceFaultCodes)[number];
}

type Ballot = Pick<CountingRules, 'method' | 'options'>;

/** The field that holds a method's choice. */
const fields = { consent: 'position', majority: 'vote', approval: 'approve', score: 'scores', ranked: 'ranking' } as const satisfies Record<VotingMethod, string>;

/**
 * What keeps a choice of valid shape (the contract's `Choice`) from being cast under these rules; the first fault found.
 * The abstention fits every method.
 */
export function faultOf(rules: Ballot, choice: Choice): ChoiceFault | undefined {
  const fault = misfitOf(rules.method, new Set(rules.options), choice);
  if (fault) return fault;
  const isUnfounded = 'position' in choice && choice.position === 'object' && !choice.reason?.trim();
  return isUnfounded ? { pointer: '/reason', code: 'reason-missing' } : undefined;
}

/** What keeps a choice from being counted. The reason of an objection does not: it may have been erased since. */
export function misfitOf(method: VotingMethod, known: ReadonlySet<string>, choice: Choice): ChoiceFault | undefined {
  if ('abstain' in choice) return undefined;
  if (!(fields[method] in choice)) return { pointer: '', code: 'wrong-method' };
  const named = optionsOf(choice);
  const unknown = named.findIndex((option) => !known.has(option));
  if (unknown >= 0) return { pointer: pointersOf(choice)[unknown]!, code: 'unknown-option' };
  if (new Set(named).size === named.length) return undefined;
  const repeated = named.findIndex((option, place) => named.indexOf(option) < place);
  return { pointer: pointersOf(choice)[repeated]!, code: 'repeated-option' };
}

function optionsOf(choice: Choice): readonly string[] {
  if ('approve' in choice) return choice.approve;
  if ('scores' in choice) return choice.scores.map(({ option }) => option);
  return 'ranking' in choice ? choice.ranking.flat() : [];
}

/** Where the options stand that `optionsOf` tells, in the same order. */
function pointersOf(choice: Choice): readonly string[] {
  if ('approve' in choice) return choice.approve.map((_, place) => `/approve/${place}`);
  if ('scores' in choice) return choice.scores.map((_, place) => `/scores/${place}/option`);
  return 'ranking' in choice ? choice.ranking.flatMap((group, depth) => group.map((_, place) => `/ranking/${depth}/${place}`)) : [];
}
