/** An error that the user can mend: printed as one line, without a stack, exit code 2. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
}

/** Says that argv, a file or an environment variable is wrong, where, and what to do. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/** The configuration file is wrong; the message starts with `file:line:column`. */
export class ConfigError extends UserError {
  override readonly name = 'ConfigError';
}

/** An input (snapshot, dump, AWS itself) cannot be read at all; nothing was judged. */
export class SourceError extends UserError {
  override readonly name = 'SourceError';
}
