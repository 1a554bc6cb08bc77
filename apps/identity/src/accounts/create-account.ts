import { createAccount as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { SignUp } from './sign-up.js';

@Handles(contract)
export class CreateAccount {
  constructor(private readonly signUp: SignUp) {}

  handle(request: RequestOf<typeof contract>, { work, now }: Call) {
    return this.signUp.within(work, request, now);
  }
}
