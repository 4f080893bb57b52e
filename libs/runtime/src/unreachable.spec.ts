import { unreachablePart } from './unreachable.js';

const error = (message: string, fields: object = {}): Error => Object.assign(new Error(message), fields);

describe('a failure', () => {
  it.each([
    ['a closed port', error('connect ECONNREFUSED 127.0.0.1:1', { code: 'ECONNREFUSED' })],
    ['a name with several addresses', Object.assign(new AggregateError([error('refused', { code: 'ECONNREFUSED' })]))],
    ['a database that is not there', error('database "x" does not exist', { code: '3D000' })],
    ['a server that is starting', error('the database system is starting up', { code: '57P03' })],
    ['a session that was cut', error('Connection terminated unexpectedly')],
    ['what TypeORM wraps', error('query failed', { driverError: error('gone', { code: '57P01' }) })],
  ])('of PostgreSQL is told as one: %s', (_, failure) => {
    expect(unreachablePart(failure)).toMatch(/^PostgreSQL is not reachable: .+\. See that it runs/);
  });

  it('of the password is told as that, for the server is there', () => {
    const failure = error('password authentication failed for user "x"', { code: '28P01' });
    expect(unreachablePart(failure)).toMatch(
      /^PostgreSQL lets us in by no such name .+ Check the user and the password/,
    );
  });

  it('of Kafka is told as one, with what lies under it', () => {
    const cause = error('connect ECONNREFUSED 127.0.0.1:1', { name: 'KafkaJSConnectionError', code: 'ECONNREFUSED' });
    const failure = error('retries', { name: 'KafkaJSNumberOfRetriesExceeded', cause });
    expect(unreachablePart(failure)).toMatch(/^Kafka is not reachable: connect ECONNREFUSED/);
  });

  it('of ours is none of theirs', () => {
    expect(unreachablePart(new TypeError('x is not a function'))).toBeUndefined();
    expect(unreachablePart(error('duplicate key', { code: '23505' }))).toBeUndefined();
    expect(unreachablePart('text')).toBeUndefined();
  });
});
