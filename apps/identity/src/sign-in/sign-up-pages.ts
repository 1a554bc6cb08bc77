import { createAccount as contract, isRefusal } from '@klaster/contracts';
import { inputErrors } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.js';
import { SignUp, type SignUpRefusal } from '../accounts/sign-up.js';
import { signUpPage, type SignUpPageForm } from './pages/forms.js';
import type { Page } from './pages/page.js';
import { textIn, type TextName } from './pages/texts.js';

/** Where the form is shown: the same page comes again with what is to be corrected. */
export type SignUpPlace = Pick<SignUpPageForm, 'language' | 'action' | 'signInAt' | 'formLeadsTo'>;

const fieldFaults: Readonly<Record<string, TextName>> = { email: 'emailFault', name: 'nameFault', password: 'passwordFault', operatorCode: 'codeFault' };
const refusalFaults: Readonly<Record<SignUpRefusal['refused'], { readonly text: TextName; readonly status: number }>> = {
  'email-taken': { text: 'emailTaken', status: 409 },
  'operator-code-invalid': { text: 'codeInvalid', status: 403 },
  overloaded: { text: 'busy', status: 503 },
};

/** Signs people up from a page: the same operation as the API's, its refusals as sentences. */
@Injectable()
export class SignUpPages {
  constructor(private readonly signUps: SignUp) {}

  async signUp(form: URLSearchParams, place: SignUpPlace, requestId: string): Promise<{ readonly account: Account } | { readonly again: Page }> {
    const { email, name, password, operatorCode } = Object.fromEntries(form) as Partial<Record<'email' | 'name' | 'password' | 'operatorCode', string>>;
    const again = (fault: TextName, status: number, faults = {}) => ({
      again: signUpPage({ ...place, email, name, operatorCode, fault: textIn(place.language)(fault), faults, status }),
    });
    const request = contract.request.safeParse({ email: email?.trim(), name, password, locale: place.language, operatorCode: operatorCode?.trim() || undefined });
    if (!request.success) {
      const fields = inputErrors(request.error).map(({ pointer }) => pointer.slice(1));
      return again('checkFields', 400, Object.fromEntries(fields.flatMap((field) => (fieldFaults[field] ? [[field, fieldFaults[field]]] : []))));
    }
    const account = await this.signUps.now(request.data, requestId);
    if (!isRefusal(account)) return { account };
    const { text, status } = refusalFaults[account.refused];
    return again(text, status);
  }
}
