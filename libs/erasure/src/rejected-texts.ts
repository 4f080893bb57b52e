import { readHeaders } from '#log/codec';

/** All texts of a message that was refused, as they came and as they are meant. */
export function textsOf(row: {
  readonly key: Buffer | null;
  readonly headers: string | null;
  readonly value: Buffer | null;
  readonly message: string;
}): string[] {
  const value = row.value?.toString('utf8') ?? '';
  const headers = Object.values(readHeaders(row.headers)).map((header) => header.toString('utf8'));
  return [row.key?.toString('utf8') ?? '', value, row.message, ...headers, ...stringsIn(value)];
}

/** The strings of a JSON text, without the signs by which JSON writes some of their letters. */
function stringsIn(text: string): string[] {
  const found: string[] = [];
  try {
    JSON.parse(text, (name: string, value: unknown) => {
      found.push(name);
      if (typeof value === 'string') found.push(value);
      return value;
    });
  } catch {
    // What is no JSON was looked at as it came.
  }
  return found;
}
