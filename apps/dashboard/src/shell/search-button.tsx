import { Button, Kbd, ActionIcon } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';

export function SearchButton() {
  return (
    <>
      <Button
        visibleFrom="sm"
        variant="default"
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        onClick={spotlight.open}
      >
        Go to …
      </Button>
      <ActionIcon hiddenFrom="sm" variant="default" size="lg" aria-label="Go to …" onClick={spotlight.open}>
        <IconSearch size={16} />
      </ActionIcon>
    </>
  );
}
