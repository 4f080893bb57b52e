/** Whose reports these are. */
export class Firm {
  /** @param name `undefined`: the report leaves a line to fill in */
  constructor(readonly name: string | undefined) {}
}
