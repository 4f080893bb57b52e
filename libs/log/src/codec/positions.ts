/** How many positions one block holds; a batch is never larger. */
export const BLOCK_SIZE = 65_536;

export const blockOf = (position: number): number => Math.floor(position / BLOCK_SIZE);
