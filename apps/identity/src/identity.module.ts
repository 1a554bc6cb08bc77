import type { ServiceDefinition } from '@klaster/service-kit';
import { Accounts, accountSchema } from './accounts/accounts.js';
import { CreateAccount } from './accounts/create-account.js';
import { PasswordHashes } from './accounts/password-hashes.js';
import { ReadMe } from './accounts/read-me.js';
import { SignUp } from './accounts/sign-up.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { IdentitySettings } from './settings.js';
import { Interactions } from './sign-in/interactions.js';
import { PasswordSignIn } from './sign-in/password-sign-in.js';
import { ProviderFactory } from './sign-in/provider.js';
import { ProviderKeys } from './sign-in/provider-keys.js';
import { ProviderRecords } from './sign-in/provider-records.js';
import { SignInServer } from './sign-in/sign-in-server.js';
import { SignUpPages } from './sign-in/sign-up-pages.js';
import { CreateToken } from './tokens/create-token.js';
import { ListTokens } from './tokens/list-tokens.js';
import { ReadToken } from './tokens/read-token.js';
import { RevokeToken } from './tokens/revoke-token.js';
import { Tokens, tokenSchema } from './tokens/tokens.js';
import { VerifyToken } from './tokens/verify-token.js';

/** Who somebody is: accounts, personal access tokens, and sign-in by OpenID Connect for federations that have no issuer of their own. */
export const identity: ServiceDefinition = {
  name: 'identity',
  operations: [
    CreateAccount, ReadMe,
    CreateToken, ListTokens, ReadToken, RevokeToken, VerifyToken,
  ],
  providers: [
    { provide: IdentitySettings, useFactory: () => IdentitySettings.read() },
    Accounts, PasswordHashes, SignUp, Tokens,
    ProviderKeys, ProviderRecords, ProviderFactory, PasswordSignIn, SignUpPages, Interactions, SignInServer,
  ],
  entities: [accountSchema, tokenSchema],
  migrations: [Foundation1763800000000],
};
