const WIDTH = 120;
const INDENT = '  ';

/**
 * Prints JSON as the project's formatter would, so that a generated document needs no second tool: an object has a line
 * per field, a list of plain values stays on one line where it fits.
 */
export const printJson = (value: unknown): string => `${print(value, '', 0)}\n`;

/** @param taken characters on the first line besides the value and its indentation: the name before it, a comma after */
function print(value: unknown, indent: string, taken: number): string {
  const inner = indent + INDENT;
  if (Array.isArray(value)) {
    const flat = value.every(isPlain) ? `[${value.map((item) => JSON.stringify(item)).join(', ')}]` : undefined;
    if (flat !== undefined && indent.length + taken + flat.length <= WIDTH) return flat;
    return block(
      '[',
      ']',
      indent,
      value.map((item, i) => print(item, inner, i < value.length - 1 ? 1 : 0)),
    );
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  if (fields.length === 0) return '{}';
  const lines = fields.map(([name, field], i) => {
    const label = `${JSON.stringify(name)}: `;
    return label + print(field, inner, label.length + (i < fields.length - 1 ? 1 : 0));
  });
  return block('{', '}', indent, lines);
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

const block = (open: string, close: string, indent: string, lines: readonly string[]): string =>
  `${open}\n${lines.map((line) => indent + INDENT + line).join(',\n')}\n${indent}${close}`;
