/** What a person sees: the last page, or the address of a client outside to which they were sent. */
export interface Seen {
  readonly status: number;
  readonly at: URL;
  readonly text: string;
  readonly title: string;
  readonly headers: Headers;
}

interface Cookie {
  readonly name: string;
  readonly path: string;
  readonly value: string;
}

/** A browser without scripts: keeps cookies, follows redirects, sends forms. Each request goes to the next replica. */
export class Browser {
  private cookies: Cookie[] = [];
  private turn = 0;

  constructor(
    private readonly issuer: string,
    private readonly ports: readonly number[],
  ) {}

  open(path: string, headers: Record<string, string> = {}): Promise<Seen> {
    return this.follow(new URL(path, this.issuer), undefined, headers);
  }

  send(path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    return this.follow(new URL(path, this.issuer), form, headers);
  }

  private async follow(start: URL, form: Record<string, string> | undefined, headers: Record<string, string>): Promise<Seen> {
    let at = start;
    for (let body = form; ; body = undefined) {
      if (at.origin !== this.issuer) return { status: 0, at, text: '', title: '', headers: new Headers() };
      const answer = await this.request(at, body, headers);
      const location = answer.headers.get('location');
      if (location === null) {
        const text = await answer.text();
        return { status: answer.status, at, text, title: /<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? '', headers: answer.headers };
      }
      await answer.body?.cancel();
      at = new URL(location, at);
    }
  }

  private async request(at: URL, form: Record<string, string> | undefined, headers: Record<string, string>): Promise<Response> {
    const to = new URL(at);
    this.turn += 1;
    to.port = String(this.ports[this.turn % this.ports.length]);
    const cookie = this.cookies.filter(({ path }) => at.pathname.startsWith(path)).map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(to, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { accept: 'text/html', 'accept-language': 'en', cookie, ...headers },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) this.keep(line);
    return answer;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    if (!/; httponly/i.test(line) || !/; samesite=lax/i.test(line)) throw new Error(`a cookie that scripts or other sites can use: ${line}`);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((attribute) => attribute.startsWith('path='))?.slice(5) ?? '/';
    this.cookies = this.cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (value !== '') this.cookies.push({ name, path, value });
  }
}
