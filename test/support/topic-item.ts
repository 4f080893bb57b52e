/** What of a topic the specs look at. */
export interface TopicItem {
  readonly topic: string;
  readonly state: string;
  readonly incarnation: number;
  readonly proposal: { readonly rebindingId: string; readonly proposedBy: string } | null;
}

/** Standard output, a document a line. */
export const linesOf = <T>(stdout: string): T[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
