import { serveChunks, type ThreadStart } from '#whatif';
import { readClients } from './clients-on-file.js';
import { judgedBy } from './judged-by.js';
import { judgeClients, type JudgedClients } from './judged-clients.js';
import { readShared } from './shared-book.js';

void serveChunks<ThreadStart, JudgedClients>(async (sql, _start, policy) => {
  const by = await judgedBy(sql, await readShared(sql), policy);
  return {
    async read(connection, survivors) {
      const onFile = await readClients(connection, survivors, by.book);
      return () => judgeClients(survivors, onFile, by);
    },
  };
});
