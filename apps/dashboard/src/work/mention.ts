/** A mention that is being written, at the end of what stands before the caret. */
const BEGUN = /(?:^|[\s(])@([^\s,;!?()]*)$/;

/** @returns what of the name is written so far; `null` where no mention is being written */
export const beingMentioned = (text: string, caret: number): string | null =>
  BEGUN.exec(text.slice(0, caret))?.[1] ?? null;

/** The text with the mention completed. */
export function withMention(text: string, caret: number, personId: string): string {
  const begun = beingMentioned(text, caret) ?? '';
  return `${text.slice(0, caret - begun.length)}${personId} ${text.slice(caret)}`;
}
