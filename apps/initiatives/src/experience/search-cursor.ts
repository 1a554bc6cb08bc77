import { cursorOfPlace, placeOfCursor } from '@klaster/service-kit';

/** Where a page of what was found ends. */
export interface Place {
  /** What each word counts, in their order. */
  readonly weights: readonly number[];
  readonly score: number;
  readonly at: string;
  readonly id: string;
}

const order = 'words';

export const cursorOf = ({ weights, score, at, id }: Place): string => cursorOfPlace(order, `${weights.join(',')} ${score} ${Date.parse(at)}`, id);

/** The place behind a cursor; undefined for what is no cursor of a search for so many words. */
export function placeOf(cursor: string | undefined, words: number): Place | undefined {
  const [text = '', id = ''] = (cursor === undefined ? undefined : placeOfCursor(cursor, order, 'text')) ?? [];
  const read = /^(\d{1,4}(?:,\d{1,4})*) (\d{1,6}) (\d{1,13})$/.exec(text);
  const weights = (read?.[1] ?? '').split(',').map(Number);
  return read && weights.length === words ? { weights, score: Number(read[2]), at: new Date(Number(read[3])).toISOString(), id } : undefined;
}
