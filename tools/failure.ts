/** Something the user can do something about: the message is one line that says what. Anything else is a bug. */
export class Failure extends Error {
  override readonly name = 'Failure';
}
