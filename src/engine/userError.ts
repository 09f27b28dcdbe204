/** An error whose message is for the user: what is wrong and what to do next. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** Refused to overwrite a change that somebody else made to the file. */
export class OutsideChangeError extends UserError {
  override readonly name = 'OutsideChangeError';
}
