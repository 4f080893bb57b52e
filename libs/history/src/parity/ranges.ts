/** Clients that lie together in the order of their ids; both ends are included. */
export interface Range {
  readonly first: string;
  readonly last: string;
}

export const isWithin = (id: string, { first, last }: Range): boolean => first <= id && id <= last;

/**
 * Cuts ids into chunks that neither touch what is done already nor reach over it. Pure.
 * @param ids sorted
 * @param done apart from one another, in any order
 */
export function chunksBeside(ids: readonly string[], done: readonly Range[], size: number): string[][] {
  const ranges = [...done].sort((a, b) => (a.first < b.first ? -1 : 1));
  const chunks: string[][] = [];
  let chunk: string[] = [];
  let next = 0;
  const cut = (): void => {
    if (chunk.length > 0) chunks.push(chunk);
    chunk = [];
  };
  for (const id of ids) {
    for (let range = ranges[next]; range !== undefined && range.last < id; range = ranges[next]) {
      cut();
      next += 1;
    }
    const range = ranges[next];
    if (range !== undefined && isWithin(id, range)) continue;
    if (chunk.length === size) cut();
    chunk.push(id);
  }
  cut();
  return chunks;
}
