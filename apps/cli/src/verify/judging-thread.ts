import { serveChunks, type ThreadStart } from '#whatif';
import { readClients } from './clients-on-file.js';
import { judgeClients, type JudgedClients } from './judged-clients.js';
import { newestShared, readShared, sharedBookOf } from './shared-book.js';

void serveChunks<ThreadStart, JudgedClients>(async (sql, _start, policy) => {
  const by = { book: sharedBookOf(await readShared(sql)), policy, newest: await newestShared(sql) };
  return {
    async read(connection, survivors) {
      const onFile = await readClients(connection, survivors, by.book);
      return () => judgeClients(survivors, onFile, by);
    },
  };
});
