import { html, Html } from './html.js';
import type { Language } from './language.js';
import { pageOf, type Page } from './page.js';
import { textIn, type TextName } from './texts.js';

/** What each scope lets an application do, in words. */
const scopeTexts: Readonly<Partial<Record<string, TextName>>> = { openid: 'scopeOpenid', read: 'scopeRead', write: 'scopeWrite', offline_access: 'scopeOffline' };

export interface ConsentForm {
  readonly language: Language;
  readonly client: string;
  readonly scopes: readonly string[];
  readonly allowAction: string;
  readonly denyAction: string;
  readonly redirectUri: string | undefined;
}

export function consentPage({ language, client, scopes, allowAction, denyAction, redirectUri }: ConsentForm): Page {
  const t = textIn(language);
  const asked = scopes.flatMap((scope) => scopeTexts[scope] ?? []).map((name) => html`<li>${t(name)}</li>`);
  const content = html`<p>${t('consentIntro', { client })}</p><ul>${asked}</ul>
${redirectUri !== undefined && html`<p class="note">${t('leadsTo', { address: redirectUri })}</p>`}
<form method="post" action="${allowAction}"><button type="submit">${t('allow')}</button></form>
<form method="post" action="${denyAction}"><button type="submit" class="second">${t('deny')}</button></form>`;
  return pageOf({ language, title: t('consent'), content, formLeadsTo: redirectUri });
}

export function signedUpPage(language: Language, goOnAt: string): Page {
  const t = textIn(language);
  return pageOf({ language, title: t('signedUp'), content: html`<p>${t('signedUpNote')}</p><p><a href="${goOnAt}">${t('goOn')}</a></p>`, status: 201 });
}

/** @param form the library's own form: hidden fields that make the request good, under the id `op.logoutForm` */
export function signOutPage(language: Language, form: string, leadsTo: string | undefined): Page {
  const t = textIn(language);
  const content = html`<p>${t('signOutNote')}</p>${new Html(form)}
<button type="submit" form="op.logoutForm" name="logout" value="yes">${t('signOut')}</button>
<button type="submit" form="op.logoutForm" class="second">${t('stay')}</button>`;
  return pageOf({ language, title: t('signOut'), content, formLeadsTo: leadsTo });
}

export function signedOutPage(language: Language): Page {
  const t = textIn(language);
  return pageOf({ language, title: t('signedOut'), content: html`<p>${t('signedOutNote')}</p>` });
}

/** @param reason a code for whoever looks into it, such as `invalid_request` */
export function faultPage(language: Language, title: 'failed' | 'expired' | 'notFound', status: number, reason?: string): Page {
  const t = textIn(language);
  const content = html`<p>${t('failedNote')}</p>${reason !== undefined && html`<p class="note">${t('reason')}: <code>${reason}</code></p>`}`;
  return pageOf({ language, title: t(title), content, status });
}
