import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Interaction, InteractionResult, Provider } from 'oidc-provider';
import { consentPage } from './pages/answers.js';
import { signInPage, signUpPage } from './pages/forms.js';
import { type Language, languageOf } from './pages/language.js';
import type { Page } from './pages/page.js';
import { textIn } from './pages/texts.js';
import { PasswordSignIn, type SignInOutcome } from './password-sign-in.js';
import { SignUpPages } from './sign-up-pages.js';
import { BadRequest, readForm } from './web-request.js';

/** One step of somebody who is being signed in for a client. */
interface Step {
  readonly provider: Provider;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly interaction: Interaction;
  readonly language: Language;
  /** The address of this sign-in; its cookie is sent there alone. */
  readonly at: string;
}

const statusOf = { wrong: 401, 'too-soon': 429, busy: 503 } as const;
const denied: InteractionResult = { error: 'access_denied', error_description: 'the person did not allow it' };

/**
 * The pages between a client's request and the answer to it: sign in (or up), then consent. Which sign-in it is, the
 * library reads from a signed cookie that other sites cannot make a browser send with a form.
 */
@Injectable()
export class Interactions {
  constructor(
    private readonly passwords: PasswordSignIn,
    private readonly signUps: SignUpPages,
  ) {}

  /** Serves `/interaction/{uid}` and what is below; answers the page to show, or undefined where the person is sent on. */
  async serve(provider: Provider, request: IncomingMessage, response: ServerResponse, path: string): Promise<Page | undefined> {
    const [, , uid = '', action = ''] = path.split('/');
    const interaction = await provider.interactionDetails(request, response);
    if (interaction.uid !== uid) throw new BadRequest(400, 'another_sign_in');
    const step: Step = { provider, request, response, interaction, language: languageOf(request.headers['accept-language']), at: `/interaction/${uid}` };
    return request.method === 'POST' ? this.take(step, action) : this.offer(step, action);
  }

  private async offer(step: Step, action: string): Promise<Page> {
    if (action === '') return this.show(step);
    if (action === 'sign-up') return signUpPage(this.signUpForm(step));
    throw new BadRequest(404, 'not_found');
  }

  private async take(step: Step, action: string): Promise<Page | undefined> {
    if (action === 'refusal') return this.finish(step, denied);
    // A form of an earlier step, sent again from the browser's history, does nothing.
    switch (`${step.interaction.prompt.name}:${action}`) {
      case 'login:sign-in':
        return this.signIn(step);
      case 'login:sign-up':
        return this.signUp(step);
      case 'consent:consent':
        return this.consent(step);
      default:
        throw new BadRequest(400, 'another_step');
    }
  }

  private async show(step: Step): Promise<Page> {
    const { interaction, language, at } = step;
    if (interaction.prompt.name !== 'consent') return this.signInForm(step);
    const { redirect_uri: redirectUri, scope = '' } = interaction.params;
    return consentPage({ language, client: await clientName(step), scopes: scope.split(' '), allowAction: `${at}/consent`, denyAction: `${at}/refusal`, redirectUri });
  }

  private async signIn(step: Step): Promise<Page | undefined> {
    const form = await readForm(step.request);
    const email = form.get('email') ?? '';
    const outcome = await this.passwords.signIn(email, form.get('password') ?? '', step.interaction.uid);
    return 'signedIn' in outcome ? this.finishSignIn(step, outcome.signedIn) : this.signInForm(step, email, outcome);
  }

  private async signUp(step: Step): Promise<Page | undefined> {
    const signedUp = await this.signUps.signUp(await readForm(step.request), this.signUpForm(step), step.interaction.uid);
    return 'account' in signedUp ? this.finishSignIn(step, signedUp.account.id) : signedUp.again;
  }

  /** Remembers what was granted, beside what had been granted to this client before. */
  private async consent(step: Step): Promise<undefined> {
    const { provider, interaction } = step;
    const { details } = interaction.prompt;
    const accountId = interaction.session?.accountId;
    if (accountId === undefined) throw new BadRequest(400, 'not_signed_in');
    const known = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
    const grant = known ?? new provider.Grant({ accountId, clientId: interaction.params.client_id });
    if (details.missingOIDCScope) grant.addOIDCScope(details.missingOIDCScope.join(' '));
    for (const [resource, scopes] of Object.entries(details.missingResourceScopes ?? {})) grant.addResourceScope(resource, scopes.join(' '));
    return this.finish(step, { consent: { grantId: await grant.save() } });
  }

  private finishSignIn(step: Step, accountId: string): Promise<undefined> {
    // Gone with the browser's session: people share machines.
    return this.finish(step, { login: { accountId, amr: ['pwd'], remember: false } });
  }

  private async finish({ provider, request, response }: Step, result: InteractionResult): Promise<undefined> {
    await provider.interactionFinished(request, response, result);
    return undefined;
  }

  private async signInForm(step: Step, email?: string, outcome?: Exclude<SignInOutcome, { readonly signedIn: string }>): Promise<Page> {
    const { language, at, interaction } = step;
    return signInPage({
      language,
      action: `${at}/sign-in`,
      client: await clientName(step),
      signUpAt: `${at}/sign-up`,
      email,
      formLeadsTo: interaction.params.redirect_uri,
      ...(outcome ? { status: statusOf[outcome.refused], fault: faultOf(outcome, language) } : {}),
    });
  }

  private signUpForm({ language, at, interaction }: Step) {
    return { language, action: `${at}/sign-up`, signInAt: at, formLeadsTo: interaction.params.redirect_uri };
  }
}

const faultOf = (outcome: Exclude<SignInOutcome, { readonly signedIn: string }>, language: Language): string => {
  const t = textIn(language);
  if (outcome.refused === 'too-soon') return t('tooSoon', { seconds: outcome.waitSeconds });
  return t(outcome.refused);
};

const clientName = async ({ provider, interaction }: Step): Promise<string> => {
  const { client_id: id } = interaction.params;
  return (await provider.Client.find(id))?.clientName ?? id;
};
