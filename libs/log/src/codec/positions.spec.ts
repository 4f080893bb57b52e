import { BLOCK_SIZE, blockOf } from './positions';

describe('a position', () => {
  it.each([
    [0, 0],
    [BLOCK_SIZE - 1, 0],
    [BLOCK_SIZE, 1],
    [7 * BLOCK_SIZE + 12, 7],
  ])('%i stands in block %i', (position, block) => {
    expect(blockOf(position)).toBe(block);
  });

  it('of the last block that a number can name is still exact', () => {
    const block = Math.floor(Number.MAX_SAFE_INTEGER / BLOCK_SIZE);
    expect(blockOf(block * BLOCK_SIZE + 1)).toBe(block);
  });
});
