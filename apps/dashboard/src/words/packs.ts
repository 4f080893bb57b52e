import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

/** A rule pack as JSON; what of it makes sense, the api says. */
export type RawPack = Readonly<Record<string, unknown>>;

/** A rule pack from text that somebody typed or pasted, or where it can't be read as one. */
export function packFrom(text: string): { pack?: Record<string, unknown>; problem?: string } {
  try {
    const pack: unknown = JSON.parse(text);
    if (typeof pack === 'object' && pack !== null && !Array.isArray(pack))
      return { pack: pack as Record<string, unknown> };
    return { problem: 'A pack is a JSON object: it begins with { and ends with }.' };
  } catch {
    return { problem: `It can’t be read as JSON: ${firstFault(text)}.` };
  }
}

/** Where the text stops being JSON, both counted from 1, and what is wrong there. */
function firstFault(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) return 'it is not well formed';
  const before = text.slice(0, first.offset).split('\n');
  const [line, column] = [before.length, (before.at(-1) ?? '').length + 1];
  return `line ${line}, column ${column}: ${FAULTS[printParseErrorCode(first.error)] ?? 'something is wrong here'}`;
}

const FAULTS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value',
  InvalidNumberFormat: 'this is no number',
  PropertyNameExpected: 'a name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a } is missing',
  CloseBracketExpected: 'a ] is missing',
  EndOfFileExpected: 'something comes after the end',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text does not end',
  UnexpectedEndOfNumber: 'a number does not end',
  InvalidEscapeCharacter: 'a \\ is not followed by what it may be',
  InvalidCharacter: 'this character must not stand here',
};
