/**
 * Facts of the directory as a process remembers them: who may act for whom, who is on which side. Each is valid for
 * one revision of the directory; the database counts the revisions, and whatever relies on a remembered fact is only
 * kept, or answered, where the revision is still the same (see `Work.recall`).
 */
export class Recollections {
  private facts = new Map<string, unknown>();
  private current = 0;
  private readonly versions = new Map<string, unknown>();

  constructor(
    private readonly capacity = 50_000,
    private readonly capacityOfVersions = 2_000,
  ) {}

  /** A fact that has a version of its own: whoever relies on it finds out whether it is still of that version (see `Work.recallVersion`). */
  versionOf(key: string): unknown {
    return this.versions.get(key);
  }

  rememberVersion(key: string, fact: unknown): void {
    if (this.versions.size >= this.capacityOfVersions) this.versions.clear();
    this.versions.set(key, fact);
  }

  /** The revision that the remembered facts belong to. */
  get revision(): number {
    return this.current;
  }

  has(key: string): boolean {
    return this.facts.has(key);
  }

  get(key: string): unknown {
    return this.facts.get(key);
  }

  /** Remembers a fact of a revision; facts of an older one are forgotten with it. */
  remember(revision: number, key: string, fact: unknown): void {
    if (revision < this.current) return;
    if (revision > this.current || this.facts.size >= this.capacity) this.facts = new Map();
    this.current = revision;
    this.facts.set(key, fact);
  }
}

/** The table that counts the revisions, and the triggers that do so whenever one of the tables changes. */
export const revisionSchema = (runtime: string, tables: readonly string[]): string => `
CREATE TABLE directory_revision (revision bigint NOT NULL) WITH (fillfactor = 10);
INSERT INTO directory_revision VALUES (1);
GRANT SELECT, UPDATE ON directory_revision TO ${runtime};
CREATE FUNCTION revise_directory() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE directory_revision SET revision = revision + 1;
  RETURN NULL;
END $$;
${tables.map((table) => `CREATE TRIGGER revise_directory AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION revise_directory();`).join('\n')}
`;
