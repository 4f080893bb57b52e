import { NativeSelect, SegmentedControl } from '@mantine/core';
import { SORTS, USUAL_SORT } from '../../router/alert-search';
import { useAlertSearch } from './use-alert-search';

const SORT_LABELS: Readonly<Record<(typeof SORTS)[number], string>> = {
  urgency: 'Most urgent first',
  dueAt: 'Due first',
  '-raisedAt': 'Newest first',
  raisedAt: 'Oldest first',
  '-severity': 'Most severe, newest first',
};

export function ListControls() {
  const { search, change } = useAlertSearch();
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label="Order"
        data={SORTS.map((value) => ({ value, label: SORT_LABELS[value] }))}
        value={search.sort ?? USUAL_SORT}
        onChange={({ currentTarget: { value } }) => change({ sort: SORTS.find((sort) => sort === value) })}
      />
      <SegmentedControl
        size="xs"
        aria-label="Grouping"
        value={search.group ?? 'flat'}
        onChange={(value) => change({ group: value === 'incident' ? 'incident' : undefined })}
        data={[
          { value: 'flat', label: 'Flat' },
          { value: 'incident', label: 'By incident' },
        ]}
      />
    </>
  );
}
