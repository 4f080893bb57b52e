import { Alert } from '@mantine/core';
import type { Health } from '../../api/types';
import { Moment } from '../../parts/moment';
import { count } from '../../words/numbers';

/** Why messages are not read; nothing where they are. */
export const Trouble = ({ trouble }: { trouble: Health['trouble'] }) =>
  trouble.map(({ message, since, attempts, nextAttemptAt }) => (
    <Alert key={`${since} ${message}`} color="red" title="Messages are not being read" mb="md">
      {message} Since <Moment at={since} short />, tried {count(attempts)} times; again at{' '}
      <Moment at={nextAttemptAt} short />.
    </Alert>
  ));
