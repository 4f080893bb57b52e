import { List } from '@mantine/core';
import { counted, count } from '../../../words/numbers';
import { countsOf, type KnownList } from './answered-list';
import { columnsOf } from './id-column';

const NAMED_MAX = 10;

/** What of a list is asked about, and what isn't. */
export function ListSummary({ list }: { list: KnownList }) {
  const { rows, onFile, unknown, without } = countsOf(list);
  const emails = columnsOf(list.table, list.header).filter((column) => column.emails);
  return (
    <List size="sm" aria-label="What is in the list">
      <List.Item>
        {counted(rows, 'row')}
        {list.header && ', and a first row with the names of the columns, which is nobody'}.
      </List.Item>
      <List.Item>{counted(onFile, 'id is', 'ids are')} on file: of these it is asked.</List.Item>
      {unknown.length > 0 && (
        <List.Item>
          {counted(unknown.length, 'id is', 'ids are')} not on file, and neither kept nor judged:{' '}
          <span className="id">{unknown.slice(0, NAMED_MAX).join(', ')}</span>
          {unknown.length > NAMED_MAX && ` and ${count(unknown.length - NAMED_MAX)} more`}.
        </List.Item>
      )}
      {without > 0 && <List.Item>In {counted(without, 'row')} no id stands.</List.Item>}
      {emails.length > 0 && (
        <List.Item>
          E-mail addresses stand in {emails.map(({ label }) => `“${label}”`).join(', ')}: they are nobody’s id, and do
          not leave this browser.
        </List.Item>
      )}
    </List>
  );
}
