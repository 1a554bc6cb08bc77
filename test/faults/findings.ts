/** What was compared and what was found wrong. */
export class Findings {
  readonly violations: string[] = [];
  private readonly report: (line: string) => void;

  constructor(report: (line: string) => void) {
    this.report = report;
  }

  /** Says what was compared, over how many, and what is wrong with it. */
  compared(what: string, count: number, wrong: readonly string[]): void {
    this.report(`${wrong.length === 0 ? '✓' : '✗'} ${what}: ${count} compared${wrong.length === 0 ? '' : `, ${wrong.length} wrong`}`);
    this.violations.push(...wrong.slice(0, 20).map((each) => `${what}: ${each}`));
    if (wrong.length > 20) this.violations.push(`${what}: and ${wrong.length - 20} more`);
  }
}
