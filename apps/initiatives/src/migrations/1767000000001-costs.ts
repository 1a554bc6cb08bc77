import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Budgets, costs, risks and settlements. */
export class Costs1767000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
CREATE TABLE budget_line (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  title text NOT NULL,
  category text,
  planned jsonb NOT NULL CHECK ((planned ->> 'amountMinor')::bigint > 0),
  set_by uuid NOT NULL,
  set_at timestamptz NOT NULL,
  UNIQUE (initiative_id, id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id)
);
CALL guard_by_cluster('budget_line');

CREATE TABLE risk (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  title text NOT NULL,
  description text,
  likelihood int NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
  impact int NOT NULL CHECK (impact BETWEEN 1 AND 5),
  exposure jsonb,
  owner uuid NOT NULL,
  response text NOT NULL CHECK (response IN ('avoid', 'reduce', 'share', 'accept')),
  measures text,
  key text NOT NULL CHECK (key IN ('costs', 'risks', 'benefits')),
  state text NOT NULL CHECK (state IN ('open', 'closed', 'occurred')),
  named_by uuid NOT NULL,
  named_at timestamptz NOT NULL,
  ended_at timestamptz,
  reason text,
  cost_id uuid,
  UNIQUE (initiative_id, id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK ((state = 'open') = (reason IS NULL)),
  CHECK (state = 'occurred' OR cost_id IS NULL)
);
CALL guard_by_cluster('risk');

-- INV: what was entered is never edited nor deleted. The place is given when it is written, under the lock that a settlement
-- takes alone (see costs.ts): so a settlement is of all up to a place.
CREATE TABLE cost (
  place bigint GENERATED ALWAYS AS IDENTITY,
  id uuid PRIMARY KEY,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('cost', 'loss', 'income')),
  paid_by uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0 AND abs(amount_minor) <= 1000000000000),
  currency text NOT NULL,
  exchange jsonb,
  incurred_on date NOT NULL,
  description text NOT NULL,
  document text,
  evidence jsonb NOT NULL,
  budget_line_id uuid,
  risk_id uuid,
  agreement_number int NOT NULL,
  key text NOT NULL CHECK (key IN ('costs', 'risks', 'benefits')),
  -- Whom that version names and who was no partner that day: kept, because who has left may come again.
  absent uuid[] NOT NULL,
  recorded_by uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  reversal_of uuid,
  corrects uuid,
  UNIQUE (initiative_id, id),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  FOREIGN KEY (initiative_id, agreement_number) REFERENCES agreement_in_force (initiative_id, number),
  FOREIGN KEY (initiative_id, budget_line_id) REFERENCES budget_line (initiative_id, id),
  FOREIGN KEY (initiative_id, risk_id) REFERENCES risk (initiative_id, id),
  FOREIGN KEY (initiative_id, paid_by) REFERENCES initiative_partner (initiative_id, member_id),
  FOREIGN KEY (initiative_id, reversal_of) REFERENCES cost (initiative_id, id),
  FOREIGN KEY (initiative_id, corrects) REFERENCES cost (initiative_id, id),
  CHECK ((kind = 'loss') = (risk_id IS NOT NULL)),
  CHECK ((amount_minor < 0) = ((kind = 'income') <> (reversal_of IS NOT NULL)))
);
-- INV: an entry is taken back once, and corrected once.
CREATE UNIQUE INDEX cost_reversal ON cost (reversal_of) WHERE reversal_of IS NOT NULL;
CREATE UNIQUE INDEX cost_correction ON cost (corrects) WHERE corrects IS NOT NULL;
CREATE INDEX cost_of_initiative ON cost (initiative_id, place);
CREATE INDEX cost_by_payer ON cost (initiative_id, paid_by, id);
CREATE INDEX cost_by_kind ON cost (initiative_id, kind, id);
CREATE INDEX cost_of_budget_line ON cost (budget_line_id, id) INCLUDE (cluster_id, amount_minor) WHERE budget_line_id IS NOT NULL;
CALL guard_by_cluster('cost');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cost FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- INV: nothing is entered into what is closed. Whoever closes has taken the lock alone, so that this sees it.
CREATE FUNCTION refuse_when_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT state FROM initiative WHERE id = NEW.initiative_id) NOT IN ('running', 'closing', 'abandoned') THEN
    RAISE EXCEPTION 'initiative % takes no costs', NEW.initiative_id USING ERRCODE = 'check_violation', CONSTRAINT = 'initiative_takes_no_costs';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_when_closed BEFORE INSERT ON cost FOR EACH ROW EXECUTE FUNCTION refuse_when_closed();

