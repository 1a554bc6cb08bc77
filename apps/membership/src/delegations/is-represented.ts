/**
 * SQL: whether a seat is represented by a member in a matter, by a delegation for the matter itself or for an assembly
 * with the matter on its agenda. Each argument is an expression for an id.
 */
export const isRepresented = (seat: string, by: string, matter: string): string =>
  `EXISTS (SELECT FROM delegation d LEFT JOIN assembly a ON a.id = d.assembly_id
     WHERE d.from_member = ${seat} AND d.to_member = ${by} AND d.ended_at IS NULL
       AND (d.matter_id = ${matter} OR a.agenda @> jsonb_build_array(jsonb_build_object('matterId', ${matter}))))`;
