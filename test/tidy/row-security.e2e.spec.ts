import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serviceNames } from '@klaster/contracts';
import { startWorld, type World } from '../world/world.ts';

/** What holds for every table of every service, asked of the database itself. */
describe('the tables of the platform', () => {
  let world: World;
  const rows = async (text: string) => (await (await world.sql('postgres')).query<{ name: string }>(text, [serviceNames])).rows.map(({ name }) => name);

  beforeAll(async () => {
    world = await startWorld();
  });

  afterAll(() => world.stop());

  it('that belong to clusters are under forced row security with a policy', async () => {
    const ofClusters = `FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'cluster_id'
       WHERE c.relkind IN ('r', 'p') AND c.relnamespace::regnamespace::text = ANY ($1)`;
    expect((await rows(`SELECT c.oid::regclass::text AS name ${ofClusters}`)).length).toBeGreaterThan(15);
    expect(await rows(`SELECT c.oid::regclass::text AS name ${ofClusters} AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))`)).toEqual([]);
  });

  it('that hold what one account was answered are under row security too', async () => {
    expect(await rows(`SELECT oid::regclass::text AS name FROM pg_class WHERE relname = 'idempotency' AND relnamespace::regnamespace::text = ANY ($1) AND NOT relrowsecurity`)).toEqual([]);
  });

  it('are owned by a role that cannot sign in, never by a service', async () => {
    expect(await rows(`SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE c.relnamespace::regnamespace::text = ANY ($1) AND (r.rolcanlogin OR r.rolsuper)`)).toEqual([]);
  });

  it('are read through views with the eyes of the reader', async () => {
    expect(await rows(`SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'v' AND relnamespace::regnamespace::text = ANY ($1) AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`)).toEqual([]);
  });

  it('give nobody but their service and its courier any right', async () => {
    const strangers = `SELECT DISTINCT table_schema || '.' || table_name || ' to ' || grantee AS name FROM information_schema.role_table_grants
      WHERE table_schema = ANY ($1) AND grantee NOT IN (table_schema, table_schema || '_courier', table_schema || '_owner')`;
    expect(await rows(strangers)).toEqual([]);
  });

  it('keep what happened against change: journal, order, register, agreements, revisions, interests, secret ballots, categories, rates, remarks, money', async () => {
    const guarded = await rows(`SELECT tgrelid::regclass::text AS name FROM pg_trigger JOIN pg_class c ON c.oid = tgrelid WHERE tgname = 'append_only' AND c.relnamespace::regnamespace::text = ANY ($1)`);
    const expected = [...serviceNames.flatMap((service) => [`${service}.journal`, `${service}.sequence`]), 'initiatives.agreement_in_force', 'initiatives.agreement_signature', 'initiatives.agreement_version', 'initiatives.cost', 'initiatives.experience', 'initiatives.lesson', 'initiatives.measurement',
      'initiatives.settlement_acceptance',
      'membership.charter_acceptance', 'membership.interest', 'membership.revision', 'membership.tallied_ballot', 'reporting.register_entry',
      'resources.category', 'resources.posting', 'resources.purse', 'resources.purse_entry', 'resources.rate_table_version', 'resources.remark'];
    expect(guarded.toSorted()).toEqual(expected.toSorted());
  });

  it('write numbers of entries without leaving any out: no sequence hands out a cache', async () => {
    expect(await rows(`SELECT seqrelid::regclass::text AS name FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid WHERE seqcache > 1 AND c.relnamespace::regnamespace::text = ANY ($1)`)).toEqual([]);
  });
});
