/**
 * The form in which a producer's own word is compared: trimmed, and by Unicode simple case folding (CaseFolding.txt,
 * statuses C and S), so that `Ethereum` is `ETHEREUM` whoever writes it. Of the cases that are the same, the upper one stands
 * for all where there is one.
 */
export function foldedWord(word: string): string {
  const trimmed = word.trim();
  return ASCII.test(trimmed) ? trimmed.toUpperCase() : Array.from(trimmed, foldedCharacter).join('');
}

const ASCII = /^[ -~]*$/;
const folded = new Map<string, string>();

function foldedCharacter(character: string): string {
  if (ASCII.test(character)) return character.toUpperCase();
  let result = folded.get(character);
  if (result === undefined) folded.set(character, (result = foldCharacter(character)));
  return result;
}

/**
 * Regular expressions with the flags `i` and `u` compare by just this folding (ECMA-262, Canonicalize), so they decide
 * which of a character's other cases is the same: none of the Turkish dotless i's is.
 */
function foldCharacter(character: string): string {
  const same = new RegExp(`^${character}$`, 'iu');
  const others = [...FOLDED_WITH_NO_CASE_MAPPING, character.toLowerCase().toUpperCase(), character.toLowerCase()];
  return others.find((other) => same.test(other)) ?? character;
}

/** Simple foldings since Unicode 15.1 of characters whose upper and lower case are several characters or themselves. */
const FOLDED_WITH_NO_CASE_MAPPING = ['\u0390', '\u03b0', '\ufb06'];
