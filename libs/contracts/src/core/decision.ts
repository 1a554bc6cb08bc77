import type { Happening } from './event.js';
import type { Refusal } from './problem.js';

/** A decision to do something: the new state and what happened. */
export interface Accepted<State> {
  readonly state: State;
  readonly events: readonly Happening[];
}

/** What a rule answers: accepted with the new state and its events, or refused with a named problem. */
export type Decision<State, Slug extends string = string> = Accepted<State> | Refusal<Slug>;

export const accept = <State>(state: State, events: readonly Happening[]): Accepted<State> => ({ state, events });