CREATE FUNCTION sum_of_balances(balances jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN (SELECT coalesce(sum((one ->> 'balanceMinor')::numeric), 0) FROM jsonb_array_elements(balances) AS one);

CREATE TABLE settlement (
  id uuid PRIMARY KEY,
  version int NOT NULL,
  cluster_id uuid NOT NULL,
  initiative_id uuid NOT NULL,
  number int NOT NULL CHECK (number >= 1),
  state text NOT NULL CHECK (state IN ('proposed', 'accepted', 'settled', 'withdrawn')),
  -- It is of the costs behind the one place, up to the other.
  after_place bigint NOT NULL,
  to_place bigint NOT NULL,
  currency text NOT NULL,
  entries int NOT NULL,
  total_minor bigint NOT NULL,
  balances jsonb NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  accepted_at timestamptz,
  settled_at timestamptz,
  withdrawn_by uuid,
  reason text,
  CONSTRAINT settlement_number UNIQUE (initiative_id, number),
  FOREIGN KEY (initiative_id, cluster_id) REFERENCES initiative (id, cluster_id),
  CHECK (after_place < to_place),
  -- INV: balances sum to zero.
  CONSTRAINT settlement_balanced CHECK (sum_of_balances(balances) = 0),
  CHECK ((state = 'withdrawn') = (reason IS NOT NULL)),
  CHECK ((state = 'settled') = (settled_at IS NOT NULL)),
  -- INV: a cost is part of one settlement at most.
  CONSTRAINT settlement_of_each_cost_once EXCLUDE USING gist (initiative_id WITH =, int8range(after_place, to_place, '(]') WITH &&) WHERE (state <> 'withdrawn')
);
-- INV: one is under way at most.
CREATE UNIQUE INDEX settlement_under_way ON settlement (initiative_id) WHERE state IN ('proposed', 'accepted');
-- In which settlement a cost is: quicker found here than by the rule above.
CREATE INDEX settlement_up_to ON settlement (initiative_id, to_place) WHERE state <> 'withdrawn';
CALL guard_by_cluster('settlement');

CREATE TABLE settlement_acceptance (
  settlement_id uuid NOT NULL REFERENCES settlement,
  cluster_id uuid NOT NULL,
  member_id uuid NOT NULL,
  mandate_id uuid NOT NULL,
  accepted_at timestamptz NOT NULL,
  CONSTRAINT settlement_acceptance_once PRIMARY KEY (settlement_id, member_id)
);
CALL guard_by_cluster('settlement_acceptance');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON settlement_acceptance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE settlement_transfer (
  id uuid PRIMARY KEY,
  settlement_id uuid NOT NULL REFERENCES settlement,
  cluster_id uuid NOT NULL,
  from_member uuid NOT NULL,
  to_member uuid NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  paid_on date,
  reference text,
  paid_at timestamptz,
  received_at timestamptz,
  CHECK (from_member <> to_member),
  CHECK ((paid_on IS NULL) = (paid_at IS NULL))
);
CREATE INDEX settlement_transfer_of ON settlement_transfer (settlement_id, id);
CALL guard_by_cluster('settlement_transfer');

GRANT SELECT, INSERT, UPDATE ON budget_line, risk, settlement, settlement_transfer TO initiatives;
GRANT SELECT, INSERT ON cost, settlement_acceptance TO initiatives;
`);
  }

  async down(): Promise<void> {
    throw new Error('what has been told is not taken back');
  }
}
