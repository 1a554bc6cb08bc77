import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is open, by which others find it, and which matches were told or dismissed. */
export class Listings1765000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE listing (
  id uuid NOT NULL,
  cluster_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('offer', 'need')),
  member_id uuid,
  initiative_id uuid,
  -- As they were when it was listed: elsewhere this cluster's directory is not seen.
  cluster_name text,
  name text,
  kind text NOT NULL CHECK (kind IN ('human', 'financial', 'informational', 'material')),
  category text NOT NULL,
  -- Of a category of the cluster's own: the federation's that it is a case of.
  broader text,
  -- The federation's categories that its words suggest.
  suggested text[] NOT NULL,
  title text NOT NULL,
  description text,
  -- The stems of its words.
  stems text[] NOT NULL,
  quantity jsonb,
  amount jsonb,
  hours_per_day text,
  -- What of it is promised, given or reserved: in the base unit of the dimension, for money in minor units.
  taken numeric(36, 12) NOT NULL,
  from_day date,
  until_day date,
  windows jsonb NOT NULL,
  municipality text,
  visibility text NOT NULL CHECK (visibility IN ('cluster', 'federation', 'public')),
  listed_at timestamptz(3) NOT NULL,
  -- Whether other clusters have looked at it, as it is, for what they keep to themselves.
  announced boolean NOT NULL DEFAULT false,
  PRIMARY KEY (cluster_id, id),
  CHECK ((member_id IS NULL) <> (initiative_id IS NULL))
);
CREATE INDEX listing_by_id ON listing (id);

-- By what it is found: stems of its words, its categories, its place. Beneath row security an index is only used with
-- operators that leak nothing, = and < on plain columns: so each term is a row, and never an element of a column.
CREATE TABLE listing_term (
  cluster_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  -- Who finds it: 'federation', 'public', or its cluster alone.
  audience text NOT NULL,
  side text NOT NULL,
  kind text NOT NULL,
  term text NOT NULL,
  listed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (cluster_id, listing_id, term),
  FOREIGN KEY (cluster_id, listing_id) REFERENCES listing ON DELETE CASCADE,
  CHECK (audience IN ('federation', 'public') OR audience = cluster_id::text)
);
-- The newest of a term are read without the others of it, however many they are.
CREATE INDEX listing_term_newest ON listing_term (audience, side, kind, term, listed_at, listing_id) INCLUDE (cluster_id);

-- Seen in its own cluster, and everywhere where it is shown to all; written by its own cluster alone.
ALTER TABLE listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE listing FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON listing FOR SELECT USING (cluster_id = (SELECT current_cluster()) OR visibility IN ('federation', 'public'));
CREATE POLICY added ON listing FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY changed ON listing FOR UPDATE USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY taken_out ON listing FOR DELETE USING (cluster_id = (SELECT current_cluster()));
ALTER TABLE listing_term ENABLE ROW LEVEL SECURITY;
ALTER TABLE listing_term FORCE ROW LEVEL SECURITY;
CREATE POLICY seen ON listing_term FOR SELECT USING (audience IN ('federation', 'public') OR cluster_id = (SELECT current_cluster()));
CREATE POLICY added ON listing_term FOR INSERT WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY changed ON listing_term FOR UPDATE USING (cluster_id = (SELECT current_cluster())) WITH CHECK (cluster_id = (SELECT current_cluster()));
CREATE POLICY taken_out ON listing_term FOR DELETE USING (cluster_id = (SELECT current_cluster()));

-- Which clusters are to hear what others show of which side and kind, because they keep something of the other to
-- themselves. What they keep, and how much, nobody is told: it belongs to the federation, as announcements do.
CREATE TABLE listener (
  cluster_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000' CHECK (cluster_id = '00000000-0000-0000-0000-000000000000'),
  to_cluster uuid NOT NULL,
  side text NOT NULL,
  kind text NOT NULL,
  PRIMARY KEY (side, kind, to_cluster)
);
ALTER TABLE listener ENABLE ROW LEVEL SECURITY;
ALTER TABLE listener FORCE ROW LEVEL SECURITY;
CREATE POLICY known ON listener FOR SELECT USING (true);
-- A cluster has nobody listen but itself.
CREATE POLICY added ON listener FOR INSERT WITH CHECK (to_cluster = (SELECT current_cluster()));

-- That a cluster is to look at what another has shown to all. It belongs to the federation: no cluster writes in another.
CREATE TABLE announcement (
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  listing_id uuid NOT NULL,
  to_cluster uuid NOT NULL
);
ALTER TABLE announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE announcement FORCE ROW LEVEL SECURITY;
CREATE POLICY of_federation ON announcement USING (cluster_id = '00000000-0000-0000-0000-000000000000') WITH CHECK (cluster_id = '00000000-0000-0000-0000-000000000000');

-- What is still needed or free is shown wherever the listing is: it follows needs and stocks, whoever changes them.
CREATE FUNCTION follow_need() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE listing SET taken = NEW.promised + NEW.given WHERE cluster_id = NEW.cluster_id AND id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_need AFTER UPDATE OF promised, given ON need
  FOR EACH ROW WHEN (NEW.promised + NEW.given <> OLD.promised + OLD.given) EXECUTE FUNCTION follow_need();
CREATE FUNCTION follow_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE listing SET taken = NEW.reserved WHERE cluster_id = NEW.cluster_id AND id = NEW.offer_id;
  RETURN NULL;
END $$;
CREATE TRIGGER follow_stock AFTER UPDATE OF reserved ON offer_capacity
  FOR EACH ROW WHEN (NEW.reserved <> OLD.reserved) EXECUTE FUNCTION follow_stock();

-- A match as one side of it knows it: told, dismissed or both.
CREATE TABLE match (
  id uuid NOT NULL,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('offer', 'need')),
  need_id uuid NOT NULL,
  offer_id uuid NOT NULL,
  told_at timestamptz(3),
  dismissed_by uuid,
  dismissed_at timestamptz(3),
  PRIMARY KEY (cluster_id, id),
  -- INV: a side is told of a match once, whoever finds it.
  CONSTRAINT match_of_side UNIQUE (cluster_id, need_id, offer_id, side),
  CHECK ((dismissed_by IS NULL) = (dismissed_at IS NULL)),
  CHECK (told_at IS NOT NULL OR dismissed_at IS NOT NULL)
);
CREATE INDEX match_of_need ON match (cluster_id, need_id, told_at) WHERE side = 'need';
CREATE INDEX match_of_offer ON match (cluster_id, offer_id, told_at) WHERE side = 'offer';
CALL guard_by_cluster('match');

GRANT SELECT, INSERT, UPDATE, DELETE ON listing, listing_term TO resources;
GRANT SELECT, INSERT ON listener TO resources;
GRANT SELECT, INSERT, DELETE ON announcement TO resources;
GRANT SELECT, INSERT, UPDATE ON match TO resources;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
