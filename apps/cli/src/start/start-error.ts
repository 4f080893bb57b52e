/** What went wrong after the parts were up; the message says where to look. */
export class StartError extends Error {
  readonly exitCode = 1;

  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}
