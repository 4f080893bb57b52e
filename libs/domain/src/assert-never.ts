/**
 * The end of a `switch` that must know every case: a case that is missing doesn't compile. Where all cases return, the compiler
 * sees that by itself; where they do something, only this makes it look.
 */
export function assertNever(value: never): never {
  throw new Error(`Nobody has said what is to be done with ${JSON.stringify(value)}.`);
}
