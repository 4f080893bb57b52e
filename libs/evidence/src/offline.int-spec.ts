import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from '#runtime';

const script = `
  require('./dist/libs/evidence/src/index.js');
  const drivers = /node_modules\\/(pg|pg-[a-z-]+|typeorm|kafkajs)\\//;
  process.stdout.write(JSON.stringify(Object.keys(require.cache).filter((file) => drivers.test(file))));
`;

describe('what checks evidence', () => {
  it('loads no driver of a database or a broker, however deep', () => {
    const loaded = execFileSync(process.execPath, ['-e', script], { cwd: join(checkout), encoding: 'utf8' });
    expect(JSON.parse(loaded)).toEqual([]);
  });
});
