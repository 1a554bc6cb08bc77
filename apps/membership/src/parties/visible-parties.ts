/**
 * Which parties an account may see: organizations and groups are open to every account; a natural person is seen
 * here by itself alone (those who sit at a table with it see it among the members). `$1` is the account.
 */
export const visibleParties = `
  (p.kind <> 'person' OR p.person_account_id = $1)`;
