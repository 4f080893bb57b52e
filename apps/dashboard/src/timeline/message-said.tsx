import { Anchor, Text } from '@mantine/core';
import type { TimelineItem } from '../api/types';

/** What a message said, as far as whoever told of it said that: it decides nothing, and is kept with the evidence. */
export function MessageSaid({ data }: Pick<TimelineItem, 'data'>) {
  const [subject, excerpt, uri] = ['subject', 'excerpt', 'uri'].map((name) =>
    typeof data[name] === 'string' && data[name] !== '' ? data[name] : undefined,
  );
  if (subject === undefined && excerpt === undefined && (uri === undefined || !('contactId' in data))) return null;
  return (
    <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
      {subject !== undefined && <b>“{subject}”</b>} {excerpt !== undefined && <>“{excerpt}”</>}{' '}
      {uri !== undefined && <MessageAddress uri={uri} />}
    </Text>
  );
}

/** Only what a browser fetches is a link; an address of any other kind is shown as it is. */
export const MessageAddress = ({ uri }: { uri: string }) =>
  /^https?:\/\//i.test(uri) ? (
    <Anchor href={uri} target="_blank" rel="noreferrer" size="sm" underline="always">
      The message
    </Anchor>
  ) : (
    <span className="id">{uri}</span>
  );
