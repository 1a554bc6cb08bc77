import type { Choice, VotingMethod } from '@klaster/contracts';

const list = (text: string, separator: string) => text.split(separator).map((part) => part.trim());

/**
 * Reads a vote as the tables write it.
 * @param keyOf the key of an option as the platform knows it: candidates stand under the ids of their members
 */
export function readVote(method: VotingMethod, vote: string, keyOf: (option: string) => string = (option) => option): Choice {
  if (vote === 'abstain') return { abstain: true };
  switch (method) {
    case 'consent': {
      const [position = '', reason] = list(vote, ':');
      if (position !== 'consent' && position !== 'stand-aside' && position !== 'object') throw new Error(`“${vote}” is no position`);
      return { position, ...(reason ? { reason } : {}) };
    }
    case 'majority':
      if (vote !== 'yes' && vote !== 'no') throw new Error(`“${vote}” is neither yes nor no`);
      return { vote };
    case 'approval':
      return { approve: list(vote, ',').map(keyOf) };
    case 'score':
      return {
        scores: list(vote, ',').map((part) => {
          const [option = '', score] = part.split(' ');
          return { option: keyOf(option), score: Number(score) };
        }),
      };
    case 'ranked':
      return { ranking: list(vote, '>').map((equals) => list(equals, '=').map(keyOf)) };
  }
}
