/** What is to happen at a time: in every service, beside the state that it belongs to. Run once by the schema's owner. */
export const timerSchema = (runtime: string, courier: string): string => `
CREATE TABLE timer (
  cluster_id uuid NOT NULL,
  subject uuid NOT NULL,
  name text NOT NULL,
  -- Milliseconds, as instants are everywhere: it is found again by what was read.
  due_at timestamptz(3) NOT NULL,
  -- How often it has failed, when it may be tried again, and why it failed last.
  attempts int NOT NULL DEFAULT 0,
  retry_at timestamptz(3),
  failure text,
  PRIMARY KEY (subject, name)
);
CREATE INDEX timer_by_time ON timer (due_at);
-- As in the journal: what belongs to the federation may be scheduled from wherever one is.
ALTER TABLE timer ENABLE ROW LEVEL SECURITY;
ALTER TABLE timer FORCE ROW LEVEL SECURITY;
CREATE POLICY by_cluster ON timer TO ${runtime}
  USING (cluster_id IN ((SELECT current_cluster()), '00000000-0000-0000-0000-000000000000'))
  WITH CHECK (cluster_id IN ((SELECT current_cluster()), '00000000-0000-0000-0000-000000000000'));
CREATE POLICY for_courier ON timer FOR SELECT TO ${courier} USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON timer TO ${runtime};
GRANT SELECT ON timer TO ${courier};
`;
