/** A name that begins a word: in addresses of mail the sign stands in the middle of one. */
const MENTION = /(?:^|[\s(„“"'])@([^\s,;!?()„“”"']+)/g;

/** Whom a text may mean by `@`: ids, in their order, each once. Whether there is such a person is for others to say. Pure. */
export const mentionsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(MENTION)].map(([, name = '']) => name.replace(/[.:]+$/, '')).filter((name) => name !== ''),
  ),
];
