import { html, type Html } from './html.js';
import { type Language } from './language.js';
import { pageOf, type Page } from './page.js';
import { textIn, type TextName } from './texts.js';

interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: 'email' | 'password' | 'text';
  readonly autocomplete: string;
  readonly value?: string | undefined;
  readonly note?: string | undefined;
  readonly fault?: string | undefined;
  readonly optional?: boolean;
  readonly minimum?: number;
  readonly maximum: number;
}

/** A labelled field; its note and its fault are read out with it. */
const field = ({ name, label, type, autocomplete, value, note, fault, optional, minimum, maximum }: Field): Html => html`<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${maximum}"${minimum !== undefined && html` minlength="${minimum}"`}${value !== undefined && html` value="${value}"`}${!optional && html` required`}${fault !== undefined && html` aria-invalid="true"`}${(note ?? fault) !== undefined && html` aria-describedby="${name}-note"`}>
${(note ?? fault) !== undefined && html`<p class="note" id="${name}-note">${fault !== undefined && html`<span class="alarm">${fault}</span> `}${note}</p>`}`;

const alarm = (text: string | undefined): Html | undefined => (text === undefined ? undefined : html`<p role="alert" class="alarm">${text}</p>`);

export interface SignInForm {
  readonly language: Language;
  readonly action: string;
  readonly client: string;
  readonly signUpAt: string;
  readonly email?: string | undefined;
  readonly fault?: string | undefined;
  readonly status?: number;
  readonly formLeadsTo?: string | undefined;
}

export function signInPage({ language, action, client, signUpAt, email, fault, status, formLeadsTo }: SignInForm): Page {
  const t = textIn(language);
  const content = html`${alarm(fault)}<p>${t('toContinueTo', { client })}</p>
<form method="post" action="${action}">
${field({ name: 'email', label: t('email'), type: 'email', autocomplete: 'username', value: email, maximum: 254 })}
${field({ name: 'password', label: t('password'), type: 'password', autocomplete: 'current-password', maximum: 200 })}
<button type="submit">${t('signIn')}</button>
</form>
<p>${t('noAccount')} <a href="${signUpAt}">${t('signUp')}</a></p>`;
  return pageOf({ language, title: t('signIn'), content, status: status ?? 200, formLeadsTo });
}

export interface SignUpPageForm {
  readonly language: Language;
  readonly action: string;
  readonly signInAt?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly operatorCode?: string | undefined;
  readonly fault?: string | undefined;
  readonly faults?: Readonly<Partial<Record<string, TextName>>>;
  readonly status?: number;
  readonly formLeadsTo?: string | undefined;
}

export function signUpPage({ language, action, signInAt, email, name, operatorCode, fault, faults = {}, status, formLeadsTo }: SignUpPageForm): Page {
  const t = textIn(language);
  const faultOf = (of: string) => {
    const text = faults[of];
    return text && t(text);
  };
  const code = operatorCode !== undefined && field({
    name: 'operatorCode', label: t('operatorCode'), type: 'text', autocomplete: 'off', value: operatorCode, note: t('operatorNote'), fault: faultOf('operatorCode'), optional: true, maximum: 100,
  });
  const content = html`${alarm(fault)}<form method="post" action="${action}">
${field({ name: 'name', label: t('name'), type: 'text', autocomplete: 'name', value: name, fault: faultOf('name'), maximum: 120 })}
${field({ name: 'email', label: t('email'), type: 'email', autocomplete: 'username', value: email, fault: faultOf('email'), maximum: 254 })}
${field({ name: 'password', label: t('password'), type: 'password', autocomplete: 'new-password', note: t('passwordNote'), fault: faultOf('password'), minimum: 12, maximum: 200 })}
${code}
<button type="submit">${t('signUp')}</button>
</form>
${signInAt !== undefined && html`<p><a href="${signInAt}">${t('haveAccount')}</a></p>`}`;
  return pageOf({ language, title: t('signUp'), content, status: status ?? 200, formLeadsTo });
}
