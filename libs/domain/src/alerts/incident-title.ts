/** What an incident is about, in words. The key of most is the identity of the event: ["source","id"]. */
export function incidentTitle(kind: string, key: string): string {
  const words = `${kind.charAt(0)}${kind.slice(1).toLowerCase().replaceAll('_', ' ')}`;
  try {
    const parsed: unknown = JSON.parse(key);
    if (Array.isArray(parsed)) return `${words} ${String(parsed.at(-1))}`;
  } catch {
    // A plain id.
  }
  return `${words} ${key}`;
}
