import type { Target } from '../../tools/platform.ts';
import { Random } from './random.ts';

/** A thing that goes wrong, when so many contributions have been begun, `delayMs` later. */
export type Fault = { readonly at: number; readonly delayMs: number } & (
  | { readonly what: 'kill'; readonly target: Target; readonly replica: number }
  | { readonly what: 'stop'; readonly target: Target; readonly replica: number; readonly forMs: number }
  | { readonly what: 'wipe' }
  | { readonly what: 'flip'; readonly where: number; readonly bit: number }
);
type Kind = Fault extends infer Each ? (Each extends Fault ? Omit<Each, 'at' | 'delayMs'> : never) : never;

export interface Size {
  readonly contributions: number;
  readonly kills: number;
  readonly stops: number;
  readonly wipes: number;
  readonly flips: number;
}

export const whole: Size = { contributions: 4_000, kills: 42, stops: 10, wipes: 3, flips: 1 };
export const small: Size = { contributions: 300, kills: 6, stops: 1, wipes: 1, flips: 1 };

const victims: readonly (readonly [Target, number])[] = [
  ['resources', 1], ['resources', 2], ['reporting', 1], ['reporting', 2], ['gateway', 1], ['nats', 1], ['postgres', 1],
];

/** The same faults at the same places for the same seed. Every victim has its turn before one has a second. */
export function planFaults(seed: number, size: Size): Fault[] {
  const random = new Random(seed);
  const turns = Array.from({ length: Math.ceil(size.kills / victims.length) }, () => random.shuffle(victims)).flat();
  const kinds: Kind[] = [
    ...turns.slice(0, size.kills).map(([target, replica]): Kind => ({ what: 'kill', target, replica })),
    ...Array.from({ length: size.stops }, (): Kind => {
      const [target, replica] = random.pick(victims);
      return { what: 'stop', target, replica, forMs: random.between(1_000, 5_000) };
    }),
    ...Array.from({ length: size.wipes }, (): Kind => ({ what: 'wipe' })),
    ...Array.from({ length: size.flips }, (): Kind => ({ what: 'flip', where: random.next(), bit: random.between(0, 7) })),
  ];
  const places = kinds.map(() => random.between(5, Math.floor(size.contributions * 0.97))).sort((a, b) => a - b);
  return random.shuffle(kinds).map((kind, index) => ({ ...kind, at: places[index]!, delayMs: random.between(0, 120) }));
}

export const nameOf = (fault: Fault): string => {
  if (fault.what === 'wipe') return "NATS's storage wiped";
  if (fault.what === 'flip') return 'a bit flipped in a JetStream block file';
  return fault.what === 'kill' ? `kill -9 ${fault.target} ${fault.replica}` : `stop ${fault.target} ${fault.replica} for ${fault.forMs} ms`;
};
