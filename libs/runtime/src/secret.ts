/** A secret, or a file that holds one, read anew whenever it is needed: what was renewed in the file counts from then on. */
export type Secret = () => string;
