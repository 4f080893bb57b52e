import { Button, Checkbox, Group, MultiSelect, Pill, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ClientFilter } from '../../api/clients';
import type { Gap } from '../../api/types';
import { useKeys } from '../../keyboard/use-keys';
import { Chips } from '../../parts/chips';
import { present } from '../../router/search-fields';
import { GAPS, gapLabel, INITIATIVES, initiativeLabel } from '../../words/clients';
import { assetClassLabel, serviceLabel } from '../../words/offers';

export function ClientFilters() {
  const search = useSearch({ from: '/clients' });
  const navigate = useNavigate({ from: '/clients' });
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(search.q ?? '');
  const change = (part: Partial<ClientFilter>) =>
    void navigate({ search: (before) => present({ ...before, ...part }), resetScroll: false });
  const look = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250);
  useKeys({ '/': () => input.current?.focus() });
  const { originalService, originalAssetClass } = search;
  return (
    <Group gap="sm">
      <TextInput
        ref={input}
        type="search"
        size="xs"
        w={260}
        aria-label="Search clients"
        placeholder="Client id  ( / )"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
      />
      <Chips
        label="Own initiative"
        options={INITIATIVES.map((value) => [value, initiativeLabel(value)])}
        chosen={search.initiative ?? []}
        onChange={(initiative) => change({ initiative })}
      />
      <MultiSelect
        size="xs"
        w={260}
        aria-label="Gaps in the evidence"
        placeholder={search.gap === undefined ? 'Any gap in the evidence' : undefined}
        data={GAPS.map((value) => ({ value, label: gapLabel(value) }))}
        value={search.gap ?? []}
        onChange={(gap) => change({ gap: gap.length === 0 ? undefined : (gap as Gap[]) })}
      />
      <Checkbox
        size="xs"
        label="In drift"
        checked={search.inDrift === true}
        onChange={(event) => change({ inDrift: event.currentTarget.checked || undefined })}
      />
      {originalService !== undefined && (
        <Pill
          withRemoveButton
          onRemove={() => change({ originalService: undefined, originalAssetClass: undefined })}
          removeButtonProps={{ 'aria-label': 'Remove this filter', 'aria-hidden': false, tabIndex: 0 }}
        >
          Asked at first for {serviceLabel(originalService)}
          {originalAssetClass !== undefined && `, ${assetClassLabel(originalAssetClass)}`}
        </Pill>
      )}
      {Object.keys(search).length > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            setText('');
            void navigate({ search: {} });
          }}
        >
          Clear
        </Button>
      )}
    </Group>
  );
}
