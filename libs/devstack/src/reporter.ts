/** What bringing up the parts tells while it works; a pino logger fits, and so does a plain printer. */
export interface Reporter {
  info(sentence: string): void;
  warn(sentence: string): void;
}
