import { hash } from 'node:crypto';
import { html, Html } from './html.js';
import type { Language } from './language.js';

export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
  readonly status?: number;
  /** Where a form of this page leads in the end besides here: browsers hold redirects after it to the policy too. */
  readonly formLeadsTo?: string | undefined;
}

/** Contrast of text and controls is at least 7:1 in both schemes, targets are 44 px high. */
const style = `:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--soft:#f3f3f1;--line:#595959;--strong:#0b4a3c;--on-strong:#fff;--alarm:#8f1414}
@media(prefers-color-scheme:dark){:root{--ink:#f2f2f2;--paper:#161616;--soft:#242424;--line:#b5b5b5;--strong:#8fd8c2;--on-strong:#06231c;--alarm:#ffb4ab}}
*{box-sizing:border-box}body{margin:0;font:1.0625rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--soft)}
main{max-width:28rem;margin:6vh auto;padding:2rem;background:var(--paper);border:1px solid var(--line);border-radius:.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}label{display:block;font-weight:600;margin:1rem 0 .25rem}
input{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.25rem}
button{width:100%;min-height:2.75rem;margin-top:1.25rem;font:inherit;font-weight:600;color:var(--on-strong);background:var(--strong);border:1px solid var(--strong);border-radius:.25rem;cursor:pointer}
button.second{color:var(--ink);background:transparent;border-color:var(--line)}a{color:var(--strong)}
:focus-visible{outline:3px solid var(--strong);outline-offset:2px}.note{font-size:.9375rem;margin:.25rem 0}
.alarm{color:var(--alarm);font-weight:600}[role=alert]{border:2px solid var(--alarm);border-radius:.25rem;padding:.75rem;margin:0 0 1rem}
code{overflow-wrap:anywhere}`;
const styleSource = `'sha256-${hash('sha256', style, 'base64')}'`;

/** Headers of everything that this server answers. */
export const commonHeaders = (issuer: string): Record<string, string> => ({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With no-referrer a browser would send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  ...(issuer.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});

/** The source by which a policy names an address: its origin, or its scheme where it has none. */
const sourceOf = (address: string): string => {
  if (!URL.canParse(address)) return '';
  const { origin, protocol } = new URL(address);
  return origin === 'null' ? protocol : origin;
};

/** A whole page: no script, no frame, no address other than its own form's. */
export function pageOf({ language, title, content, status = 200, formLeadsTo = '' }: PageContent): Page {
  const body = html`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Klaster</title><style>${new Html(style)}</style></head>
<body><main><h1>${title}</h1>
${content}
</main></body></html>
`;
  const policy = `default-src 'none'; style-src ${styleSource}; form-action 'self' ${sourceOf(formLeadsTo)}; frame-ancestors 'none'; base-uri 'none'`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-language': language,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    vary: 'Accept-Language',
  };
  return { status, headers, body: body.text };
}
