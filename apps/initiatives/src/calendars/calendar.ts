import type { Instant } from '@klaster/contracts';

/** Something that is due on a day. */
export interface Due {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly what: 'task' | 'goal';
  /** Civil date. */
  readonly due: string;
}

/** What is due in an initiative. */
export interface Calendar {
  readonly title: string;
  readonly now: Instant;
  readonly items: readonly Due[];
}

const words = { pl: { task: 'Zadanie', goal: 'Cel' }, en: { task: 'Task', goal: 'Goal' } } as const;
export type Language = keyof typeof words;

/** How one item is called in a calendar that holds many other things. */
export const summaryOf = ({ what, title }: Due, initiative: string, language: Language): string => `${words[language][what]}: ${title} (${initiative})`;
