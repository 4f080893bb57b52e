import { readShared, judgeChunk, readChunk, type JudgedChunk } from '#history';
import { serveChunks } from '../in-thread.js';
import type { BacktestStart } from './threads.js';

void serveChunks<BacktestStart, JudgedChunk>(async (sql, { from, to }, policy) => {
  const shared = await readShared(sql);
  const terms = { policy, from, to };
  return {
    async read(connection, ids) {
      const chunk = await readChunk(connection, ids, shared);
      return () => judgeChunk(chunk, shared, terms);
    },
  };
});
