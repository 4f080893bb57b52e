/** Exit codes: 0 done, 1 the answer is no, 2 wrong usage or input, 3 a part is not reachable. */
export class CliError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3,
  ) {
    super(message);
    this.name = 'CliError';
  }
}
