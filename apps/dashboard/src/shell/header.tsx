import { Burger, Group, Text } from '@mantine/core';
import { ColorSchemeToggle } from './color-scheme-toggle';
import { SearchButton } from './search-button';
import { StreamIndicator } from './stream-indicator';
import { useMay } from './me';
import { UserMenu } from './user-menu';

interface HeaderProps {
  navigating: boolean;
  onToggleNavigation: () => void;
}

export function Header({ navigating, onToggleNavigation }: HeaderProps) {
  const follows = useMay('read');
  return (
    <Group h="100%" px="sm" justify="space-between" wrap="nowrap" gap="xs">
      <Group gap="xs" wrap="nowrap">
        <Burger
          opened={navigating}
          onClick={onToggleNavigation}
          hiddenFrom="md"
          size="sm"
          aria-label={navigating ? 'Close the navigation' : 'Open the navigation'}
          aria-expanded={navigating}
        />
        <img src="/icon.svg" alt="" width={24} height={24} />
        <Text fw={700} visibleFrom="xs">
          Scopewatch
        </Text>
      </Group>
      <Group gap="xs" wrap="nowrap">
        {follows && <StreamIndicator />}
        <SearchButton />
        <ColorSchemeToggle />
        <UserMenu />
      </Group>
    </Group>
  );
}
