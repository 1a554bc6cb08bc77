import { listRegisterEntries as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles, JsonText } from '@klaster/service-kit';
import { cursorAt, indexAt } from './register-cursor.js';

const shown = `index, event_id AS "eventId", type, subject, instant(time) AS time, source, position, encode(chain, 'hex') AS chain, facts`;

/** The register is paged by place, which no later entry can shift. */
@Handles(contract)
export class ListRegisterEntries {
  async handle({ clusterId, limit, cursor }: RequestOf<typeof contract>, { work }: Call) {
    const rows = await work.query<{ index: number; json: string }>(
      `SELECT index, row_to_json(entry)::text AS json
         FROM (SELECT ${shown} FROM register_entry WHERE cluster_id = $1 AND index > $2 ORDER BY index LIMIT $3) AS entry`,
      [clusterId, indexAt(cursor), limit + 1],
    );
    const entries = rows.slice(0, limit);
    const nextCursor = rows.length > limit ? cursorAt(entries.at(-1)!.index) : null;
    return new JsonText(`{"items":[${entries.map(({ json }) => json).join(',')}],"nextCursor":${JSON.stringify(nextCursor)}}`);
  }
}
