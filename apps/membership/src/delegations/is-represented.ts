/**
 * SQL: the member that represents a seat in a matter, or null. What was delegated for the matter itself goes before what
 * was delegated for an assembly that is in session with the matter on its agenda; a member that has lost its seat is
 * represented by nobody. Each argument is an expression for an id.
 */
export const representativeOf = (seat: string, matter: string): string => `
  (SELECT coalesce(
     (SELECT d.to_member FROM delegation d WHERE d.matter_id = ${matter} AND d.from_member = s.member_id AND d.ended_at IS NULL),
     (SELECT d.to_member FROM assembly a JOIN delegation d ON d.assembly_id = a.id AND d.from_member = s.member_id AND d.ended_at IS NULL
       WHERE a.cluster_id = s.cluster_id AND a.state = 'in-session' AND a.agenda @> jsonb_build_array(jsonb_build_object('matterId', ${matter}))
       ORDER BY a.opened_at DESC LIMIT 1))
     FROM seat s WHERE s.member_id = ${seat})`;

/** SQL: whether a seat is represented by a member in a matter. */
export const isRepresented = (seat: string, by: string, matter: string): string => `(${representativeOf(seat, matter)} IS NOT DISTINCT FROM ${by})`;
