/**
 * SQL: what a seat has declared of its interest in a matter, in the initiative that it is about, or in the member that it
 * is about; null where it has declared none. `member` is an expression for an id, `matter` an alias of the table.
 */
export const interestsOf = (member: string, matter: string): string => `
  (SELECT string_agg(i.text, E'\\n\\n' ORDER BY i.id) FROM interest i
    WHERE i.cluster_id = ${matter}.cluster_id AND i.member_id = ${member}
      AND (i.matter_id = ${matter}.id OR i.initiative_id = (${matter}.about ->> 'initiativeId')::uuid OR i.partner_id = (${matter}.about ->> 'memberId')::uuid))`;
