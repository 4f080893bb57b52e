/** Headers as the log keeps them: base64 by name, or `null` where there are none to keep. */
export function storedHeaders(headers: Readonly<Record<string, Buffer>>): string | null {
  const names = Object.keys(headers);
  const [only] = names;
  if (only === undefined) return null;
  const value = headers[only];
  // Nearly always there is the content type alone, and it is that of the message before.
  if (names.length > 1 || value === undefined) return allHeaders(names, headers);
  if (lastOnly.name !== only || !value.equals(lastOnly.value)) {
    lastOnly = { name: only, value: Buffer.from(value), stored: allHeaders(names, headers) };
  }
  return lastOnly.stored;
}

let lastOnly = { name: '', value: Buffer.alloc(0), stored: '{}' };

function allHeaders(names: readonly string[], headers: Readonly<Record<string, Buffer>>): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, headers[name]?.toString('base64') ?? ''])));
}

export function readHeaders(stored: string | null): Record<string, Buffer> {
  if (stored === null) return {};
  const headers = JSON.parse(stored) as Record<string, string>;
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value, 'base64')]));
}
