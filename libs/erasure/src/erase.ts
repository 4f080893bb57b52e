/** Changes rows of a table in the name of one erasure; what doesn't concern its client is refused. */
export type Erase = (table: string, changes: readonly object[]) => Promise<void>;
