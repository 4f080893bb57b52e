import { asEnvironment, asFile } from './server-properties.js';

it('says the same to a file and to the image', () => {
  const properties = { 'node.id': '1', 'log.dirs': 'C:\\data' };
  expect(asFile(properties)).toBe('node.id=1\nlog.dirs=C:\\\\data\n');
  expect(asEnvironment(properties)).toEqual({ KAFKA_NODE_ID: '1', KAFKA_LOG_DIRS: 'C:\\data' });
});
