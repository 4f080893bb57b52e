/** Why a part can't be had. The message is for the person at the keyboard: what is wrong, then what to do. */
export class PartsError extends Error {
  readonly exitCode = 3;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PartsError';
  }
}
