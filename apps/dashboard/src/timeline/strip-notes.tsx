import { List, Text } from '@mantine/core';
import type { Note } from '#strip';
import { LinkAnchor } from '../parts/links';
import { Moment } from '../parts/moment';
import { counted } from '../words/numbers';
import { MessageAddress } from './message-said';

/** What sticks out of the scope, by the letters of the drawing, with the words of the message. */
export const StripNotes = ({ notes, left }: { notes: readonly Note[]; left: number }) => (
  <>
    {notes.length > 0 && (
      <List listStyleType="none" size="sm" spacing={6} mt="xs" aria-label="What sticks out of the scope">
        {notes.map((note) => (
          <List.Item key={note.letter}>
            <NoteLine note={note} />
          </List.Item>
        ))}
      </List>
    )}
    {left > 0 && (
      <Text size="sm" c="dimmed" mt="xs">
        {counted(left, 'more place')} in the drawing {left === 1 ? 'sticks' : 'stick'} out.
      </Text>
    )}
  </>
);

function NoteLine({ note: { letter, row, mark, count } }: { note: Note }) {
  const { at, what, verdict, status, subject, excerpt, uri, alertId } = mark;
  return (
    <span style={{ overflowWrap: 'anywhere' }}>
      <span className="strip-letter" data-status={status}>
        {letter}
      </span>{' '}
      <Moment at={at} short />, {row}: {what}, judged{' '}
      {alertId === null ? (
        verdict
      ) : (
        <LinkAnchor to="/alerts/$alertId" params={{ alertId }} size="sm" underline="always">
          {verdict}
        </LinkAnchor>
      )}
      {count > 1 && `, with ${counted(count - 1, 'more', 'more')} close by`}
      {subject !== null && (
        <>
          {' '}
          <b>“{subject}”</b>
        </>
      )}
      {excerpt !== null && <> “{excerpt}”</>}
      {uri !== null && (
        <>
          {' '}
          <MessageAddress uri={uri} />
        </>
      )}
    </span>
  );
}
