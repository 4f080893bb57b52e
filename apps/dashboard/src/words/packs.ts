/** A rule pack from text that somebody typed or pasted; whether it makes sense, the api says. */
export function packFrom(text: string): { pack?: Record<string, unknown>; problem?: string } {
  try {
    const pack: unknown = JSON.parse(text);
    if (typeof pack === 'object' && pack !== null && !Array.isArray(pack))
      return { pack: pack as Record<string, unknown> };
    return { problem: 'A pack is a JSON object.' };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
