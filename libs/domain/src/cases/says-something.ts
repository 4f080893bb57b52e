/**
 * What shows nothing where it stands: spaces, controls, marks of direction and joining, fillers, the empty cell of Braille.
 * As the inside of a class of characters, for JavaScript with the flag `u`. The database holds the same ranges (see the
 * function `says_something` there, and the spec that compares the two).
 */
const SHOWS_NOTHING =
  '\\u0000-\\u0020\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f-\\u1160\\u1680\\u17b4-\\u17b5\\u180b-\\u180f\\u2000-\\u200f' +
  '\\u2028-\\u202f\\u205f-\\u206f\\u2800\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\u{13430}-\\u{1343f}' +
  '\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}';

/** What a text meets that says something: anything in it can be seen. */
export const SAYS_SOMETHING = `[^${SHOWS_NOTHING}]`;

const something = new RegExp(SAYS_SOMETHING, 'u');
const hidden = new RegExp(`[${SHOWS_NOTHING}]`, 'u');

/** Whether a reason, a comment or a name is one: there is something in it to be read. Pure. */
export const saysSomething = (text: string): boolean => something.test(text);

/** Whether there is nothing in it that can't be seen: two ids that differ look different. Pure. */
export const hidesNothing = (text: string): boolean => !hidden.test(text);
