import { Checkbox, FileInput, Group, Loader, NativeSelect, Stack, Text } from '@mantine/core';
import { IconFileUpload } from '@tabler/icons-react';
import { Failure } from '../../../parts/states';
import type { KnownList } from './answered-list';
import { columnsOf } from './id-column';
import { ListSummary } from './list-summary';
import { useList } from './use-list';

interface ListFieldProps {
  label: string;
  description: string;
  onList: (list: KnownList | null) => void;
}

/** A list as somebody has it, as CSV or XLSX. It is read here, in the browser. */
export function ListField({ label, description, onList }: ListFieldProps) {
  const { opened, known, open, choose, close } = useList(onList);
  const failed = open.error ?? choose.error;
  const columns = opened === null ? [] : columnsOf(opened.table, opened.header);
  return (
    <Stack gap="sm">
      <FileInput
        label={label}
        description={description}
        placeholder="CSV or XLSX, up to 20 MB"
        leftSection={<IconFileUpload size={16} aria-hidden />}
        accept=".csv,.tsv,.txt,.xlsx"
        clearable
        disabled={open.isPending || choose.isPending}
        clearButtonProps={{ 'aria-label': 'Take the list away' }}
        onChange={(file) => (file === null ? close() : open.mutate(file))}
      />
      {failed !== null && <Failure error={failed} />}
      {opened !== null && (
        <Group align="flex-end">
          <NativeSelect
            label="Column of the ids"
            value={opened.column ?? ''}
            data={[
              ...(opened.column === null ? [{ value: '', label: 'Choose one' }] : []),
              ...columns.map((column) => ({
                value: String(column.index),
                label: column.emails ? `${column.label} (e-mail addresses)` : column.label,
                disabled: column.emails,
              })),
            ]}
            onChange={(event) => choose.mutate({ ...opened, column: Number(event.currentTarget.value) })}
          />
          <Checkbox
            pb={8}
            label="The first row names the columns"
            checked={opened.header}
            onChange={(event) => choose.mutate({ ...opened, header: event.currentTarget.checked })}
          />
        </Group>
      )}
      {(open.isPending || choose.isPending) && (
        <Group gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">Looking up who is on file …</Text>
        </Group>
      )}
      {opened !== null && opened.column === null && !open.isPending && failed === null && (
        <Text size="sm">No column holds ids that are on file. Choose the one in which they should be.</Text>
      )}
      {known !== null && <ListSummary list={known} />}
    </Stack>
  );
}
