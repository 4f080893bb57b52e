import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useKeys } from '../../keyboard/use-keys';
import { useAlertSearch } from './use-alert-search';

export function SearchBox() {
  const { search, change } = useAlertSearch();
  const [text, setText] = useState(search.q ?? '');
  const input = useRef<HTMLInputElement>(null);
  const apply = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }, { replace: true }), 250);
  useKeys({ '/': () => input.current?.focus() });
  // Somebody went back, or to another view.
  useEffect(() => {
    if (document.activeElement !== input.current) setText(search.q ?? '');
  }, [search.q]);
  return (
    <TextInput
      ref={input}
      type="search"
      flex={1}
      miw={180}
      size="xs"
      aria-label="Search alerts"
      placeholder="Client, asset, campaign, words …  ( / )"
      leftSection={<IconSearch size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
      onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
    />
  );
}
