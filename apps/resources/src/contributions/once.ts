/** Asks each question once, whoever wants to know: what many lines need flies together, and one flight knows it. */
export class Once {
  private readonly asked = new Map<string, Promise<unknown>>();

  /** The answer to a question; `name` tells it from all others. */
  ask<Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.asked.get(name) as Promise<Answer> | undefined;
    if (known) return known;
    const answer = ask();
    this.asked.set(name, answer);
    return answer;
  }

  /** Lets the first ask alone and the others behind it: what it has had remembered they need not ask for. */
  async behindFirst<Answer>(name: string, ask: () => Promise<Answer>): Promise<Answer> {
    if (!this.asked.has(name)) return this.ask(name, ask);
    await this.asked.get(name);
    return ask();
  }
}
